using Microsoft.Extensions.Logging;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.Local.Runtime;

/// <summary>
/// Runs on stored state: nothing about a run is in memory between two inputs, so it survives whatever the process does not.
/// Each input's new state is on disk before the next effect is performed; an effect that was performed and not recorded is
/// performed again, which effects allow.
/// </summary>
public sealed partial class LocalRuntime(ITableStore tables, TimeProvider clock, Func<RunHost> host, ILogger<LocalRuntime> log)
    : ISequenceRuntime, IDisposable
{
    private const int Parallelism = 32;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Called when a run may have become due now.</summary>
    public Action? Woken { get; set; }

    /// <inheritdoc/>
    public async Task StartAsync(EnrolmentId id, CancellationToken cancellationToken = default)
    {
        var run = await host().Enrolments.LoadAsync(id, null, cancellationToken);
        var (state, _) = SequenceMachine.Start(run.Tree, id, run.Arm, run.StartedAt, run.Known);
        try
        {
            await tables.SubmitAsync(
                RunRows.Table,
                [
                    new(TableActionKind.Insert, RunRows.StateRow(DueRows.Partition, id, state, null)),
                    new(TableActionKind.Upsert, DueRows.Mark(DueRows.Key(state.Until ?? clock.GetUtcNow(), id))),
                ],
                cancellationToken);
            Woken?.Invoke();
        }
        catch (TableConflictException)
        {
            // Started before: a run starts once.
        }
    }

    /// <inheritdoc/>
    public async Task SignalAsync(EnrolmentId id, Signal signal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (await StatusAsync(id, cancellationToken) is not { Phase: not RunPhase.Done } state || SignalMemory.HasSeen(state, signal))
            return;
        var key = RunRows.Signal(id, signal.Id);
        if (await tables.GetAsync(RunRows.Table, DueRows.Partition, key, cancellationToken) is not null)
            return; // It waits to be taken.
        var stored = RunRows.SignalRow(DueRows.Partition, id, signal);
        var due = DueRows.Mark(DueRows.Key(clock.GetUtcNow(), id, signal.Id));
        await tables.SubmitAsync(
            RunRows.Table, [new(TableActionKind.Upsert, stored), new(TableActionKind.Upsert, due)], cancellationToken);
        Woken?.Invoke();
    }

    /// <inheritdoc/>
    public async Task<EnrolmentState?> StatusAsync(EnrolmentId id, CancellationToken cancellationToken = default)
    {
        var row = await tables.GetAsync(RunRows.Table, DueRows.Partition, RunRows.State(id), cancellationToken);
        return row is null ? null : RunRows.ReadState(row);
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(IReadOnlyCollection<EnrolmentId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var keys = new List<string>();
        foreach (var id in ids)
            keys.AddRange(await RunRows.OfAsync(tables, DueRows.Partition, id, cancellationToken));

        // Nothing says when a run was to be looked at, once or again: all that wait are gone through, one time for all runs of a customer.
        var gone = ids.ToHashSet();
        keys.AddRange(await tables.ReadAsync(RunRows.Table, DueRows.Partition, "d|", "d}", cancellationToken)
            .Where(due => gone.Contains(DueRows.Run(due))).Select(due => due.RowKey).ToListAsync(cancellationToken));
        await tables.RemoveAsync(RunRows.Table, DueRows.Partition, keys, cancellationToken);
    }

    /// <summary>When the next run is due, UTC, or null where none waits.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken = default)
    {
        var page = await tables.QueryAsync(RunRows.Table, DueRows.Partition, "d|", "d}", 1, null, cancellationToken);
        return page.Rows.Count == 0 ? null : DueRows.Time(page.Rows[0]);
    }

    /// <summary>Moves every run that is due now; returns how many due marks were dealt with.</summary>
    public async Task<int> AdvanceDueAsync(CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var dealt = 0;
            while (true)
            {
                var (from, to) = DueRows.Until(clock.GetUtcNow());
                var page = await tables.QueryAsync(RunRows.Table, DueRows.Partition, from, to, 512, null, cancellationToken);
                if (page.Rows.Count == 0)
                    return dealt;
                await Parallel.ForEachAsync(
                    page.Rows.GroupBy(DueRows.Run),
                    new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
                    async (due, cancel) => await AdvanceAsync(due.Key, [.. due.Select(d => d.RowKey)], cancel));
                dealt += page.Rows.Count;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task AdvanceAsync(EnrolmentId id, IReadOnlyList<string> dueKeys, CancellationToken cancellationToken)
    {
        var pass = new LocalPass(tables, clock, host(), id, dueKeys);
        try
        {
            await pass.GoAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever one run throws (a carrier's timeout is a cancellation too), the others go on; it is logged, and tried again later.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            if (await pass.IsForgottenAsync(cancellationToken))
            {
                await ForgetAsync([id], cancellationToken); // What the look may have left behind.
                return;
            }

            LogFailed(e, id.ToString());
            await RunRetry.LaterAsync(tables, id, dueKeys, clock.GetUtcNow(), e, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {Id} failed; it will be tried again")]
    private partial void LogFailed(Exception e, string id);
}
