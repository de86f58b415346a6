using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Recall.Azure.Tests.Orchestration;

/// <summary>
/// One run of an orchestrator over a history. Events that nobody waits for are kept; one that comes goes to whoever began to wait last, cancelled or
/// not, and is lost on one who is (durabletask-dotnet, TaskOrchestrationContextWrapper.CompleteExternalEvent).
/// </summary>
internal sealed class ReplayContext(HubInstance instance) : TaskOrchestrationContext
{
    private readonly Dictionary<int, Action<HubEvent>> _waiting = [];
    private readonly Stack<TaskCompletionSource<string?>> _listening = new();
    private readonly Queue<string?> _kept = new();
    private DateTime _now = instance.CreatedAt.UtcDateTime;

    public List<HubAction> Actions { get; } = [];

    public List<int> Cancelled { get; } = [];

    public string? CustomStatus { get; private set; }

    public string? Output { get; private set; }

    public string? Failure { get; private set; }

    public override TaskName Name => instance.Name;

    public override string InstanceId => instance.Id;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public void Deliver(HubEvent happened)
    {
        _now = happened.At;
        if (happened.Kind != HubEvent.Raised)
            _waiting[happened.Id](happened);
        else if (_listening.TryPop(out var listener))
            listener.TrySetResult(happened.Payload);
        else
            _kept.Enqueue(happened.Payload);
    }

    /// <summary>After all that has happened an orchestrator is over or waits for something of the hub.</summary>
    public void End(Task<object?> running)
    {
        if (running.IsCompletedSuccessfully)
            Output = HubJson.Write(running.Result) ?? "";
        else if (running.IsFaulted)
            Failure = running.Exception.InnerException!.Message;
        else if (_waiting.Count == 0 && _listening.Count == 0)
            throw new InvalidOperationException("The orchestrator waits for something that no history has.");
    }

    public override T? GetInput<T>()
        where T : default => HubJson.Read<T>(instance.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var done = new TaskCompletionSource<TResult>();
        var id = Ask(new(HubAction.Activity, Actions.Count, name.Name, HubJson.Write(input), options?.Retry?.Policy, _now));
        _waiting[id] = happened =>
        {
            _waiting.Remove(id);
            if (happened.Failure is { } failure)
                done.SetException(new TaskFailedException(name.Name, id, failure));
            else
                done.SetResult(HubJson.Read<TResult>(happened.Payload)!);
        };
        return done.Task;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var fired = new TaskCompletionSource();
        var id = Ask(new(HubAction.Timer, Actions.Count, "", null, null, fireAt));
        _waiting[id] = _ =>
        {
            _waiting.Remove(id);
            fired.TrySetResult();
        };
        cancellationToken.Register(() =>
        {
            _waiting.Remove(id);
            Cancelled.Add(id);
            fired.TrySetCanceled(cancellationToken);
        });
        return fired.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        eventName.ShouldBe("signal");
        var raised = new TaskCompletionSource<string?>();
        if (_kept.TryDequeue(out var kept))
            raised.SetResult(kept);
        else
            _listening.Push(raised);
        cancellationToken.Register(() => raised.TrySetCanceled(cancellationToken));
        return (Task<T>)(object)Typed(raised.Task);
    }

    public override void SetCustomStatus(object? customStatus) => CustomStatus = HubJson.Write(customStatus);

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    /// <summary>Payloads are texts.</summary>
    private static Task<string> Typed(Task<string?> raised)
    {
        var typed = new TaskCompletionSource<string>();
        _ = raised.ContinueWith(
            r => _ = r.IsCanceled ? typed.TrySetCanceled() : typed.TrySetResult(HubJson.Read<string>(r.Result)!),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return typed.Task;
    }

    private int Ask(HubAction action)
    {
        Actions.Add(action);
        return action.Id;
    }
}
