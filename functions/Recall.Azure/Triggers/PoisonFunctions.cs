using Microsoft.Azure.Functions.Worker;
using Recall.App.Delivery;
using Recall.App.Ports;
using Recall.App.Work;

#pragma warning disable CS1591 // Each method is the queue of its name.
namespace Recall.Azure.Triggers;

/// <summary>
/// Empties the poison queues into the table of what was given up: a message in a queue is gone after seven days, a row stays until somebody has
/// looked. An alert is on what is kept (infra/modules/alerts.bicep), and <c>/healthz</c> shows how much there is.
/// </summary>
public sealed class PoisonFunctions(GivenUpWork givenUp)
{
    [Function("ScoreBucketsPoison")]
    public Task ScoreBucketsAsync([QueueTrigger(WorkQueues.Score + QueueRules.PoisonSuffix)] string body, CancellationToken cancellationToken) =>
        givenUp.KeepAsync(WorkQueues.Score, body, cancellationToken);

    [Function("EnrolBucketsPoison")]
    public Task EnrolBucketsAsync([QueueTrigger(WorkQueues.Enrol + QueueRules.PoisonSuffix)] string body, CancellationToken cancellationToken) =>
        givenUp.KeepAsync(WorkQueues.Enrol, body, cancellationToken);

    [Function("ReconcileBucketsPoison")]
    public Task ReconcileBucketsAsync([QueueTrigger(WorkQueues.Reconcile + QueueRules.PoisonSuffix)] string body, CancellationToken cancellationToken) =>
        givenUp.KeepAsync(WorkQueues.Reconcile, body, cancellationToken);

    [Function("DeliveriesPoison")]
    public Task DeliveriesAsync([QueueTrigger(WorkQueues.Deliveries + QueueRules.PoisonSuffix)] string body, CancellationToken cancellationToken) =>
        givenUp.KeepAsync(WorkQueues.Deliveries, body, cancellationToken);

    [Function("TriggerCustomersPoison")]
    public Task TriggerCustomersAsync([QueueTrigger(WorkQueues.Trigger + QueueRules.PoisonSuffix)] string body, CancellationToken cancellationToken) =>
        givenUp.KeepAsync(WorkQueues.Trigger, body, cancellationToken);

    [Function("DeliverStatusPoison")]
    public Task DeliverStatusAsync([QueueTrigger(DeliverStatus.Queue + QueueRules.PoisonSuffix)] string body, CancellationToken cancellationToken) =>
        givenUp.KeepAsync(DeliverStatus.Queue, body, cancellationToken);
}
