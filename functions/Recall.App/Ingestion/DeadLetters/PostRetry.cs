using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.App.Work;

namespace Recall.App.Ingestion.DeadLetters;

/// <summary>What is to be tried again.</summary>
/// <param name="Id">A letter, by the beginning of its id; without it all letters, and the work that was given up.</param>
public sealed record RetryRequest(string? Id = null);

/// <summary>What came of it.</summary>
/// <param name="Mended">Letters that became events.</param>
/// <param name="Remaining">Letters that stay, with the reason of today.</param>
/// <param name="Work">Parts of the work that were put back to be done.</param>
public sealed record RetryAnswer(int Mended, int Remaining, int Work);

/// <summary><c>POST /api/dead-letters/retry</c>. Trying twice does no harm: facts count once, and work done again is the same.</summary>
public static class PostRetry
{
    /// <summary>200, 400 or 404 (no letter has that id, or several begin so).</summary>
    public static async Task<IResult> HandleAsync(HttpRequest request, RetryDeadLetters retry, GivenUpWork work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(retry);
        ArgumentNullException.ThrowIfNull(work);
        var (body, problem) = await JsonBody.ReadAsync<RetryRequest>(request, cancellationToken);
        if (body is null)
            return problem!;
        var report = await retry.HandleAsync(body.Id is { } id ? [id] : null, cancellationToken);
        if (report.Missing > 0)
            return HttpProblem.NotFound($"No letter has the id '{Core.Customers.Shown.Short(body.Id)}', or several begin with it; GET /api/dead-letters lists them.");
        return TypedResults.Json(
            new RetryAnswer(report.Mended, report.Remaining, body.Id is null ? await work.RetryAsync(cancellationToken) : 0), HttpJson.Options);
    }
}
