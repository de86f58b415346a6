using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Recall.Azure.Tests.Orchestration;

/// <summary>
/// A task hub in a test. Each instance has a history, and whenever something comes the orchestrator runs from its beginning over all of it, as on
/// the real hub: an orchestrator that then does anything else than before is found out. Activities run as the test says, with the
/// attempts that their policy allows; time is the test's clock.
/// </summary>
internal sealed class TaskHub(TimeProvider clock)
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<string?, Task<object?>>> _activities = new(StringComparer.Ordinal);

    /// <summary>An audience starts runs side by side.</summary>
    public ConcurrentDictionary<string, HubInstance> Instances { get; } = new(StringComparer.Ordinal);

    /// <summary>Before each activity: its name and its input.</summary>
    public Action<string, string?>? BeforeActivity { get; set; }

    /// <summary>Every call of an activity, with its input.</summary>
    public List<string> Calls { get; } = [];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public void Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run) => _orchestrators[name] = run;

    public void Activity<T>(string name, Func<T, Task<object?>> run) => _activities[name] = input => run(HubJson.Read<T>(input)!);

    public void Schedule(string name, string id, string? input)
    {
        Instances[id] = new(name, id, input, clock.GetUtcNow());
        Run(Instances[id]);
    }

    public void Raise(HubInstance instance, string name, string? payload)
    {
        instance.History.Add(new(HubEvent.Raised, 0, name, payload, null, Now));
        Run(instance);
    }

    /// <summary>When something is due next; null where nothing is.</summary>
    public DateTimeOffset? Next => Waiting().Select(w => (DateTimeOffset?)new DateTimeOffset(w.Action.DueAt, TimeSpan.Zero)).Min();

    /// <summary>Does what is due now and what comes of it.</summary>
    public async Task SettleAsync()
    {
        while (Waiting().Where(w => w.Action.DueAt <= Now).OrderBy(w => w.Action.DueAt).FirstOrDefault() is { Instance: not null } due)
        {
            if (due.Action.Kind == HubAction.Timer)
                Complete(due.Instance, due.Action, new(HubEvent.Fired, due.Action.Id, "", null, null, Now));
            else
                await PerformAsync(due.Instance, due.Action);
        }
    }

    /// <summary>Runs an orchestrator over an instance's history from its beginning; nothing of the instance changes.</summary>
    public ReplayContext Replay(HubInstance instance)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var context = new ReplayContext(instance);
            var running = _orchestrators[instance.Name](context);
            foreach (var happened in instance.History)
                context.Deliver(happened);
            context.End(running);
            return context;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private IEnumerable<(HubInstance Instance, HubAction Action)> Waiting() => Instances.Values
        .Where(i => i.Status == OrchestrationRuntimeStatus.Running)
        .SelectMany(i => i.Actions.Where(a => !a.Done).Select(a => (i, a)));

    private void Run(HubInstance instance)
    {
        if (instance.Status != OrchestrationRuntimeStatus.Running)
            return;
        var context = Replay(instance);
        for (var i = 0; i < instance.Actions.Count; i++)
        {
            if (i >= context.Actions.Count || context.Actions[i].Text != instance.Actions[i].Text)
                throw new InvalidOperationException($"The orchestrator is not deterministic: {instance.Actions[i].Text} became {context.Actions.ElementAtOrDefault(i)?.Text}.");
        }

        instance.Actions.AddRange(context.Actions.Skip(instance.Actions.Count).Select(a => a with { DueAt = a.Kind == HubAction.Timer ? a.DueAt : Now }));
        foreach (var cancelled in context.Cancelled)
            instance.Actions[cancelled].Done = true;
        instance.CustomStatus = context.CustomStatus;
        instance.ChangedAt = clock.GetUtcNow();
        if (context.Output is { } output)
            (instance.Status, instance.Output) = (OrchestrationRuntimeStatus.Completed, output);
        else if (context.Failure is { } failure)
            (instance.Status, instance.Output) = (OrchestrationRuntimeStatus.Failed, failure);
    }

    private async Task PerformAsync(HubInstance instance, HubAction action)
    {
        try
        {
            Calls.Add($"{action.Name} {action.Input}");
            BeforeActivity?.Invoke(action.Name, action.Input);
            var result = HubJson.Write(await _activities[action.Name](action.Input));
            Complete(instance, action, new(HubEvent.Completed, action.Id, action.Name, result, null, Now));
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            action.Attempts++;
            if (action.Retry is { } policy && action.Attempts < policy.MaxNumberOfAttempts && policy.Handle(e))
            {
                var wait = policy.FirstRetryInterval * Math.Pow(policy.BackoffCoefficient, action.Attempts - 1);
                action.DueAt = Now + (wait < policy.MaxRetryInterval ? wait : policy.MaxRetryInterval);
            }
            else
                Complete(instance, action, new(HubEvent.Failed, action.Id, action.Name, null, TaskFailureDetails.FromException(e), Now));
        }
    }

    private void Complete(HubInstance instance, HubAction action, HubEvent happened)
    {
        action.Done = true;
        if (instance.Status != OrchestrationRuntimeStatus.Running)
            return;
        instance.History.Add(happened);
        Run(instance);
    }
}

/// <summary>An instance with its history.</summary>
internal sealed class HubInstance(string name, string id, string? input, DateTimeOffset at)
{
    public string Name { get; } = name;

    public string Id { get; } = id;

    public string? Input { get; } = input;

    public DateTimeOffset CreatedAt { get; set; } = at;

    public DateTimeOffset ChangedAt { get; set; } = at;

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Running;

    public string? Output { get; set; }

    public string? CustomStatus { get; set; }

    public List<HubEvent> History { get; } = [];

    public List<HubAction> Actions { get; } = [];
}

/// <summary>Something that happened to an instance.</summary>
internal sealed record HubEvent(string Kind, int Id, string Name, string? Payload, TaskFailureDetails? Failure, DateTime At)
{
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Fired = "fired";
    public const string Raised = "raised";
}

/// <summary>Something that an orchestrator asked for.</summary>
internal sealed record HubAction(string Kind, int Id, string Name, string? Input, RetryPolicy? Retry, DateTime DueAt)
{
    public const string Activity = "activity";
    public const string Timer = "timer";

    public string Text { get; } = Kind == Timer ? $"timer {DueAt:O}" : $"{Name} {Input}";

    public bool Done { get; set; }

    public int Attempts { get; set; }

    public DateTime DueAt { get; set; } = DueAt;
}

/// <summary>Payloads as a hub stores them.</summary>
internal static class HubJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    public static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Options);
}
