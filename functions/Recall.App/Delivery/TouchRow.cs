using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Delivery;

/// <summary>States of a touch.</summary>
public enum TouchState
{
    /// <summary>Decided and about to be handed to the carrier; after a crash nobody knows whether it was.</summary>
    Reserved,

    /// <summary>The carrier asked to come back later; it was not sent, and is reserved again when it is tried again.</summary>
    Postponed,

    /// <summary>The carrier has it.</summary>
    Accepted,

    /// <summary>The carrier refused it.</summary>
    Rejected,

    /// <summary>May have been sent; never sent again.</summary>
    Unknown,
}

/// <summary>The row <c>t|{customer}|{sequence}|{episode}|{step}</c>: the proof that a step touches a customer once.</summary>
/// <param name="Enrolment">The run.</param>
/// <param name="Step">The step.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="To">The address at that time.</param>
/// <param name="State">What became of it.</param>
/// <param name="At">When it was reserved, UTC; of one in doubt that was put off since, when it was first handed over.</param>
/// <param name="ProviderId">The carrier's id; null before it has one.</param>
/// <param name="ETag">Of the row when it was read.</param>
public sealed record TouchRow(
    EnrolmentId Enrolment, string Step, string Channel, string To, TouchState State, DateTimeOffset At, string? ProviderId = null,
    string? ETag = null)
{
    /// <summary>
    /// When it was first handed over by an attempt that nobody knows the outcome of, UTC; null where no attempt before this one is. From then on it
    /// may have gone out, whatever a later attempt is told.
    /// </summary>
    public DateTimeOffset? InDoubtSince { get; init; }

    /// <summary>True where the person may have it, or may get it yet: it counts against the caps.</summary>
    public bool MayReach => State is not (TouchState.Rejected or TouchState.Postponed);

    /// <summary>Reads a row.</summary>
    public static TouchRow Read(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(
            EnrolmentId.Parse(row.Get<string>("enrolment")!), row.Get<string>("step")!, row.Get<string>("channel")!, row.Get<string>("to")!,
            Enum.Parse<TouchState>(row.Get<string>("state")!), row.Get<DateTimeOffset>("at"), row.Get<string>("providerId"), row.ETag)
        {
            InDoubtSince = row.Get<DateTimeOffset?>("inDoubtSince"),
        };
    }

    /// <summary>The key of the address that a row's message went to, see <see cref="Channels.AddressKey(string, string)"/>; null where the row does not say.</summary>
    public static string? AddressKey(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Get<string>("channel") is { } channel && row.Get<string>("to") is { } to ? Channels.AddressKey(channel, to) : null;
    }

    /// <summary>Adds the row, or replaces the one that was read.</summary>
    public TableAction Write(string partition)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["enrolment"] = Enrolment.ToString(), ["step"] = Step, ["channel"] = Channel, ["to"] = To, ["state"] = State.ToString(), ["at"] = At,
        };
        if (ProviderId is not null)
            properties["providerId"] = ProviderId;
        if (InDoubtSince is { } since)
            properties["inDoubtSince"] = since;
        return new(
            ETag is null ? TableActionKind.Insert : TableActionKind.Replace,
            new(partition, CustomerKeys.Touch(Enrolment, Step), properties, ETag));
    }
}
