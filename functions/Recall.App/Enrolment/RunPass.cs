using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>The use cases that a run calls.</summary>
/// <param name="Enrolments">Reads what the run is pinned to.</param>
/// <param name="Perform">Performs steps.</param>
/// <param name="End">Records the end.</param>
/// <param name="Follow">Takes runs over to a newer version.</param>
public sealed record RunHost(EnrolmentStore Enrolments, PerformStep Perform, EndRun End, FollowVersion Follow);

/// <summary>
/// One look at a run, the same for every runtime, whatever woke it: <see cref="BeginAsync"/> takes the signals that are stored and the
/// timer, <see cref="PerformAsync"/> performs a step for as long as the machine wants one, <see cref="RestAsync"/> stores where the run
/// stands. A state is stored before the next effect is performed; an effect that was performed and not recorded is performed again, which
/// effects allow. Of two looks at the same time one fails with a <see cref="TableConflictException"/> and changes nothing.
/// </summary>
/// <param name="tables">Where runs are.</param>
/// <param name="clock">Real or virtual.</param>
/// <param name="host">What a run calls.</param>
/// <param name="id">The run.</param>
/// <param name="partition">Of its rows, see <see cref="RunRows"/>.</param>
public class RunPass(ITableStore tables, TimeProvider clock, RunHost host, EnrolmentId id, string partition)
{
    /// <summary>Signals that one batch takes; the others are still there for the next look.</summary>
    public const int MaxSignals = 40;

    private List<string> _taken = [];
    private EnrolmentState? _state;
    private Run? _run;
    private TableRow? _row;
    private string? _putOff;
    private int _failures;
    private bool _more;

    /// <summary>Where the run stands; <see cref="BeginAsync"/> comes first.</summary>
    public EnrolmentState State => _state ?? throw NotBegun();

    /// <summary>There may be stored signals that this look has not taken: the next one has to come at once.</summary>
    public bool More => _more;

    /// <summary>
    /// True where the run went with its customer, or is about to: what a look at it met, rows that are gone or have changed, is no failure then.
    /// </summary>
    public async Task<bool> IsForgottenAsync(CancellationToken cancellationToken)
    {
        if (await host.Enrolments.ForgottenAtAsync(id, cancellationToken) is not { } at)
            return false;
        var row = await tables.GetAsync(RunRows.Table, partition, RunRows.State(id), cancellationToken);
        return row is null || RunRows.ReadState(row).StartedAt <= at;
    }

    /// <summary>The machine's decision after all signals, and after the time that may have come.</summary>
    /// <exception cref="InvalidOperationException">The run was never started.</exception>
    public async Task<Next> BeginAsync(CancellationToken cancellationToken)
    {
        _row = await tables.GetAsync(RunRows.Table, partition, RunRows.State(id), cancellationToken)
            ?? throw new InvalidOperationException($"Run {id} is due and has no state.");
        _state = RunRows.ReadState(_row);
        _run = await host.Enrolments.LoadAsync(id, _state.Version, cancellationToken);
        _failures = _row.Get<int>(RunRows.Failures);
        RememberPutOff();
        await TakeSignalsAsync(cancellationToken);
        (_state, var next) = SequenceMachine.Advance(_run.Tree, State, new MachineInput.TimerFired(), clock.GetUtcNow());
        return next;
    }

    /// <summary>Performs a step and says what comes after it.</summary>
    public async Task<Next> PerformAsync(Next.Perform perform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(perform);
        var run = _run ?? throw NotBegun();
        await SaveAsync(rests: false, cancellationToken);
        var result = await host.Perform.HandleAsync(run, perform, cancellationToken);
        _failures = 0;
        (_state, _) = SequenceMachine.Advance(run.Tree, State, new MachineInput.StepPerformed(perform.Step.Id, result), clock.GetUtcNow());
        RememberPutOff();

        // What came while the step was performed counts before the next one is.
        await TakeSignalsAsync(cancellationToken);
        return SequenceMachine.Current(_run.Tree, State);
    }

    /// <summary>Stores where the run stands; behind its steps, and at its end, it is cleared up first.</summary>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        if (State.Phase is RunPhase.Observing or RunPhase.Done)
        {
            if (_putOff is not null)
                await host.End.CloseAsync(id, _putOff, cancellationToken);
            await host.End.HandleAsync(id, State, cancellationToken);
        }

        await SaveAsync(rests: true, cancellationToken);
    }

    /// <summary>A step that is put off may be left by a signal, and with it a message of which nobody knows whether it went out.</summary>
    private void RememberPutOff() => _putOff = State.PutOff ? State.Step : _putOff;

    /// <summary>What a runtime writes together with a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="more">There may be stored signals that were not looked at.</param>
    /// <param name="rests">False before a step is performed: a crash in the effect has to find the run due again.</param>
    protected virtual IEnumerable<TableAction> Marks(EnrolmentState state, bool more, bool rests) => [];

    private async Task TakeSignalsAsync(CancellationToken cancellationToken)
    {
        var run = _run ?? throw NotBegun();
        var prefix = RunRows.Signal(id, "");
        var page = await tables.QueryAsync(RunRows.Table, partition, prefix, prefix + "\uffff", MaxSignals, null, cancellationToken);
        foreach (var (key, signal) in page.Rows.Select(r => (r.RowKey, Signal: RunRows.ReadSignal(r))).OrderBy(s => s.Signal.At))
        {
            if (signal.Kind != SignalKind.NewVersion)
                (_state, _) = SequenceMachine.Advance(run.Tree, State, new MachineInput.SignalReceived(signal), clock.GetUtcNow());
            else if (State.Phase == RunPhase.Performing)
                continue; // Stays stored until the run waits: no step changes while it is performed.
            else
                (run, _state) = await host.Follow.HandleAsync(run, State, signal, cancellationToken);
            _taken.Add(key);
        }

        _run = run;
        _more = page.Continuation is not null && _taken.Count > 0;
    }

    /// <summary>One batch: the state, the signals that are in it now, and the runtime's marks.</summary>
    private async Task SaveAsync(bool rests, CancellationToken cancellationToken)
    {
        var next = RunRows.StateRow(partition, id, State, (_row ?? throw NotBegun()).ETag, _failures);
        var nothing = new Dictionary<string, object>(StringComparer.Ordinal);
        List<TableAction> actions =
        [
            new(TableActionKind.Replace, next),
            .. _taken.Select(key => new TableAction(TableActionKind.Delete, new(partition, key, nothing))),
            .. Marks(State, _more, rests),
        ];
        var etags = await tables.SubmitAsync(RunRows.Table, actions, cancellationToken);
        (_row, _taken) = (next with { ETag = etags[0] }, []);
    }

    private static InvalidOperationException NotBegun() => new("The look has not begun.");
}
