using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ports;
using Recall.Core;

namespace Recall.App.Work;

/// <summary>A part of the work that failed five times and is tried no more.</summary>
/// <param name="Queue">Which work, one of <see cref="WorkQueues"/>.</param>
/// <param name="Buckets">Of which customers; null for a delivery.</param>
/// <param name="Delivery">Which delivery; null for others.</param>
public sealed record GivenUp(string Queue, BucketRange? Buckets, DeliveryRef? Delivery = null);

/// <summary>Work that was given up: in the poison queues, where nothing but this looks.</summary>
public sealed class GivenUpWork(IWorkQueue queue)
{
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);

    /// <summary>How much there is.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var name in WorkQueues.All)
            count += await queue.CountAsync(QueueRules.PoisonOf(name), cancellationToken);
        return count;
    }

    /// <summary>The first 32 of each queue.</summary>
    public async Task<IReadOnlyList<GivenUp>> ListAsync(CancellationToken cancellationToken = default)
    {
        var all = new List<GivenUp>();
        foreach (var name in WorkQueues.All)
            all.AddRange((await queue.PeekAsync(QueueRules.PoisonOf(name), 32, cancellationToken)).Select(b => name == WorkQueues.Deliveries
                ? new GivenUp(name, null, StoredJson.Read<DeliveryRef>(b))
                : new GivenUp(name, StoredJson.Read<BucketRange>(b))));
        return all;
    }

    /// <summary>Puts everything back to be worked on; returns how much that was.</summary>
    public async Task<int> RetryAsync(CancellationToken cancellationToken = default)
    {
        var moved = 0;
        foreach (var name in WorkQueues.All)
        {
            while (await queue.ReceiveAsync(QueueRules.PoisonOf(name), 1, Visibility, cancellationToken) is [var message])
            {
                // In this order a crash leaves the work twice and not never; doing it twice does no harm.
                await queue.EnqueueAsync(name, message.Body, cancellationToken: cancellationToken);
                await queue.DeleteAsync(message, cancellationToken);
                moved++;
            }
        }

        return moved;
    }
}
