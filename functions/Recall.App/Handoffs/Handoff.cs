using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.App.Handoffs;

/// <summary>A task for a person.</summary>
/// <param name="Enrolment">The run that waits for it.</param>
/// <param name="Step">The handoff step.</param>
/// <param name="Queue">Whose task.</param>
/// <param name="Note">What to do, in the shop's language.</param>
/// <param name="Outcomes">Words that the sequence knows an answer to; others go on with its next step.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Due">When the sequence stops waiting, UTC.</param>
/// <param name="ClaimedBy">Who works on it, or null.</param>
/// <param name="Outcome">What came of it, or null while open.</param>
/// <param name="ClosedAt">UTC, or null while open.</param>
/// <param name="ETag">Of the row when it was read.</param>
public sealed record Handoff(
    EnrolmentId Enrolment, string Step, string Queue, string Note, IReadOnlyList<string> Outcomes, DateTimeOffset CreatedAt,
    DateTimeOffset Due, string? ClaimedBy = null, string? Outcome = null, DateTimeOffset? ClosedAt = null,
    string? ETag = null)
{
    /// <summary><c>{enrolment}--{step}</c>.</summary>
    public string Id => IdOf(Enrolment, Step);

    /// <summary>The id of a run's handoff.</summary>
    public static string IdOf(EnrolmentId enrolment, string step) => $"{enrolment}--{step}";

    /// <summary>Reads a row.</summary>
    public static Handoff Read(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(
            EnrolmentId.Parse(row.Get<string>("enrolment")!), row.Get<string>("step")!, row.Get<string>("queue")!, row.Get<string>("note")!,
            (row.Get<string>("outcomes") ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries), row.Get<DateTimeOffset>("createdAt"),
            row.Get<DateTimeOffset>("due"), row.Get<string>("claimedBy"), row.Get<string>("outcome"),
            row.Properties.ContainsKey("closedAt") ? row.Get<DateTimeOffset>("closedAt") : null, row.ETag);
    }

    /// <summary>The row's properties.</summary>
    public Dictionary<string, object> Properties()
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["enrolment"] = Enrolment.ToString(), ["step"] = Step, ["queue"] = Queue, ["note"] = Note,
            ["outcomes"] = string.Join('|', Outcomes), ["createdAt"] = CreatedAt, ["due"] = Due,
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
