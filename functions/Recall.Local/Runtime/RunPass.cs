using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Sequences;

namespace Recall.Local.Runtime;

/// <summary>One look at a run: takes its stored signals and the timer, performs what the machine says, until it waits or is over.</summary>
internal sealed class RunPass(ITableStore tables, TimeProvider clock, RunHost host, EnrolmentId id)
{
    /// <summary>Signals and due marks that one batch takes; the others are still there for the next look.</summary>
    public const int MaxMarks = 40;

    private int _failures;

    /// <summary>Signals are stored that the last look at them did not reach.</summary>
    private bool _more;

    public async Task GoAsync(IReadOnlyList<string> dueKeys, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(RunRows.Table, RunRows.Partition, RunRows.State(id), cancellationToken)
            ?? throw new InvalidOperationException($"Run {id} is due and has no state.");
        var state = RunRows.ReadState(row);
        var run = await host.Enrolments.LoadAsync(id, state.Version, cancellationToken);
        _failures = row.Get<int>(RunRows.Failures);
        (run, state, var taken) = await TakeSignalsAsync(run, state, cancellationToken);
        (state, var next) = SequenceMachine.Advance(run.Tree, state, new MachineInput.TimerFired(), clock.GetUtcNow());
        while (next is Next.Perform perform)
        {
            // The due marks stay until the run waits: a crash in the effect finds the run due again.
            row = await SaveAsync(row, state, taken, [], cancellationToken);
            taken = [];
            var result = await host.Perform.HandleAsync(run, perform, cancellationToken);
            _failures = 0;
            var input = new MachineInput.StepPerformed(perform.Step.Id, result);
            (state, _) = SequenceMachine.Advance(run.Tree, state, input, clock.GetUtcNow());

            // What came while the step was performed counts before the next one is.
            (run, state, taken) = await TakeSignalsAsync(run, state, cancellationToken);
            next = SequenceMachine.Current(run.Tree, state);
        }

        if (state.Phase is RunPhase.Observing or RunPhase.Done)
            await host.End.HandleAsync(id, state, cancellationToken);
        await SaveAsync(row, state, taken, dueKeys, cancellationToken);
    }

    private async Task<(Run Run, EnrolmentState State, List<string> Taken)> TakeSignalsAsync(
        Run run, EnrolmentState state, CancellationToken cancellationToken)
    {
        var taken = new List<string>();
        var signals = await SignalsAsync(cancellationToken);
        foreach (var (key, signal) in signals)
        {
            if (signal.Kind != SignalKind.NewVersion)
                (state, _) = SequenceMachine.Advance(run.Tree, state, new MachineInput.SignalReceived(signal), clock.GetUtcNow());
            else if (state.Phase == RunPhase.Performing)
                continue; // Stays stored until the run waits: no step changes while it is performed.
            else
                (run, state) = await host.Move.HandleAsync(run, state, signal, cancellationToken);
            taken.Add(key);
        }

        _more = signals.Count == MaxMarks && taken.Count > 0;
        return (run, state, taken);
    }

    private async Task<List<(string Key, Signal Signal)>> SignalsAsync(CancellationToken cancellationToken)
    {
        var prefix = RunRows.Signal(id, "");
        var page = await tables.QueryAsync(RunRows.Table, RunRows.Partition, prefix, prefix + "\uffff", MaxMarks, null, cancellationToken);
        return [.. page.Rows.Select(r => (r.RowKey, StoredJson.Read<Signal>(r.Get<string>("signal")!))).OrderBy(s => s.Item2.At)];
    }

    /// <summary>One batch: the state, the signals that are in it now, and when to look again.</summary>
    private async Task<TableRow> SaveAsync(
        TableRow row, EnrolmentState state, List<string> taken, IReadOnlyList<string> dueKeys, CancellationToken cancellationToken)
    {
        var next = RunRows.StateRow(id, state, row.ETag, _failures);
        var again = new List<string>(2);
        if (state.Until is { } until)
            again.Add(RunRows.Due(until, id));
        if (_more && state.Phase != RunPhase.Done)
            again.Add(RunRows.Due(clock.GetUtcNow(), id)); // There may be more of them, and after failures no marks of their own.
        var actions = new List<TableAction> { new(TableActionKind.Replace, next) };
        actions.AddRange(taken.Select(key => new TableAction(TableActionKind.Delete, RunRows.Mark(key))));
        actions.AddRange(dueKeys.Take(MaxMarks).Except(again, StringComparer.Ordinal).Select(key => new TableAction(TableActionKind.Delete, RunRows.Mark(key))));
        actions.AddRange(again.Distinct(StringComparer.Ordinal).Select(key => new TableAction(TableActionKind.Upsert, RunRows.Mark(key))));
        var etags = await tables.SubmitAsync(RunRows.Table, actions, cancellationToken);
        return next with { ETag = etags[0] };
    }
}
