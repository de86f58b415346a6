using System.Reflection;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Microsoft.DurableTask.Testing.Sidecar;

namespace Recall.Azure.Integration.Tests.Orchestration;

/// <summary>All that the sidecar asks of a task hub.</summary>
internal interface ITaskHub : IOrchestrationService, IOrchestrationServiceClient, IOrchestrationServiceQueryClient, IOrchestrationServicePurgeClient;

/// <summary>
/// The task hub in memory of the InProcessTestHost package, on the clock of a test: what is recorded carries its time, timers are held here until it
/// has come, and it is known when there is nothing left to do. All else is the package's.
/// </summary>
internal class VirtualHub : DispatchProxy
{
    private static readonly OrchestrationStatus[] Going = [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended];

    private readonly InMemoryOrchestrationService _inner = new();
    private readonly Lock _gate = new();
    private readonly List<(DateTime Due, TaskMessage Message)> _timers = [];
    private readonly List<(string Instance, EventType Kind)> _history = [];
    private TaskCompletionSource? _idle;
    private TimeProvider _clock = null!;
    private int _pending;

    /// <summary>When the next timer is due, of instances that still run.</summary>
    public DateTimeOffset? Next => Held().Select(t => (DateTimeOffset?)t.Due).Min();

    /// <summary>The kinds of an instance's rows of history, in order.</summary>
    public IReadOnlyList<EventType> History(string instance)
    {
        lock (_gate)
            return [.. _history.Where(h => h.Instance == instance).Select(h => h.Kind)];
    }

    public static (VirtualHub Hub, ITaskHub Service) Create(TimeProvider clock)
    {
        var service = Create<ITaskHub, VirtualHub>();
        var hub = (VirtualHub)(object)service;
        hub._clock = clock;
        return (hub, service);
    }

    /// <summary>Fires what is due now, the first of it first, and waits until nothing is left to do.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await IdleAsync(cancellationToken);
        while (await FireAsync())
            await IdleAsync(cancellationToken);
    }

    /// <summary>Fires the first timer that is due now; false where none is.</summary>
    public async Task<bool> FireAsync()
    {
        if (Take() is not { } due)
            return false;

        // The time it was to fire at may be in the future of the machine's clock, by which the package would hold it back.
        var fired = new TimerFiredEvent(-1, DateTime.UnixEpoch) { TimerId = ((TimerFiredEvent)due.Event).TimerId };
        await SendAsync(new TaskMessage { OrchestrationInstance = due.OrchestrationInstance, Event = fired });
        return true;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        object? Call() => targetMethod!.Invoke(_inner, args);
        return targetMethod!.Name switch
        {
            nameof(ITaskHub.CreateTaskOrchestrationAsync) => CreateAsync((TaskMessage)args![0]!, (Task)Call()!),
            nameof(ITaskHub.SendTaskOrchestrationMessageAsync) => SendAsync((TaskMessage)args![0]!),
            nameof(ITaskHub.ForceTerminateTaskOrchestrationAsync) => SendAsync(Terminated((string)args![0]!, (string)args[1]!)),
            nameof(ITaskHub.LockNextTaskOrchestrationWorkItemAsync) => TurnAsync((Task<TaskOrchestrationWorkItem>)Call()!),
            nameof(ITaskHub.CompleteTaskOrchestrationWorkItemAsync) => Complete(args!, Call),
            nameof(ITaskHub.AbandonTaskOrchestrationWorkItemAsync) => AbandonAsync((TaskOrchestrationWorkItem)args![0]!, (Task)Call()!),
            nameof(ITaskHub.ReleaseTaskOrchestrationWorkItemAsync) => EndAsync((Task)Call()!),
            nameof(ITaskHub.CompleteTaskActivityWorkItemAsync) => EndAsync(PassOnAsync((TaskMessage)args![1]!, (Task)Call()!)),
            _ => Call(),
        };
    }

    private static TaskMessage Terminated(string instance, string reason) =>
        new() { OrchestrationInstance = new() { InstanceId = instance }, Event = new ExecutionTerminatedEvent(-1, reason) };

    private async Task CreateAsync(TaskMessage message, Task created)
    {
        message.Event.Timestamp = _clock.GetUtcNow().UtcDateTime;
        await created;
        Add(1);
    }

    /// <summary>A message for an instance that is over, or for none, is dropped.</summary>
    private Task SendAsync(TaskMessage message)
    {
        if (!IsGoing(message.OrchestrationInstance.InstanceId))
            return Task.CompletedTask;
        Add(1);
        return _inner.SendTaskOrchestrationMessageAsync(message);
    }

    private Task PassOnAsync(TaskMessage result, Task passed)
    {
        if (IsGoing(result.OrchestrationInstance.InstanceId))
            Add(1);
        return passed;
    }

    /// <summary>The messages of a turn are no longer pending, the turn is.</summary>
    private async Task<TaskOrchestrationWorkItem> TurnAsync(Task<TaskOrchestrationWorkItem> locked)
    {
        var turn = await locked;
        Add(1 - turn.NewMessages.Count);
        return turn;
    }

    /// <summary>No worker took the turn: its messages are pending again.</summary>
    private Task AbandonAsync(TaskOrchestrationWorkItem turn, Task abandoned)
    {
        if (IsGoing(turn.InstanceId))
            Add(turn.NewMessages.Count);
        return abandoned;
    }

    private object? Complete(object?[] args, Func<object?> call)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var added = ((OrchestrationRuntimeState)args[1]!).NewEvents;
        foreach (var happened in added.OfType<OrchestratorStartedEvent>())
            happened.Timestamp = now;
        var timers = (IList<TaskMessage>)args[4]!;
        lock (_gate)
        {
            _history.AddRange(added.Select(e => (((TaskOrchestrationWorkItem)args[0]!).InstanceId, e.EventType)));
            _timers.AddRange(timers.Select(t => (((TimerFiredEvent)t.Event).FireAt, t)));
        }

        args[4] = new List<TaskMessage>();
        Add(((IList<TaskMessage>)args[2]!).Count + ((IList<TaskMessage>)args[3]!).Count);
        ((OrchestrationState)args[6]!).LastUpdatedTime = now;
        return call();
    }

    private async Task EndAsync(Task ended)
    {
        await ended;
        Add(-1);
    }

    private void Add(int more)
    {
        lock (_gate)
        {
            _pending += more;
            if (_pending == 0)
                _idle?.TrySetResult();
        }
    }

    private Task IdleAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_pending == 0)
                return Task.CompletedTask;
            _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        }
    }

    private TaskMessage? Take()
    {
        lock (_gate)
        {
            var due = _timers.Where(t => t.Due <= _clock.GetUtcNow().UtcDateTime).OrderBy(t => t.Due).Select(t => t.Message).FirstOrDefault();
            _timers.RemoveAll(t => ReferenceEquals(t.Message, due));
            return due;
        }
    }

    private List<(DateTime Due, TaskMessage Message)> Held()
    {
        lock (_gate)
            return [.. _timers.Where(t => IsGoing(t.Message.OrchestrationInstance.InstanceId))];
    }

    private bool IsGoing(string instance) =>
        _inner.GetOrchestrationStateAsync(instance, executionId: null).GetAwaiter().GetResult() is { } state && Going.Contains(state.OrchestrationStatus);
}
