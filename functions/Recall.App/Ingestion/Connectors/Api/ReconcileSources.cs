using Microsoft.Extensions.Logging;
using Recall.App.Ports;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.Api;

/// <summary>
/// Platforms lose webhooks, and some never try again. Once an hour their APIs are asked for what has changed since the last time, a little further
/// back than that, and what is missing comes in.
/// </summary>
public sealed partial class ReconcileSources(ConnectorCatalogue catalogue, WalkOrders walk, ITableStore tables, TimeProvider clock, ILogger<ReconcileSources> log)
{
    private const string Walk = "reconcile";
    private const string Watermark = "watermark";
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Orders may be written in another order than their times say.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>How far back the first look goes; what is older comes in with <c>recall connect</c>.</summary>
    private static readonly TimeSpan First = TimeSpan.FromDays(2);

    private IEnumerable<ConnectorSource> Sources => catalogue.Sources.Where(WalkOrders.Can);

    /// <summary>Asks those that are due. A platform that does not answer, or answers what nobody can read, is asked again at the next look, and costs no other.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken = default)
    {
        foreach (var source in Sources)
        {
            var (lookedAt, since) = await StateAsync(source, cancellationToken);
            if (lookedAt + Every <= clock.GetUtcNow())
                await RunAsync(source, since, cancellationToken);
        }
    }

    private async Task RunAsync(ConnectorSource source, DateTimeOffset? watermark, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        try
        {
            var from = await walk.PlaceAsync(source.Name, Walk, cancellationToken) ?? new OrderCursor((watermark ?? now - First) - Overlap);
            var end = await walk.RunAsync(source, Walk, from, null, cancellationToken);

            // No further than now: an order that is said to have changed in years to come would hide all that is lost until then.
            var read = end.At < now ? end.At : now;
            watermark = read > (watermark ?? DateTimeOffset.MinValue) ? read : watermark;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(source.ToString(), e.Message);
        }

        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["lookedAt"] = now };
        if (watermark is { } at)
            properties["at"] = at;
        await tables.SubmitAsync(WalkOrders.Table, [new(TableActionKind.Upsert, new(source.Name, Watermark, properties))], cancellationToken);
    }

    private async Task<(DateTimeOffset LookedAt, DateTimeOffset? Watermark)> StateAsync(ConnectorSource source, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(WalkOrders.Table, source.Name, Watermark, cancellationToken);
        return row is null
            ? (DateTimeOffset.UnixEpoch, null)
            : (row.Get<DateTimeOffset>("lookedAt"), row.Properties.ContainsKey("at") ? row.Get<DateTimeOffset>("at") : null);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The orders of {Source} could not be read: {Why}")]
    private partial void LogFailed(string source, string why);
}
