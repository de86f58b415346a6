using Recall.App.Ingestion.Arrivals;
using Recall.App.Work;
using Recall.Local.Storage;

namespace Recall.Local.Runtime;

/// <summary>
/// Moves a virtual clock from one moment at which something happens to the next: arrivals, due runs, queue messages, daily work. In the
/// same order on every machine, so that a run through half a year is repeatable.
/// </summary>
public sealed class VirtualDrive(
    VirtualClock clock, LocalRuntime runtime, ScheduledArrivals arrivals, DeliverArrivals deliver, SqliteWorkQueue queue,
    QueueWorker worker, DailyWork daily)
{
    /// <summary>
    /// Facts may arrive this much late, as they do in life, so that those close together are stored together. Every stop takes in all
    /// facts up to it before any run moves, so no decision is made on stale facts; only what a fact wakes wakes later.
    /// </summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromHours(1);

    /// <summary>Called after every stop of the clock, with the time it shows.</summary>
    public Func<DateTimeOffset, CancellationToken, Task>? Stopped { get; set; }

    /// <summary>Runs until the clock shows <paramref name="until"/> and everything due by then is done.</summary>
    public async Task RunAsync(DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        while (await NextAsync(until, cancellationToken) is { } next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            clock.AdvanceTo(next);
            await deliver.HandleAsync(next, cancellationToken);
            await SettleAsync(cancellationToken);
            if (await daily.RunDueAsync(cancellationToken))
                await SettleAsync(cancellationToken);
            if (Stopped is not null)
                await Stopped(next, cancellationToken);
        }

        clock.AdvanceTo(until);
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
        var next = arrival is null ? decision : Earliest(decision, arrival + Lateness);
        if (next is null || (next > until && !(arrival <= until)))
            return null;
        return next > until ? until : next;
    }

    private static DateTimeOffset? Earliest(params DateTimeOffset?[] times) => times.Min();
}
