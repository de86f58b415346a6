using System.Collections.Concurrent;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Ports;

/// <summary>Drives the real machine and the real steps, at once and in memory: a run stands still only where the machine waits.</summary>
/// <param name="clock">What the machine sees.</param>
/// <param name="useCases">Asked when a run moves, because the use cases know the runtime too.</param>
public sealed class MemoryRuntime(TimeProvider clock, Func<(EnrolmentStore Enrolments, PerformStep Perform, EndRun End)> useCases) : ISequenceRuntime
{
    private readonly ConcurrentDictionary<EnrolmentId, EnrolmentState> _states = new();

    public async Task StartAsync(EnrolmentId id, CancellationToken cancellationToken = default)
    {
        if (_states.ContainsKey(id))
            return;
        var run = await useCases().Enrolments.LoadAsync(id, null, cancellationToken);
        var (state, next) = SequenceMachine.Start(run.Tree, id, run.Arm, run.StartedAt, run.Known);
        await GoAsync(run, state, next, cancellationToken);
    }

    public Task SignalAsync(EnrolmentId id, Signal signal, CancellationToken cancellationToken = default) =>
        MoveAsync(id, new MachineInput.SignalReceived(signal), cancellationToken);

    public Task<EnrolmentState?> StatusAsync(EnrolmentId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_states.GetValueOrDefault(id));

    public Task ForgetAsync(IReadOnlyCollection<EnrolmentId> ids, CancellationToken cancellationToken = default)
    {
        foreach (var id in ids)
            _states.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    /// <summary>The time may have come for a run.</summary>
    public Task TickAsync(EnrolmentId id) => MoveAsync(id, new MachineInput.TimerFired(), CancellationToken.None);

    private async Task MoveAsync(EnrolmentId id, MachineInput input, CancellationToken cancellationToken)
    {
        if (!_states.TryGetValue(id, out var state) || state.Phase == RunPhase.Done)
            return;
        var run = await useCases().Enrolments.LoadAsync(id, null, cancellationToken);
        (state, var next) = SequenceMachine.Advance(run.Tree, state, input, clock.GetUtcNow());
        await GoAsync(run, state, next, cancellationToken);
    }

    private async Task GoAsync(Run run, EnrolmentState state, Next next, CancellationToken cancellationToken)
    {
        _states[run.Id] = state;
        while (next is Next.Perform perform)
        {
            var result = await useCases().Perform.HandleAsync(run, perform, cancellationToken);
            (state, next) = SequenceMachine.Advance(
                run.Tree, _states[run.Id], new MachineInput.StepPerformed(perform.Step.Id, result), clock.GetUtcNow());
            _states[run.Id] = state;
        }

        if (state.Phase is RunPhase.Observing or RunPhase.Done)
            await useCases().End.HandleAsync(run.Id, state, cancellationToken);
    }
}
