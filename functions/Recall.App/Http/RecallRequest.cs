using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Recall.App.Http;

/// <summary>
/// What surrounds every endpoint: correlation id, API key, errors as Problem Details. It wraps the endpoint's own delegate and is no
/// middleware, so that it is the same where an endpoint is a function and there is no pipeline of ours.
/// </summary>
internal static partial class RecallRequest
{
    /// <summary>Wraps an endpoint; one that allows anonymous callers needs no key, and of one whose host has checked a key no second is asked.</summary>
    public static void Wrap(EndpointBuilder endpoint, bool hostChecksKeys)
    {
        if (endpoint.RequestDelegate is not { } inner)
            return;
        var open = hostChecksKeys || endpoint.Metadata.OfType<IAllowAnonymous>().Any();
        endpoint.RequestDelegate = http => RunAsync(http, inner, open);
    }

    private static async Task RunAsync(HttpContext http, RequestDelegate inner, bool open)
    {
        var id = CorrelationId.Begin(http);
        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Recall.Http");
        using var scope = log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["CorrelationId"] = id });
        try
        {
            if (!open && Refuse(http) is { } refusal)
                await refusal.ExecuteAsync(http);
            else
                await inner(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: nobody reads an answer.
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await new HttpProblem(e.StatusCode, "bad-request", "The request is not valid", "The request could not be read to its end.").ExecuteAsync(http);
        }
#pragma warning disable CA1031 // The last resort: whatever was thrown is logged, and the caller gets a problem without its text.
        catch (Exception e) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            LogFailed(log, e, http.Request.Method, http.Request.Path);
            await HttpProblem.Unexpected(id).ExecuteAsync(http);
        }
    }

    private static HttpProblem? Refuse(HttpContext http)
    {
        var given = http.Request.Headers[ApiKeys.Header];
        if (given.Count == 1 && http.RequestServices.GetRequiredService<ApiKeys>().Accepts(given[0]))
            return null;
        http.Response.Headers.WWWAuthenticate = $"ApiKey header=\"{ApiKeys.Header}\"";
        var what = given.Count switch { 0 => "No API key was sent.", 1 => "This API key is not one of ours.", _ => "More than one API key was sent." };
        return new(StatusCodes.Status401Unauthorized, "unauthorized", "An API key is needed", $"{what} Send one in the header '{ApiKeys.Header}'.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFailed(ILogger log, Exception e, string method, string path);
}
