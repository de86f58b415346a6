using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Recall.App.Enrolment;
using Recall.App.Reports;
using Recall.App.Work;
using Recall.Local.Storage;

namespace Recall.Local.Runtime;

/// <summary>Does what is due on the real clock, and sleeps until the next moment or until somebody brings work.</summary>
public sealed partial class LiveWorker(
    TimeProvider clock, LocalRuntime runtime, SqliteWorkQueue queue, QueueWorker worker, DailyWork daily, MonthlyReport month, ReconcileRuns reconcile,
    ILogger<LiveWorker> log) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>What failed is still due: without a pause the next round would come at once, and all of them.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _work = new(0);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runtime.Woken = Wake;
        using var messages = queue.OnMessage(_ => Wake());
        await Task.Yield();
        var reconciled = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            // Each part on its own: a fit that fails must not keep messages and signals waiting.
            reconciled = reconciled || await WorksAsync(() => reconcile.HandleAsync(stoppingToken), stoppingToken);
            var well = reconciled & await WorksAsync(() => DailyAsync(stoppingToken), stoppingToken);
            well &= await WorksAsync(() => SettleAsync(stoppingToken), stoppingToken);
            if (well)
                well = await WorksAsync(() => SleepAsync(stoppingToken), stoppingToken);
            if (!well)
                await Task.Delay(AfterFailure, clock, stoppingToken);
        }
    }

    /// <summary>With the day's tasks, once a month, what the month brought.</summary>
    private async Task DailyAsync(CancellationToken cancellationToken)
    {
        if (await daily.RunDueAsync(cancellationToken))
            await month.KeepAsync(cancellationToken);
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        while (await runtime.AdvanceDueAsync(cancellationToken) + await worker.DrainAsync(cancellationToken) > 0)
        {
            // Work makes work.
        }
    }

    private async Task<bool> WorksAsync(Func<Task> part, CancellationToken cancellationToken)
    {
        try
        {
            await part();
            return true;
        }
#pragma warning disable CA1031 // A failure of one round must not end all later ones; it is logged and the round comes again.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(e);
            return false;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _work.Dispose();
        base.Dispose();
    }

    private void Wake()
    {
        if (_work.CurrentCount == 0)
            _work.Release();
    }

    private async Task SleepAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset?[] times = [await runtime.NextDueAsync(cancellationToken), queue.NextVisible(), await daily.NextAsync(cancellationToken)];
        var wait = times.Min() - clock.GetUtcNow() ?? Longest;
        wait = wait > Longest ? Longest : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var alarm = Task.Delay(wait, clock, woken.Token);
        await Task.WhenAny(alarm, _work.WaitAsync(woken.Token));
        await woken.CancelAsync();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of work failed; it will be tried again")]
    private partial void LogFailed(Exception e);
}
