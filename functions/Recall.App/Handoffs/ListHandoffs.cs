using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;
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
/// <param name="Overdue">True where that time has come.</param>
/// <param name="ClaimedBy">Who works on it, or null.</param>
/// <param name="Outcome">What came of it; null while open.</param>
/// <param name="ClosedAt">UTC; null while open.</param>
public sealed record HandoffAnswer(
    string Id, string Customer, string Enrolment, string Step, string Queue, string Note, IReadOnlyList<string> Outcomes,
    DateTimeOffset CreatedAt, DateTimeOffset Due, bool Overdue, string? ClaimedBy, string? Outcome, DateTimeOffset? ClosedAt)
{
    /// <summary>The answer for a task.</summary>
    public static HandoffAnswer Of(Handoff handoff, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        return new(
            handoff.Id, handoff.Enrolment.Customer.Value, handoff.Enrolment.ToString(), handoff.Step, handoff.Queue, handoff.Note,
            handoff.Outcomes, handoff.CreatedAt, handoff.Due, handoff.Outcome is null && handoff.Due <= now, handoff.ClaimedBy,
            handoff.Outcome, handoff.ClosedAt);
    }
}

/// <summary><c>GET /api/handoffs</c>.</summary>
public static class ListHandoffs
{
    private static readonly string[] Statuses = ["open", "closed", "all"];

    /// <summary>200 or 400. A queue that no sequence names is an empty list: sequences change, and queues with them.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("Tasks of this queue only.")] string? queue,
        [Description("open (if not given), closed or all.")] string? status,
        HandoffStore handoffs, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handoffs);
        ArgumentNullException.ThrowIfNull(app);
        status ??= "open";
        if (!Statuses.Contains(status, StringComparer.Ordinal))
            return HttpProblem.Invalid("status", $"'{Shown.Short(status)}' is not known{NearestWord.Hint(status, Statuses)}");
        var found = status == "open" ? await handoffs.OpenAsync(cancellationToken) : await handoffs.AllAsync(cancellationToken);
        var now = app.Clock.GetUtcNow();
        return TypedResults.Json(
            new HandoffListAnswer(
            [
                .. found.Where(h => status != "closed" || h.Outcome is not null).Where(h => queue is null || h.Queue == queue)
                    .OrderBy(h => h.Due).ThenBy(h => h.Id, StringComparer.Ordinal).Select(h => HandoffAnswer.Of(h, now)),
            ]),
            HttpJson.Options);
    }
}
