using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Recall.App.Ingestion.Connectors.Api;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Reports;
using Recall.App.Work;
using Recall.Azure.Orchestration;

namespace Recall.Azure.Triggers;

/// <summary>
/// What happens by the clock. Schedules say in UTC how often a function looks; whether something is due is decided by the shop's own days
/// (<see cref="DailyWork"/>), because a plan for Linux has no time zone for schedules
/// (learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-time-zones). Looking twice does a thing once.
/// </summary>
public sealed class TimerFunctions(
    DailyWork daily, ShareOut share, MonthlyReport report, StartFit fit, TidyInstances tidy, TendDeliveries deliveries, ReconcileSources sources, DurableClients clients)
{
    /// <summary>Shares out the night's scoring in ranges of buckets.</summary>
    [Function("Score")]
    public Task ScoreAsync([TimerTrigger("%SCORE_SCHEDULE%")] TimerInfo timer, CancellationToken cancellationToken) =>
        daily.ShareScoresAsync(cancellationToken);

    /// <summary>Starts a fit of the model where one is due.</summary>
    [Function("Fit")]
    public async Task FitAsync([TimerTrigger("%FIT_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        clients.Use(client);
        await fit.IfDueAsync(cancellationToken);
    }

    /// <summary>Shares out the day's look at the audiences.</summary>
    [Function("Audience")]
    public Task AudienceAsync([TimerTrigger("%AUDIENCE_SCHEDULE%")] TimerInfo timer, CancellationToken cancellationToken) =>
        daily.ShareAudiencesAsync(cancellationToken);

    /// <summary>Keeps the report of the month that is over.</summary>
    [Function("Report")]
    public Task ReportAsync([TimerTrigger("%REPORT_SCHEDULE%")] TimerInfo timer, CancellationToken cancellationToken) =>
        report.KeepAsync(cancellationToken);

    /// <summary>Holds ledger and runs against each other, both ways: shares out the one, and does the other.</summary>
    [Function("Reconcile")]
    public async Task ReconcileAsync(
        [TimerTrigger("%RECONCILE_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        clients.Use(client);
        await share.OutWhenDoneAsync(WorkQueues.Reconcile, cancellationToken);
        await tidy.EndOrphansAsync(cancellationToken);
    }

    /// <summary>Takes up what platforms posted and nobody read, asks them for what their calls lost, and cleans up.</summary>
    [Function("Sources")]
    public async Task SourcesAsync(
        [TimerTrigger("%RECONCILE_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        clients.Use(client);
        await deliveries.TakeUpAsync(cancellationToken);
        await sources.RunDueAsync(cancellationToken);
        await daily.TendDeliveriesAsync(cancellationToken);
    }

    /// <summary>Purges instances that have been over for long.</summary>
    [Function("Purge")]
    public async Task PurgeAsync(
        [TimerTrigger("%RECONCILE_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        clients.Use(client);
        await tidy.PurgeAsync(cancellationToken);
    }
}
