using Recall.App.Customers;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Orders;

/// <summary>
/// Stores what a platform says, each order once and in its newest state, with the customer who has it there. The order of the steps makes a crash
/// between them harmless: the book first, which is asked again when the delivery is repeated, then the facts, then whoever waits for the order.
/// </summary>
public sealed class RecordFacts(IngestEvents ingest, CustomerStore customers, OrderBook book, IWorkQueue queue)
{
    /// <summary>Stores facts; may be repeated whole.</summary>
    /// <param name="namespaceOf">Stands before the customer ids of the source.</param>
    /// <param name="facts">What the platform says.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IngestOutcome> HandleAsync(string namespaceOf, Mapped.Facts facts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var events = facts.Events.ToList();
        foreach (var order in facts.Orders)
        {
            var entry = await book.ClaimAsync(namespaceOf, order, cancellationToken);
            var own = events.Where(e => IsOf(e, order.Id)).ToList();
            if (entry.Customer != order.Customer)
                events.RemoveAll(own.Contains);

            // The order alone: where it does not count, no refund of it does, and those that it has when it comes back count again.
            events.AddRange(entry.Others.Select(other => new Voided { Id = order.Id, Customer = other, At = order.At, Revision = entry.Revision }));
            events.AddRange(await FileCopiesAsync(order, entry, own, cancellationToken));
        }

        var outcome = await ingest.HandleAsync(events, cancellationToken);
        foreach (var name in facts.Orders.SelectMany(o => o.Names.Append(o.Id)).Distinct(StringComparer.Ordinal))
            await WakeAsync(namespaceOf, name, cancellationToken);
        return outcome;
    }

    /// <summary>Keeps which order a payment was for; what waited to know is read again.</summary>
    public async Task LinkAsync(PaymentLink link, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        await book.LinkAsync(link, cancellationToken);
        await WakeAsync(link.Customers, link.Payment, cancellationToken);
    }

    /// <summary>Leaves orders out; what waited for one of them is read again, and left out too.</summary>
    public async Task LeaveOutAsync(string namespaceOf, IReadOnlyList<string> orders, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(orders);
        foreach (var name in orders.Distinct(StringComparer.Ordinal))
        {
            await book.LeaveOutAsync(namespaceOf, name, cancellationToken);
            await WakeAsync(namespaceOf, name, cancellationToken);
        }
    }

    /// <summary>
    /// What a file brought of the order before the platform did: exports know customers by their address, and have all that was given back as one
    /// sum. The platform knows better, so that no longer counts.
    /// </summary>
    private async Task<IReadOnlyList<CustomerEvent>> FileCopiesAsync(
        Mapping.OrderVersion order, OrderEntry entry, IReadOnlyList<CustomerEvent> own, CancellationToken cancellationToken)
    {
        var voids = new List<CustomerEvent>();
        var refund = order.Id + ".refund";
        foreach (var alias in order.Aliases.Append(entry.Customer).Distinct())
        {
            foreach (var id in (string[])[order.Id, refund])
            {
                var told = alias == entry.Customer && (id == order.Id || own.Any(e => e.Id == id));
                if (!told && await customers.FindEventAsync(alias, id, cancellationToken) is { Revision: null } copy)
                    voids.Add(new Voided { Id = id, Customer = alias, At = copy.At, Revision = entry.Revision });
            }
        }

        return voids;
    }

    private async Task WakeAsync(string namespaceOf, string order, CancellationToken cancellationToken)
    {
        foreach (var (row, delivery) in await book.WaitingAsync(namespaceOf, order, cancellationToken))
        {
            await queue.EnqueueAsync(WorkQueues.Deliveries, StoredJson.Text(delivery), default, cancellationToken);
            await book.EndWaitAsync(row, cancellationToken);
        }
    }

    private static bool IsOf(CustomerEvent e, string order) =>
        e is OrderPlaced or OrderRefunded or Voided && (e.Id == order || (e is OrderRefunded { Order: var of } && of == order));
}
