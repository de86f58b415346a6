using Microsoft.AspNetCore.Http;
using Recall.App.Http;

namespace Recall.App.Handoffs;

/// <summary>What the endpoints for work on a task have in common.</summary>
internal static class HandoffEndpoint
{
    private const int MaxAgent = 100;

    /// <summary>Checks id, body and agent, does the work, and answers with the task or with why it was not done.</summary>
    public static async Task<IResult> HandleAsync<T>(
        string id, HttpRequest request, Func<T, string> agent, Func<T, Task<HandoffResult>> work, CancellationToken cancellationToken)
        where T : class
    {
        if (RouteIds.Handoff(id, out _, out _) is { } wrong)
            return HttpProblem.Invalid("id", wrong);
        var (body, problem) = await JsonBody.ReadAsync<T>(request, cancellationToken);
        if (body is null)
            return problem!;
        if (WrongAgent(agent(body)) is { } nobody)
            return HttpProblem.Invalid("agent", nobody);
        var result = await work(body);
        return Refusal(result, id, "outcome") ?? (IResult)TypedResults.Json(HandoffAnswer.Of(result.Handoff!), HttpJson.Options);
    }

    /// <summary>Why it was not done; null where it was.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="id">The task that was asked for.</param>
    /// <param name="field">The field that has the word.</param>
    public static HttpProblem? Refusal(HandoffResult result, string id, string field) => result switch
    {
        { Done: true } => null,
        { Handoff: null } => HttpProblem.NotFound($"There is no handoff '{id}'."),
        { WrongOutcome: { } wrong } => HttpProblem.Invalid(field, wrong),
        { Handoff: var handoff } => Taken(handoff),
    };

    private static HttpProblem Taken(Handoff handoff) => handoff.Status switch
    {
        HandoffStatus.Resolved => HttpProblem.Conflict("closed", $"{handoff.ClaimedBy} finished it with '{handoff.Outcome}' at {Time(handoff.ClosedAt)}."),
        HandoffStatus.Overdue => HttpProblem.Conflict(
            "overdue", $"It was due at {Time(handoff.Due)}, and the sequence has gone on without it at {Time(handoff.ClosedAt)}."),
        HandoffStatus.NoLongerNeeded => HttpProblem.Conflict(
            "no-longer-needed", $"The customer had ordered or left the sequence; it was taken off the list at {Time(handoff.ClosedAt)}."),
        _ => HttpProblem.Conflict("claimed", $"{handoff.ClaimedBy} has it. Ask them, or leave it to them."),
    };

    private static string? WrongAgent(string agent) =>
        agent.Length > MaxAgent ? $"has {agent.Length} characters; at most {MaxAgent} are kept"
        : agent.Any(char.IsControl) ? "has a control character in it" : null;

    private static string Time(DateTimeOffset? at) => FormattableString.Invariant($"{at:yyyy-MM-dd HH:mm} UTC");
}
