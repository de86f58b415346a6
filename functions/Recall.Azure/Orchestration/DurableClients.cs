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
}
