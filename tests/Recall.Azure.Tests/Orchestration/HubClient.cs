using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Recall.Azure.Tests.Orchestration;

/// <summary>The client of a <see cref="TaskHub"/>.</summary>
internal sealed class HubClient(TaskHub hub, TimeProvider clock) : DurableTaskClient("hub")
{
    /// <summary>Called with the place that a page begins at.</summary>
    public Action<string?>? BeforePage { get; set; }

    public Action<string>? BeforePurge { get; set; }

    /// <summary>The next call fails.</summary>
    public Exception? Fails { get; set; }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        Fail();
        var id = options!.InstanceId!;

        // Without statuses an instance that is over is overwritten.
        if (hub.Instances.TryGetValue(id, out var there) && (options.DedupeStatuses ?? ["Running", "Pending", "Suspended"]).Contains(there.Status.ToString(), StringComparer.Ordinal))
            throw new InvalidOperationException($"An instance {id} exists already."); // The type differs by backend.
        hub.Schedule(orchestratorName.Name, id, HubJson.Write(input));
        return Task.FromResult(id);
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        Fail();
        if (!hub.Instances.TryGetValue(instanceId, out var instance))
            return Task.CompletedTask; // The host drops it.
        if (instance.Status != OrchestrationRuntimeStatus.Running)
            throw new InvalidOperationException($"Cannot raise event {eventName} for {instanceId}, which is {instance.Status}.");
        hub.Raise(instance, eventName, HubJson.Write(eventPayload));
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(hub.Instances.TryGetValue(instanceId, out var instance) ? Of(instance) : null);

    /// <summary>By id, as the hub's own table has them; a page goes on behind the last id of the one before.</summary>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create<OrchestrationMetadata>((continuation, take, _) =>
        {
            BeforePage?.Invoke(continuation);
            var page = hub.Instances.Values
                .Where(i => filter?.Statuses?.Contains(i.Status) != false && (filter?.CreatedTo ?? i.CreatedAt) >= i.CreatedAt && string.CompareOrdinal(i.Id, continuation) > 0)
                .OrderBy(i => i.Id, StringComparer.Ordinal).Take(take ?? 100).Select(Of).ToList();
            return Task.FromResult(new Page<OrchestrationMetadata>(page, page.Count == take ? page[^1].InstanceId : null));
        });

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        (hub.Instances[instanceId].Status, hub.Instances[instanceId].ChangedAt) = (OrchestrationRuntimeStatus.Terminated, clock.GetUtcNow());
        return Task.CompletedTask;
    }

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        BeforePurge?.Invoke(instanceId);
        return Task.FromResult(new PurgeResult(hub.Instances.TryRemove(instanceId, out _) ? 1 : 0));
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => default;

    private static OrchestrationMetadata Of(HubInstance instance) => new(instance.Name, instance.Id)
    {
        RuntimeStatus = instance.Status,
        CreatedAt = instance.CreatedAt,
        LastUpdatedAt = instance.ChangedAt,
        SerializedInput = instance.Input,
        SerializedCustomStatus = instance.CustomStatus,
        DataConverter = JsonDataConverter.Default,
    };

    private void Fail()
    {
        if (Fails is not { } failure)
            return;
        Fails = null;
        throw failure;
    }
}
