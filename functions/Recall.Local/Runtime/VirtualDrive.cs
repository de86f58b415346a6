using Recall.App.Enrolment;
using Recall.App.Ingestion.Arrivals;
using Recall.App.Sequences.Versions;
using Recall.App.Work;
using Recall.Local.Storage;

namespace Recall.Local.Runtime;

/// <summary>
/// Moves a virtual clock from one moment at which something happens to the next: arrivals, due runs, queue messages, daily work. In the
/// same order on every machine, so that a run through half a year is repeatable.
/// </summary>
public sealed class VirtualDrive(
    VirtualClock clock, LocalRuntime runtime, ScheduledArrivals arrivals, DeliverArrivals deliver, SqliteWorkQueue queue,
    QueueWorker worker, DailyWork daily, ReconcileRuns reconcile, SequencesInForce inForce)
{
    /// <summary>
    /// Facts may arrive this much late, as they do in life, so that those close together are stored together. Every stop takes in all
    /// facts up to it before any run moves, so no decision is made on stale facts; only what a fact wakes wakes later. Where a sequence waits for
    /// events, they are on time.
    /// </summary>
    private TimeSpan _lateness;

    private bool _resumed;

    /// <summary>
    /// Called at every stop of the clock with the time it shows, before anything is done at that time: who keeps the time there never
    /// keeps one that is older than what is stored, so time does not go back for a run when a process ends in the middle of a stop.
    /// </summary>
    public Func<DateTimeOffset, CancellationToken, Task>? Stopping { get; set; }

    /// <summary>Runs until the clock shows <paramref name="until"/> and everything due by then is done.</summary>
    public async Task RunAsync(DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        _lateness = (await inForce.NowAsync(cancellationToken)).WaitedFor.Count > 0 ? TimeSpan.Zero : TimeSpan.FromHours(1);
        if (!_resumed)
            await ResumeAsync(cancellationToken);
        while (await NextAsync(until, cancellationToken) is { } next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            clock.AdvanceTo(next);
            if (Stopping is not null)
                await Stopping(next, cancellationToken);
            await WorkAsync(cancellationToken);
        }

        clock.AdvanceTo(until);
    }

    /// <summary>
    /// Finishes the stop in which an earlier process may have ended, at the time of that stop: later, an arrival it had not delivered
    /// would be late by another quarter of an hour, and a run it had not started by a day.
    /// </summary>
    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await reconcile.HandleAsync(cancellationToken);
        await WorkAsync(cancellationToken);
        _resumed = true;
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await deliver.HandleAsync(clock.GetUtcNow(), cancellationToken);
        await SettleAsync(cancellationToken);
        if (await daily.RunDueAsync(cancellationToken))
            await SettleAsync(cancellationToken);
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        while (await runtime.AdvanceDueAsync(cancellationToken) + await worker.DrainAsync(cancellationToken) > 0)
        {
            // Work makes work: an audience starts runs, a run's message makes a fact.
        }
    }

    private async Task<DateTimeOffset?> NextAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var decision = Earliest(
            await runtime.NextDueAsync(cancellationToken), queue.NextVisible(), await daily.NextAsync(cancellationToken));
        var arrival = await arrivals.NextAsync(cancellationToken);
        var next = arrival is null ? decision : Earliest(decision, arrival + _lateness);
        if (next is null || (next > until && !(arrival <= until)))
            return null;
        return next > until ? until : next;
    }

    private static DateTimeOffset? Earliest(params DateTimeOffset?[] times) => times.Min();
}
