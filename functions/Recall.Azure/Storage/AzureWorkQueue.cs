using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Recall.App.Ports;
using QueueMessage = Recall.App.Ports.QueueMessage;

namespace Recall.Azure.Storage;

/// <summary>
/// <see cref="IWorkQueue"/> on Queue Storage. The client encodes in Base64, as the host's trigger decodes; queues are made at deployment. What
/// failed too often is put aside by the host where a trigger reads the queue, and here where the app reads it itself: both by the same count
/// and into the same queue.
/// </summary>
internal sealed class AzureWorkQueue(QueueServiceClient service) : IWorkQueue
{
    /// <summary>A message lives until it is dealt with; what is left out would be seven days (learn.microsoft.com/rest/api/storageservices/put-message).</summary>
    private static readonly TimeSpan ForGood = TimeSpan.FromSeconds(-1);

    /// <inheritdoc/>
    public Task EnqueueAsync(string queue, string body, TimeSpan delay = default, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckQueue(queue);
        QueueRules.CheckBody(queue, body);
        QueueRules.CheckDelay(delay);
        return SendAsync(queue, body, delay, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckQueue(queue);
        QueueRules.CheckReceive(max, visibility);
        var received = (await service.GetQueueClient(queue).ReceiveMessagesAsync(max, Whole(visibility), cancellationToken)).Value
            .Select(m => new QueueMessage(queue, m.MessageId, m.Body.ToString(), (int)m.DequeueCount, m.PopReceipt)).ToList();
        if (QueueRules.IsPoison(queue))
            return received;
        foreach (var message in received.Where(m => m.DequeueCount > IWorkQueue.MaxDequeueCount))
        {
            // In this order a crash leaves it twice and not never.
            await SendAsync(QueueRules.PoisonOf(queue), message.Body, TimeSpan.Zero, cancellationToken);
            await DeleteAsync(message, cancellationToken);
        }

        return received.FindAll(m => m.DequeueCount <= IWorkQueue.MaxDequeueCount);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return HeldAsync(service.GetQueueClient(message.Queue).DeleteMessageAsync(message.Id, message.Receipt, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        QueueRules.CheckDelay(delay);
        return HeldAsync(service.GetQueueClient(message.Queue).UpdateMessageAsync(message.Id, message.Receipt, message.Body, Whole(delay), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> PeekAsync(string queue, int max, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckQueue(queue);
        QueueRules.CheckMax(max);
        var peeked = await service.GetQueueClient(queue).PeekMessagesAsync(max, cancellationToken);
        return [.. peeked.Value.Select(m => m.Body.ToString())];
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckQueue(queue);
        return (await service.GetQueueClient(queue).GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
    }

    private async Task SendAsync(string queue, string body, TimeSpan delay, CancellationToken cancellationToken) =>
        await service.GetQueueClient(queue).SendMessageAsync(body, Whole(delay), ForGood, cancellationToken);

    /// <summary>False where the message was received again since, or is gone (learn.microsoft.com/rest/api/storageservices/queue-service-error-codes).</summary>
    private static async Task<bool> HeldAsync(Task call)
    {
        try
        {
            await call;
            return true;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch)
        {
            return false;
        }
    }

    /// <summary>The service counts in whole seconds: never sooner.</summary>
    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
