using Microsoft.AspNetCore.Http;

namespace Recall.App.Handoffs;

/// <summary>What came of a task.</summary>
/// <param name="Agent">Who did it.</param>
/// <param name="Outcome">One of the task's words.</param>
public sealed record ResolveRequest(string Agent, string Outcome);

/// <summary><c>POST /api/handoffs/{id}/resolve</c>. The same word twice is one outcome.</summary>
public static class ResolveHandoff
{
    /// <summary>200, 400, 404 or 409 (somebody else has it, or it is closed otherwise: with another word, by its time, by its run).</summary>
    public static Task<IResult> HandleAsync(string id, HttpRequest request, HandoffWork work, CancellationToken cancellationToken) =>
        HandoffEndpoint.HandleAsync<ResolveRequest>(
            id, request, body => body.Agent, body => work.ResolveAsync(id, body.Outcome, body.Agent, cancellationToken), cancellationToken);
}
