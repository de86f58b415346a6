using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Recall.App.Ingestion.Connectors.Api;
using Recall.App.Ingestion.Connectors.Deliveries;

namespace Recall.Local.Runtime;

/// <summary>
/// Takes up deliveries that an earlier process left, and asks platforms for what their webhooks lost. Beside <see cref="LiveWorker"/>: a platform that is
/// slow must hold up nothing.
/// </summary>
public sealed partial class SourceWorker(TimeProvider clock, TendDeliveries deliveries, ReconcileSources sources, ILogger<SourceWorker> log) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await deliveries.TakeUpAsync(stoppingToken);
                await sources.RunDueAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A failure of one round must not end all later ones; it is logged and the round comes again.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFailed(e);
            }

            await Task.Delay(Often, clock, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sources could not be looked at; it will be tried again")]
    private partial void LogFailed(Exception e);
}
