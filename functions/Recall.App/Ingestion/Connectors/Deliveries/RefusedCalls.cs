using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>
/// Says in the log that calls are refused. Anybody may call, as often as they like, so a source has one line a minute with how many there were: whoever
/// guesses at signatures fills no disk and hides nothing else.
/// </summary>
public sealed partial class RefusedCalls(TimeProvider clock, ILoggerFactory logs)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Said, int Unsaid)> _sources = new(StringComparer.Ordinal);

    /// <summary>Counts a call that was refused.</summary>
    /// <param name="source">Whose it said it was; one of the settings'.</param>
    /// <param name="why">What is wrong with it.</param>
    /// <param name="request">The call.</param>
    public void Add(ConnectorSource source, string why, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(request);
        var (now, count) = (clock.GetUtcNow(), 1);
        lock (_lock)
        {
            if (_sources.TryGetValue(source.Name, out var last))
            {
                if (now - last.Said < Every)
                {
                    _sources[source.Name] = last with { Unsaid = last.Unsaid + 1 };
                    return;
                }

                count += last.Unsaid;
            }

            _sources[source.Name] = (now, 0);
        }

        LogRefused(logs.CreateLogger("Recall.Connectors"), source.ToString(), Caller(request), why, count);
    }

    /// <summary>Behind a proxy its header has the caller; who calls directly may write anything there, so the line says that it is from there.</summary>
    private static string Caller(HttpRequest request)
    {
        var address = request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "somewhere";
        var forwarded = request.Headers["X-Forwarded-For"].ToString();
        return IPEndPoint.TryParse(forwarded[(forwarded.LastIndexOf(',') + 1)..].Trim(), out var caller) ? $"{address}, X-Forwarded-For {caller.Address}" : address;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to {Source} from {Caller} was refused: {Why} Calls refused since the last line about it: {Count}.")]
    private static partial void LogRefused(ILogger log, string source, string caller, string why, int count);
}
