using System.Collections.Concurrent;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Ports;

/// <summary>Remembers the signals it was given.</summary>
public sealed class RecordingRuntime : ISequenceRuntime
{
    public ConcurrentQueue<(EnrolmentId Id, Signal Signal)> Signals { get; } = new();

    public Task StartAsync(EnrolmentId id, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task SignalAsync(EnrolmentId id, Signal signal, CancellationToken cancellationToken = default)
    {
        Signals.Enqueue((id, signal));
        return Task.CompletedTask;
    }

    public Task<EnrolmentState?> StatusAsync(EnrolmentId id, CancellationToken cancellationToken = default) => Task.FromResult<EnrolmentState?>(null);

    public Task ForgetAsync(IReadOnlyCollection<EnrolmentId> ids, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
