using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Recall.App.Delivery;
using Recall.App.Work;
using Recall.Azure.Orchestration;

#pragma warning disable CS1591 // Each method is the queue of its name.
namespace Recall.Azure.Triggers;

/// <summary>
/// A function for each of <see cref="WorkQueues"/>. Encoding, visibility and how often a message is tried are host.json's; what has failed that often the
/// host puts into the poison queue, which <see cref="PoisonFunctions"/> empties.
/// </summary>
public sealed class QueueFunctions(HandleWork work, DurableClients clients)
{
    [Function("ScoreBuckets")]
    public Task ScoreBucketsAsync(
        [QueueTrigger(WorkQueues.Score)] string body, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        WithRunsAsync(WorkQueues.Score, body, client, cancellationToken);

    [Function("EnrolBuckets")]
    public Task EnrolBucketsAsync(
        [QueueTrigger(WorkQueues.Enrol)] string body, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        WithRunsAsync(WorkQueues.Enrol, body, client, cancellationToken);

    [Function("ReconcileBuckets")]
    public Task ReconcileBucketsAsync(
        [QueueTrigger(WorkQueues.Reconcile)] string body, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        WithRunsAsync(WorkQueues.Reconcile, body, client, cancellationToken);

    [Function("Deliveries")]
    public Task DeliveriesAsync(
        [QueueTrigger(WorkQueues.Deliveries)] string body, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        WithRunsAsync(WorkQueues.Deliveries, body, client, cancellationToken);

    [Function("TriggerCustomers")]
    public Task TriggerCustomersAsync(
        [QueueTrigger(WorkQueues.Trigger)] string body, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        WithRunsAsync(WorkQueues.Trigger, body, client, cancellationToken);

    [Function("DeliverStatus")]
    public Task DeliverStatusAsync(
        [QueueTrigger(DeliverStatus.Queue)] string body, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        WithRunsAsync(DeliverStatus.Queue, body, client, cancellationToken);

    private Task WithRunsAsync(string queue, string body, DurableTaskClient client, CancellationToken cancellationToken)
    {
        clients.Use(client);
        return work.HandleAsync(queue, body, cancellationToken);
    }
}
