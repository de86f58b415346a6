using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Recall.Azure.Orchestration;

/// <summary>
/// The client of the task hub. Functions get it as a binding, never from the container; use cases, which live as long as the process, take it from
/// here. Every function that may come to a run binds one and hands it in first: all are of the same host process, so the last one serves everybody
/// (azure-functions-durable-extension, FunctionsDurableClientProvider: one connection for each endpoint and hub).
/// </summary>
public sealed class DurableClients
{
    private volatile DurableTaskClient? _last;

    /// <summary>The client.</summary>
    /// <exception cref="InvalidOperationException">No function has brought one yet.</exception>
    public DurableTaskClient Client => _last
        ?? throw new InvalidOperationException("No function has brought a durable client: one that may come to a run binds [DurableClient] and hands it in.");

    /// <summary>Takes the client of an invocation.</summary>
    public void Use(DurableTaskClient client) => _last = client;

    /// <summary>
    /// Starts an orchestration once. False where there is an instance of that id, whatever has become of it: without the statuses one that is over
    /// would be overwritten (github.com/Azure/azure-functions-durable-extension/issues/3468).
    /// </summary>
    public async Task<bool> ScheduleOnceAsync(string orchestrator, string id, object input, CancellationToken cancellationToken)
    {
        var options = new StartOrchestrationOptions(id).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Which exception says so depends on the backend, and an answer may have been lost on its way; whether there is one does not.
            if (await Client.GetInstanceAsync(id, cancellationToken) is null)
                throw;
            return false;
        }
    }
}
