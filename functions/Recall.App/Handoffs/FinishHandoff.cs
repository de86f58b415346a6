using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;

namespace Recall.App.Handoffs;

/// <summary>What came of a task.</summary>
/// <param name="Agent">Who did it.</param>
/// <param name="Outcome">One of the task's words.</param>
public sealed record FinishRequest(string Agent, string Outcome);

/// <summary><c>POST /api/handoffs/{id}/resolve</c>. The same word twice is one outcome.</summary>
public static class FinishHandoff
{
    /// <summary>200, 400, 404 or 409 (somebody else has it, or it was finished with another word).</summary>
    public static async Task<IResult> HandleAsync(
        string id, HttpRequest request, HandoffStore handoffs, ResolveHandoff resolve, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handoffs);
        ArgumentNullException.ThrowIfNull(resolve);
        ArgumentNullException.ThrowIfNull(app);
        if (RouteIds.Handoff(id, out _, out _) is { } wrong)
            return HttpProblem.Invalid("id", wrong);
        var (body, problem) = await JsonBody.ReadAsync<FinishRequest>(request, cancellationToken);
        if (body is null)
            return problem!;
        if (ClaimHandoff.WrongAgent(body.Agent) is { } nobody)
            return HttpProblem.Invalid("agent", nobody);
        return await RefusalAsync(handoffs, resolve, id, body.Outcome, body.Agent, "outcome", cancellationToken)
            ?? (IResult)TypedResults.Json(
                HandoffAnswer.Of((await handoffs.FindAsync(id, cancellationToken))!, app.Clock.GetUtcNow()), HttpJson.Options);
    }

    /// <summary>
    /// Finishes a task; null where that worked. The machine would take any word and go on with its next step; a word that the file
    /// does not name is far more likely a slip, so it is refused where the file names some.
    /// </summary>
    internal static async Task<HttpProblem?> RefusalAsync(
        HandoffStore handoffs, ResolveHandoff resolve, string id, string outcome, string agent, string field, CancellationToken cancellationToken)
    {
        if (await handoffs.FindAsync(id, cancellationToken) is not { } handoff)
            return HttpProblem.NotFound($"There is no handoff '{id}'.");
        if (handoff.Outcomes.Count > 0 && !handoff.Outcomes.Contains(outcome, StringComparer.Ordinal))
            return HttpProblem.Invalid(field, $"'{Shown.Short(outcome)}' is no outcome of this task{NearestWord.Hint(outcome, handoff.Outcomes.ToList())}");
        if (handoff.Outcomes.Count == 0 && !RouteIds.IsName(outcome))
            return HttpProblem.Invalid(field, "must be a word of lower-case letters, digits and single hyphens, such as 'no-answer'");
        return await resolve.ResolveAsync(id, outcome, agent, cancellationToken) == true
            ? null
            : ClaimHandoff.Taken((await handoffs.FindAsync(id, cancellationToken)) ?? handoff);
    }
}
