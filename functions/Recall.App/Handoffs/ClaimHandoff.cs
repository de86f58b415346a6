using Microsoft.AspNetCore.Http;
using Recall.App.Http;

namespace Recall.App.Handoffs;

/// <summary>Who takes a task.</summary>
/// <param name="Agent">Their name as colleagues know it.</param>
public sealed record ClaimRequest(string Agent);

/// <summary><c>POST /api/handoffs/{id}/claim</c>. Claiming what one has is no error.</summary>
public static class ClaimHandoff
{
    private const int MaxAgent = 100;

    /// <summary>200, 400, 404 or 409 (somebody else has it, or it is closed).</summary>
    public static async Task<IResult> HandleAsync(
        string id, HttpRequest request, HandoffStore handoffs, ResolveHandoff resolve, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handoffs);
        ArgumentNullException.ThrowIfNull(resolve);
        ArgumentNullException.ThrowIfNull(app);
        if (RouteIds.Handoff(id, out _, out _) is { } wrong)
            return HttpProblem.Invalid("id", wrong);
        var (body, problem) = await JsonBody.ReadAsync<ClaimRequest>(request, cancellationToken);
        if (body is null)
            return problem!;
        if (WrongAgent(body.Agent) is { } nobody)
            return HttpProblem.Invalid("agent", nobody);
        var claimed = await resolve.ClaimAsync(id, body.Agent, cancellationToken);
        return await handoffs.FindAsync(id, cancellationToken) is not { } handoff
            ? HttpProblem.NotFound($"There is no handoff '{id}'.")
            : claimed == true ? TypedResults.Json(HandoffAnswer.Of(handoff, app.Clock.GetUtcNow()), HttpJson.Options) : Taken(handoff);
    }

    /// <summary>Why a task cannot be had.</summary>
    internal static HttpProblem Taken(Handoff handoff) => handoff switch
    {
        { Outcome: { } outcome } => HttpProblem.Conflict("closed", $"It was finished with '{outcome}' at {handoff.ClosedAt:yyyy-MM-dd HH:mm} UTC."),
        { ClaimedBy: { } other } => HttpProblem.Conflict("claimed", $"{other} has it. Ask them, or leave it to them."),
        _ => HttpProblem.Conflict("changed", "Somebody changed it in this moment. Try again."),
    };

    /// <summary>A sentence that goes on after the field's name where it is no name; else null.</summary>
    internal static string? WrongAgent(string agent) =>
        agent.Length > MaxAgent ? $"has {agent.Length} characters; at most {MaxAgent} are kept"
        : agent.Any(char.IsControl) ? "has a control character in it" : null;
}
