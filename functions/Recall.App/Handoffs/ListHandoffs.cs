using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.App.Handoffs;

/// <summary>Tasks.</summary>
public sealed record HandoffListAnswer(IReadOnlyList<HandoffAnswer> Handoffs);

/// <summary>A task for a person.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Customer">Whom it is about.</param>
/// <param name="Enrolment">The run that waits for it.</param>
/// <param name="Step">The handoff step.</param>
/// <param name="Queue">Whose task.</param>
/// <param name="Note">What to do.</param>
/// <param name="Outcomes">Words that it can be finished with; any word where there are none.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Due">When the sequence stops waiting, UTC.</param>
/// <param name="Status">Open, or how it was closed.</param>
/// <param name="ClaimedBy">Who works on it or did, or null.</param>
/// <param name="Outcome">The word it was resolved with; else null.</param>
/// <param name="ClosedAt">UTC; null while open.</param>
public sealed record HandoffAnswer(
    string Id, string Customer, string Enrolment, string Step, string Queue, string Note, IReadOnlyList<string> Outcomes,
    DateTimeOffset CreatedAt, DateTimeOffset Due, HandoffStatus Status, string? ClaimedBy, string? Outcome, DateTimeOffset? ClosedAt)
{
    /// <summary>The answer for a task.</summary>
    public static HandoffAnswer Of(Handoff handoff)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        return new(
            handoff.Id, handoff.Enrolment.Customer.Value, handoff.Enrolment.ToString(), handoff.Step, handoff.Queue, handoff.Note,
            handoff.Outcomes, handoff.CreatedAt, handoff.Due, handoff.Status, handoff.ClaimedBy, handoff.Outcome, handoff.ClosedAt);
    }
}

/// <summary><c>GET /api/handoffs</c>.</summary>
public static class ListHandoffs
{
    private const string All = "all";

    private static readonly string[] Statuses = [.. Enum.GetValues<HandoffStatus>().Select(Kebab.Of), All];

    /// <summary>200 or 400. A queue that no sequence names is an empty list: sequences change, and queues with them.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("Tasks of this queue only.")] string? queue,
        [Description("open (if not given), resolved, overdue, no-longer-needed or all.")] string? status,
        HandoffStore handoffs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handoffs);
        status ??= Kebab.Of(HandoffStatus.Open);
        if (!Statuses.Contains(status, StringComparer.Ordinal))
            return HttpProblem.Invalid("status", $"'{Shown.Short(status)}' is not known{NearestWord.Hint(status, Statuses)}");
        var found = status == Kebab.Of(HandoffStatus.Open) ? await handoffs.OpenAsync(cancellationToken) : await handoffs.AllAsync(cancellationToken);
        return TypedResults.Json(
            new HandoffListAnswer(
            [
                .. found.Where(h => (status == All || Kebab.Of(h.Status) == status) && (queue is null || h.Queue == queue))
                    .OrderBy(h => h.Due).ThenBy(h => h.Id, StringComparer.Ordinal).Select(HandoffAnswer.Of),
            ]),
            HttpJson.Options);
    }
}
