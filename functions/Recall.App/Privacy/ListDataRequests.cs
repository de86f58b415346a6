using Microsoft.AspNetCore.Http;
using Recall.App.Http;

namespace Recall.App.Privacy;

/// <summary>Requests that wait for an answer, the most urgent first.</summary>
public sealed record DataRequestListAnswer(IReadOnlyList<DataRequest> Requests);

/// <summary><c>GET /api/data-requests</c>.</summary>
public static class ListDataRequests
{
    /// <summary>200.</summary>
    public static async Task<IResult> HandleAsync(DataRequests requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return TypedResults.Json(new DataRequestListAnswer(await requests.OpenAsync(cancellationToken)), HttpJson.Options);
    }
}
