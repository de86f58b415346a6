using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Ledger;

/// <summary>One decision about a customer: what, when, why. Rows are only ever added.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="At">When it was decided, UTC.</param>
/// <param name="Kind">What was decided, see <see cref="LedgerKind"/>.</param>
/// <param name="Enrolment">The run it belongs to; null where there is none.</param>
/// <param name="Sequence">The sequence it is about; empty where it is about who the customer is.</param>
/// <param name="Step">The step, or null.</param>
/// <param name="Why">A code and what it was decided on; the words are made for whoever reads it.</param>
/// <param name="Detail">For example the channel and the coupon; null where there is nothing to add.</param>
public sealed record LedgerEntry(
    CustomerKey Customer, DateTimeOffset At, string Kind, string? Enrolment, string Sequence, string? Step, Why Why, string? Detail = null)
{
    /// <summary>An entry about a run.</summary>
    public static LedgerEntry Of(EnrolmentId id, DateTimeOffset at, string kind, string? step, Why why, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new(id.Customer, at, kind, id.ToString(), id.Sequence, step, why, detail);
    }

    /// <summary>An entry about what is not done now, or not at all.</summary>
    public static LedgerEntry Held(EnrolmentId id, DateTimeOffset at, string step, GateDecision decision) => decision switch
    {
        GateDecision.Defer later => Of(id, at, LedgerKind.Deferred, step, Whys.Until.With(("until", later.Until), ("because", later.Reason)), later.Code),
        GateDecision.Skip skip => Of(id, at, LedgerKind.Skipped, step, skip.Reason, skip.Code),
        GateDecision.Exit exit => Of(id, at, LedgerKind.Skipped, step, exit.Reason, HoldReason.RunOver),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    /// <summary>
    /// The row. Its key names the decision and its time, so repeating the same write (after a crash, at the same time) is no second entry.
    /// </summary>
    public TableAction Write(string partition)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["at"] = At, ["kind"] = Kind, ["sequence"] = Sequence, ["why"] = Why.ToString(),
        };
        if (Enrolment is not null)
            properties["enrolment"] = Enrolment;
        if (Step is not null)
            properties["step"] = Step;
        if (Detail is not null)
            properties["detail"] = Detail;
        return new(TableActionKind.Upsert, new(partition, CustomerKeys.Ledger(Customer, At, Name), properties));
    }

    /// <summary>Of two decisions of one moment about who somebody is, each names the other key; no sequence tells them apart.</summary>
    private string Name => Sequence.Length > 0 ? $"{Sequence}|{Step}|{Kind}" : $"{Sequence}|{Step}|{Kind}|{Detail}";

    /// <summary>Reads a row.</summary>
    public static LedgerEntry Read(CustomerKey customer, TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(
            customer, row.Get<DateTimeOffset>("at"), row.Get<string>("kind")!, row.Get<string>("enrolment"), row.Get<string>("sequence")!,
            row.Get<string>("step"), Why.Parse(row.Get<string>("why")!), row.Get<string>("detail"));
    }
}

/// <summary>Kinds of decisions.</summary>
public static class LedgerKind
{
    /// <summary>Entered a sequence, to be treated.</summary>
    public const string Enrolled = "enrolled";

    /// <summary>Entered a sequence as control group.</summary>
    public const string HeldOut = "held-out";

    /// <summary>In the audience, but did not enter.</summary>
    public const string NotEnrolled = "not-enrolled";

    /// <summary>A code was issued.</summary>
    public const string Coupon = "coupon";

    /// <summary>A message was reserved: from here on it counts against the caps.</summary>
    public const string Reserved = "reserved";

    /// <summary>A carrier took a message.</summary>
    public const string Sent = "sent";

    /// <summary>A message may have gone out: the process stopped while sending on a channel that cannot be asked twice.</summary>
    public const string Unknown = "unknown";

    /// <summary>A message was held back.</summary>
    public const string Deferred = "deferred";

    /// <summary>A step was not done.</summary>
    public const string Skipped = "skipped";

    /// <summary>A tag was given or taken off.</summary>
    public const string Tagged = "tagged";

    /// <summary>One of the shop's systems took a call.</summary>
    public const string Webhook = "webhook";

    /// <summary>A variant was drawn.</summary>
    public const string Variant = "variant";

    /// <summary>A wait by the customer's clock began.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>A branch was taken.</summary>
    public const string Branched = "branched";

    /// <summary>A person got a task.</summary>
    public const string Handoff = "handoff";

    /// <summary>A person finished it.</summary>
    public const string HandoffResolved = "handoff-resolved";

    /// <summary>Nobody finished it in time.</summary>
    public const string HandoffOverdue = "handoff-overdue";

    /// <summary>The run goes on by a newer version of its sequence.</summary>
    public const string Moved = "moved";

    /// <summary>The run was to, and stays with its version.</summary>
    public const string NotMoved = "not-moved";

    /// <summary>The run is over.</summary>
    public const string Ended = "ended";

    /// <summary>Another customer turned out to be this one; the detail is their key.</summary>
    public const string Merged = "merged";

    /// <summary>Two customers are apart again; the detail is the other's key.</summary>
    public const string Split = "split";

    /// <summary>An address that many have does not make this customer one with another; the detail is its key.</summary>
    public const string NotMerged = "not-merged";
}
