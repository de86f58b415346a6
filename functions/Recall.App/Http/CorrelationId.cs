using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Recall.App.Http;

/// <summary>
/// The id under which a request is found in the logs: the caller's own, where it is harmless in a log line and a header, else a new one.
/// </summary>
public static class CorrelationId
{
    /// <summary>The header, of requests and of responses.</summary>
    public const string Header = "X-Correlation-Id";

    private const int MaxLength = 64;

    /// <summary>Takes or makes the id and puts it on the response; one that is there stays.</summary>
    public static string Begin(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Response.Headers.ContainsKey(Header))
            return Of(http);
        var given = http.Request.Headers[Header];
        var id = given.Count == 1 && IsHarmless(given[0]) ? given[0]! : New();
        http.TraceIdentifier = id;
        http.Response.Headers[Header] = id;
        return id;
    }

    /// <summary>The id of a request that has begun.</summary>
    public static string Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.TraceIdentifier;
    }

    private static string New() => Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("N");

    private static bool IsHarmless(string? id) =>
        id is { Length: > 0 and <= MaxLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
