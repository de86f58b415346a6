using Recall.Core.Sequences;

namespace Recall.App.Ports;

/// <summary>
/// Drives runs through <see cref="SequenceMachine"/>: a durable orchestration per run on Azure, stored state and a scheduler
/// locally. A run lives until it is done, through any crash, for as long as its waits last.
/// </summary>
public interface ISequenceRuntime
{
    /// <summary>Starts a run, once per id: a second call for a run that is driven or over does nothing. Durable when this returns.</summary>
    Task StartAsync(EnrolmentId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a run a signal. Delivered at least once; the machine takes each signal id once. Nothing happens where the run is over
    /// or was never started. Durable when this returns.
    /// </summary>
    Task SignalAsync(EnrolmentId id, Signal signal, CancellationToken cancellationToken = default);

    /// <summary>
    /// Where the run stands, or null where nothing drives it: it was never started, or what drove it is lost. Starting it then begins it or
    /// takes it up where it stood.
    /// </summary>
    Task<EnrolmentState?> StatusAsync(EnrolmentId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes all that is stored of runs, over or under way: nothing drives them from then on, and their ids may begin anew. For customers who are
    /// marked as forgotten (<see cref="Customers.CustomerStore.MarkForgottenAsync"/>), so that a look which is just being taken ends instead of failing. Repeating it changes nothing.
    /// </summary>
    Task ForgetAsync(IReadOnlyCollection<EnrolmentId> ids, CancellationToken cancellationToken = default);
}
