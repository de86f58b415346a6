using Microsoft.Azure.Functions.Worker;
using Recall.App.Delivery;
using Recall.App.Ports;
using Recall.Azure.Channels;
using Recall.Core;

namespace Recall.Azure.Triggers;

/// <summary>
/// What Communication Services says of messages, by Event Grid; <c>infra/modules/events.bicep</c> subscribes the two functions. An event becomes a message
/// of a queue before it is acted on, so that a customer who is busy holds up no delivery.
/// </summary>
public sealed class CarrierFunctions(IWorkQueue queue)
{
    /// <summary>What became of e-mails and short messages.</summary>
    [Function("DeliveryReports")]
    public Task DeliveryReportsAsync([EventGridTrigger] string delivered, CancellationToken cancellationToken) => PassOnAsync(delivered, cancellationToken);

    /// <summary>Short messages of people.</summary>
    [Function("InboundSms")]
    public Task InboundSmsAsync([EventGridTrigger] string delivered, CancellationToken cancellationToken) => PassOnAsync(delivered, cancellationToken);

    private async Task PassOnAsync(string delivered, CancellationToken cancellationToken)
    {
        if (CarrierEvents.Read(delivered) is { } news)
            await queue.EnqueueAsync(DeliverStatus.Queue, StoredJson.Text(news), cancellationToken: cancellationToken);
    }
}
