using Microsoft.AspNetCore.Http;

namespace Recall.App.Handoffs;

/// <summary>Who takes a task.</summary>
/// <param name="Agent">Their name as colleagues know it.</param>
public sealed record ClaimRequest(string Agent);

/// <summary><c>POST /api/handoffs/{id}/claim</c>. Claiming what one has is no error.</summary>
public static class ClaimHandoff
{
    /// <summary>200, 400, 404 or 409 (somebody else has it, or it is closed).</summary>
    public static Task<IResult> HandleAsync(string id, HttpRequest request, HandoffWork work, CancellationToken cancellationToken) =>
        HandoffEndpoint.HandleAsync<ClaimRequest>(
            id, request, body => body.Agent, body => work.ClaimAsync(id, body.Agent, cancellationToken), cancellationToken);
}
