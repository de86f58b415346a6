using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Triggers;
using Recall.Core.Wording;

namespace Recall.App.Enrolment;

/// <summary>The row <c>r|{customer}|{sequence}|{episode}</c>: what was started, and how it ended.</summary>
/// <param name="Id">The enrolment.</param>
/// <param name="Version">Of the definition by which they entered.</param>
/// <param name="Arm">Treated or holdout.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="ObservedUntil">End of the goal window, UTC.</param>
/// <param name="Why">What let them in.</param>
/// <param name="Known">What the decision to enrol knew.</param>
/// <param name="Outcome">How it ended; null while it runs.</param>
/// <param name="Reason">Why it ended so.</param>
/// <param name="EndedAt">UTC; null while it runs.</param>
/// <param name="ETag">Of the row when it was read.</param>
public sealed record EnrolmentRow(
    EnrolmentId Id, string Version, Arm Arm, DateTimeOffset StartedAt, DateTimeOffset ObservedUntil, Why Why, KnownFacts Known,
    string? Outcome = null, Why? Reason = null, DateTimeOffset? EndedAt = null, string? ETag = null)
{
    /// <summary>What triggered it; null where nothing did.</summary>
    public Occurrence? By { get; init; }

    /// <summary>Number of the version that began the measurement it counts in; 0 is the first.</summary>
    public int Measurement { get; init; }

    /// <summary>The version it follows: where it was moved, that one. The state of its run decides; here it is for who reads many.</summary>
    public string Follows { get; init; } = Version;

    /// <summary>
    /// From when on facts are of concern to it, UTC; null is from the first. That is since the last order that the decision knew, which a
    /// platform whose clock is fast may have dated after the start.
    /// </summary>
    public DateTimeOffset? ConcernedSince => Known.OrderAt > StartedAt ? StartedAt : Known.OrderAt;

    /// <summary>Reads a row.</summary>
    public static EnrolmentRow Read(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(
            EnrolmentId.Parse(row.Get<string>("enrolment")!), row.Get<string>("version")!,
            row.Get<string>("arm") == "holdout" ? Arm.Holdout : Arm.Treated, row.Get<DateTimeOffset>("startedAt"),
            row.Get<DateTimeOffset>("observedUntil"), Why.Parse(row.Get<string>("why")!),
            StoredJson.Read<KnownFacts>(row.Get<string>("known")!), row.Get<string>("outcome"),
            row.Get<string>("reason") is { } reason ? Why.Parse(reason) : null,
            row.Properties.ContainsKey("endedAt") ? row.Get<DateTimeOffset>("endedAt") : null, row.ETag)
        {
            By = row.Get<string>("by") is { } by ? StoredJson.Read<Occurrence>(by) : null,
            Measurement = row.Get<int>("measurement"), Follows = row.Get<string>("follows") ?? row.Get<string>("version")!,
        };
    }

    /// <summary>
    /// Reads a row among others; false where it is damaged, so that one row keeps no other from being read. It is named each hour, when runs are
    /// reconciled, for as long as its run may be under way.
    /// </summary>
    public static bool TryRead(TableRow row, [NotNullWhen(true)] out EnrolmentRow? enrolment)
    {
        try
        {
            enrolment = Read(row);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or FormatException or ArgumentException or InvalidCastException)
        {
            enrolment = null;
            return false;
        }
    }

    /// <summary>Adds the row, and the one by which it is found while its run is under way (<see cref="CustomerKeys.Going"/>).</summary>
    public IEnumerable<TableAction> Insert(string partition)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["enrolment"] = Id.ToString(), ["version"] = Version, ["arm"] = Arm == Arm.Holdout ? "holdout" : "treated",
            ["startedAt"] = StartedAt, ["observedUntil"] = ObservedUntil, ["why"] = Why.ToString(),
            ["known"] = StoredJson.Text(Known), ["measurement"] = Measurement,
        };
        if (By is not null)
            properties["by"] = StoredJson.Text(By);
        return
        [
            new(TableActionKind.Insert, new(partition, CustomerKeys.Enrolment(Id), properties)),
            new(TableActionKind.Insert, new(partition, CustomerKeys.Going(Id), properties)),
        ];
    }

    /// <summary>Sets the version it follows from now on.</summary>
    public TableAction Follow(string partition, string version) => new(TableActionKind.Merge, new(
        partition, CustomerKeys.Enrolment(Id), new Dictionary<string, object>(StringComparer.Ordinal) { ["follows"] = version }, ETag));

    /// <summary>Sets how it ended.</summary>
    public TableAction End(string partition, string outcome, Why reason, DateTimeOffset at) => new(TableActionKind.Merge, new(
        partition, CustomerKeys.Enrolment(Id), new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["outcome"] = outcome, ["reason"] = reason.ToString(), ["endedAt"] = at,
        }, ETag));
}
