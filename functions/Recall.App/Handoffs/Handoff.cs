using System.Text.Json.Serialization;
using Recall.App.Http;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Wording;
using Recall.Core.Sequences.Files;

namespace Recall.App.Handoffs;

/// <summary>Where a task stands. It leaves <see cref="Open"/> once, for one of the others.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HandoffStatus>))]
public enum HandoffStatus
{
    /// <summary>Waits for a person.</summary>
    [JsonStringEnumMemberName("open")] Open,

    /// <summary>A person finished it, and the sequence goes on with their word.</summary>
    [JsonStringEnumMemberName("resolved")] Resolved,

    /// <summary>Nobody finished it in time, and the sequence has gone on without it.</summary>
    [JsonStringEnumMemberName("overdue")] Overdue,

    /// <summary>The customer ordered or left the sequence meanwhile.</summary>
    [JsonStringEnumMemberName("no-longer-needed")] NoLongerNeeded,
}

/// <summary>A task for a person.</summary>
/// <param name="Enrolment">The run that waits for it.</param>
/// <param name="Step">The handoff step.</param>
/// <param name="Queue">Whose task.</param>
/// <param name="Note">What to do, in the shop's language.</param>
/// <param name="Outcomes">Words that the sequence knows an answer to; others go on with its next step.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Due">When the sequence stops waiting, UTC.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ClaimedBy">Who works on it or did, or null.</param>
/// <param name="Outcome">The word it was resolved with; else null.</param>
/// <param name="ClosedAt">UTC, or null while open.</param>
/// <param name="ETag">Of the row when it was read.</param>
public sealed record Handoff(
    EnrolmentId Enrolment, string Step, string Queue, string Note, IReadOnlyList<string> Outcomes, DateTimeOffset CreatedAt,
    DateTimeOffset Due, HandoffStatus Status = HandoffStatus.Open, string? ClaimedBy = null, string? Outcome = null,
    DateTimeOffset? ClosedAt = null, string? ETag = null)
{
    /// <summary><c>{enrolment}--{step}</c>.</summary>
    public string Id => IdOf(Enrolment, Step);

    /// <summary>What the run is told of a task that was resolved; the same however often; null for any other.</summary>
    public Signal? Signal => Status == HandoffStatus.Resolved
        ? new($"handoff--{Step}", SignalKind.AgentOutcome, ClosedAt!.Value, Step, Outcome) : null;

    /// <summary>The id of a run's handoff.</summary>
    public static string IdOf(EnrolmentId enrolment, string step) => $"{enrolment}--{step}";

    /// <summary>
    /// A sentence that goes on after the field's name where the task cannot be resolved with the word; else null. The machine would
    /// take any word and go on with its next step; one that the file does not name is far more likely a slip, where it names some.
    /// </summary>
    public string? WrongOutcome(string outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (Outcomes.Count > 0)
        {
            return Outcomes.Contains(outcome, StringComparer.Ordinal)
                ? null : $"'{Shown.Short(outcome)}' is no outcome of this task{NearestWord.Hint(outcome, [.. Outcomes])}";
        }

        return RouteIds.IsName(outcome) ? null : "must be a word of lower-case letters, digits and single hyphens, such as 'no-answer'";
    }

    /// <summary>The ledger's entry of how it was closed, the same however often; null for one that is open or no longer needed.</summary>
    public LedgerEntry? Closing => Status switch
    {
        HandoffStatus.Resolved => LedgerEntry.Of(Enrolment, ClosedAt!.Value, LedgerKind.HandoffResolved, Step, Whys.TaskDone.With(("agent", ClaimedBy), ("outcome", Outcome)), Outcome),
        HandoffStatus.Overdue => LedgerEntry.Of(
            Enrolment, ClosedAt!.Value, LedgerKind.HandoffOverdue, Step,
            ClaimedBy is null ? Whys.TaskUntaken.With(("due", Due)) : Whys.TaskOverdue.With(("due", Due), ("agent", ClaimedBy)), Queue),
        _ => null,
    };

    /// <summary>Reads a row.</summary>
    public static Handoff Read(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(
            EnrolmentId.Parse(row.Get<string>("enrolment")!), row.Get<string>("step")!, row.Get<string>("queue")!, row.Get<string>("note")!,
            (row.Get<string>("outcomes") ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries), row.Get<DateTimeOffset>("createdAt"),
            row.Get<DateTimeOffset>("due"), Enum.Parse<HandoffStatus>(row.Get<string>("status")!), row.Get<string>("claimedBy"),
            row.Get<string>("outcome"), row.Properties.ContainsKey("closedAt") ? row.Get<DateTimeOffset>("closedAt") : null, row.ETag);
    }

    /// <summary>The row's properties.</summary>
    public Dictionary<string, object> Properties()
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["enrolment"] = Enrolment.ToString(), ["step"] = Step, ["queue"] = Queue, ["note"] = Note,
            ["outcomes"] = string.Join('|', Outcomes), ["createdAt"] = CreatedAt, ["due"] = Due, ["status"] = Status.ToString(),
        };
        if (ClaimedBy is not null)
            properties["claimedBy"] = ClaimedBy;
        if (Outcome is not null)
            properties["outcome"] = Outcome;
        if (ClosedAt is { } closed)
            properties["closedAt"] = closed;
        return properties;
    }
}
