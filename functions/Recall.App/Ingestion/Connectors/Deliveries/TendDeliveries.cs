using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Core;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>What has to be done for deliveries that nothing new comes in for.</summary>
public sealed class TendDeliveries(
    ConnectorCatalogue catalogue, DeliveryStore store, OrderBook book, DeadLetterBox letters, IWorkQueue queue, ShopSettings shop, TimeProvider clock)
{
    /// <summary>How long raw deliveries are kept after they were read: long enough to find out what a platform really sent. Dead letters keep theirs.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>How long something waits for its order before somebody has to look at it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private static readonly TimeSpan Unfinished = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LeftLong = TimeSpan.FromHours(1);
    private static readonly TimeSpan Fetching = TimeSpan.FromDays(2);

    /// <summary>Has deliveries read that were stored and then left: a crash came before the message, or the message was lost.</summary>
    public async Task<int> TakeUpAsync(CancellationToken cancellationToken = default)
    {
        // While messages wait to be received nothing is lost, there is only much to do; and what was just brought has its message.
        return (await queue.PeekAsync(WorkQueues.Deliveries, 1, cancellationToken)).Count > 0 ? 0 : await TakeUpAsync(Unfinished, cancellationToken);
    }

    private async Task<int> TakeUpAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var (count, now) = (0, clock.GetUtcNow());
        foreach (var source in catalogue.Sources)
        {
            await foreach (var delivery in store.UnfinishedAsync(source.Name, now - age, cancellationToken))
            {
                // One whose order is being fetched has a message that comes when the platform wants to be asked again.
                if (await store.FindAsync(delivery, cancellationToken) is not { } stored || (stored.Tries > 0 && stored.At > now - Fetching))
                    continue;
                await queue.EnqueueAsync(WorkQueues.Deliveries, StoredJson.Text(delivery), default, cancellationToken);
                count++;
            }
        }

        return count;
    }

    /// <summary>The daily part: cleans up, and makes dead letters of what waits for an order that does not come.</summary>
    public async Task HandleAsync(CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();

        // A shop that is never idle has lost ones too; once a day a second message of what is only late does no harm.
        await TakeUpAsync(LeftLong, cancellationToken);
        await foreach (var (row, delivery) in book.WaitingSinceAsync(now - Patience, cancellationToken))
        {
            if (await store.FindAsync(delivery, cancellationToken) is { State: DeliveryState.Waiting } stored && catalogue.Find(stored.SourceName) is { } source)
            {
                var posted = new Posted(source, stored.Id, stored.Topic, stored.Headers, stored.Body, stored.At);
                var of = ConnectorCatalogue.All[source.Platform].Map(posted, shop, clock) as Mapped.OfOrder;
                if (of is { Deletes: true })
                    await store.FinishAsync(stored, DeliveryState.Ignored, "The order that was deleted never came in.", [], cancellationToken);
                else
                    await DieAsync(posted, stored, of is null ? null : await book.UnknownAsync(of, cancellationToken), cancellationToken);
            }

            await book.EndWaitAsync(row, cancellationToken);
        }

        foreach (var source in catalogue.Sources)
            await store.CleanAsync(source.Name, now - Kept, cancellationToken);
    }

    private async Task DieAsync(Posted posted, StoredDelivery stored, string? unknown, CancellationToken cancellationToken)
    {
        var why = unknown ?? $"Its order has not come in for {Patience.TotalDays:0} days; bring it in, for example with 'recall connect', and retry.";
        var letter = DeliveryLetter.Of(posted, stored.Ref, "order", why);
        await letters.AddAsync([letter], cancellationToken);
        await store.FinishAsync(stored, DeliveryState.Dead, letter.Reason, [], cancellationToken);
    }
}
