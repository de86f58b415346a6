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
    /// <summary>Behind an order's id, the id of what was given back of it as files have it, in one sum.</summary>
    private const string FileSum = ".refund";

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

            // The newest state says what was given back, be it nothing again.
            if (entry.Revision > order.Revision)
                events.RemoveAll(e => order.Sum is { } sum && e.Id == sum && own.Contains(e));
            else if (entry.Customer == order.Customer && await CorrectedAsync(order, own, cancellationToken) is { } corrected)
                events.Add(corrected);
            events.AddRange(await RefundsElsewhereAsync(order, entry, events, cancellationToken));
            if (entry.TellsRefunds)
                await TakeBackAsync(order, entry, own, events, cancellationToken);

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

    /// <summary>Leaves an order out; what waited for it is read again, and left out too.</summary>
    /// <param name="namespaceOf">Stands before the customer ids of the source.</param>
    /// <param name="names">Its id, and its other names.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task LeaveOutAsync(string namespaceOf, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            await book.LeaveOutAsync(namespaceOf, name, name == names[0], cancellationToken);
            await WakeAsync(namespaceOf, name, cancellationToken);
        }
    }

    /// <summary>A sum given back that an older state told, and this one does not: it was a mistake.</summary>
    private async Task<Voided?> CorrectedAsync(Mapping.OrderVersion order, IReadOnlyList<CustomerEvent> own, CancellationToken cancellationToken) =>
        order.Sum is { } sum && own.Any(e => e is OrderPlaced) && own.All(e => e.Id != sum)
        && await customers.FindEventAsync(order.Customer, sum, cancellationToken) is OrderRefunded { Revision: { } known } told && known < order.Revision
            ? new() { Id = sum, Customer = order.Customer, At = told.At, Revision = order.Revision }
            : null;

    /// <summary>
    /// Of what older states of the order told was given back, only that counts which the newest has too: it tells all there is. A state that comes late finds
    /// with the customer what the newest has told.
    /// </summary>
    private async Task TakeBackAsync(
        Mapping.OrderVersion order, OrderEntry entry, IReadOnlyList<CustomerEvent> own, List<CustomerEvent> events, CancellationToken cancellationToken)
    {
        var newest = entry.Revision == order.Revision && entry.Customer == order.Customer;
        foreach (var refund in events.OfType<OrderRefunded>().Where(r => r.Order == order.Id && r.Revision < 0).ToList())
        {
            if (newest ? own.All(e => e.Id != refund.Id) : await customers.FindEventAsync(entry.Customer, refund.Id, cancellationToken) is not OrderRefunded)
                events.Remove(refund);
        }

        // With those who had it before too: one of them may be, or become, the same person.
        foreach (var holder in newest ? entry.Others.Append(entry.Customer) : [])
        {
            var home = (await customers.FindAsync(holder, cancellationToken))?.Profile;
            if (home is null || (holder == entry.Customer && home.Refunds.Count == 0))
                continue;
            var told = (await customers.HistoryAsync(home.Customer, [holder], cancellationToken)).OfType<OrderRefunded>();
            events.AddRange(told.Where(r => r.Order == order.Id && r.Revision < 0 && own.All(e => e.Id != r.Id))
                .Select(r => new Voided { Id = r.Id, Customer = holder, At = r.At, Revision = order.Revision }));
        }
    }

    /// <summary>
    /// What was given back of the order while others had it, told apart from it: it goes with the order to whoever has it now. A sum that each state tells, and one that
    /// a file has, do not.
    /// </summary>
    private async Task<IReadOnlyList<CustomerEvent>> RefundsElsewhereAsync(
        Mapping.OrderVersion order, OrderEntry entry, IReadOnlyList<CustomerEvent> told, CancellationToken cancellationToken)
    {
        var refunds = new List<CustomerEvent>();
        foreach (var other in entry.Others)
        {
            var home = (await customers.FindAsync(other, cancellationToken))?.Profile.Customer ?? other;
            foreach (var refund in (await customers.HistoryAsync(home, [other], cancellationToken)).OfType<OrderRefunded>().Where(r => r.Order == order.Id && r.Id != order.Sum))
            {
                if (refund.Revision is not null || (refund.Id != order.Id + FileSum && !await IsToldAsync(refund.Id)))
                    refunds.Add(refund with { Customer = entry.Customer });
            }
        }

        return refunds;

        async Task<bool> IsToldAsync(string id) =>
            told.Any(e => e.Id == id && e.Customer == entry.Customer) || await customers.FindEventAsync(entry.Customer, id, cancellationToken) is not null;
    }

    /// <summary>
    /// What a file brought of the order before the platform did: exports know customers by their address, and have all that was given back as one
    /// sum. The platform knows better, so that no longer counts.
    /// </summary>
    private async Task<IReadOnlyList<CustomerEvent>> FileCopiesAsync(
        Mapping.OrderVersion order, OrderEntry entry, IReadOnlyList<CustomerEvent> own, CancellationToken cancellationToken)
    {
        var voids = new List<CustomerEvent>();
        var ids = order.Names.Append(order.Id).Distinct(StringComparer.Ordinal).Where(n => KeyRules.IsValidId(n, out _)).SelectMany(n => (string[])[n, n + FileSum]).ToList();
        foreach (var alias in order.Aliases.Append(entry.Customer).Distinct())
        {
            foreach (var id in ids)
            {
                var told = alias == entry.Customer && (id == order.Id || own.Any(e => e.Id == id));
                if (told || await customers.FindEventAsync(alias, id, cancellationToken) is not { Revision: null } copy)
                    continue;

                // What one order is called besides may be another's id: no more than the file's copy goes, and no state that a platform tells.
                var certain = id == order.Id || id == order.Id + FileSum;
                voids.Add(new Voided { Id = id, Customer = alias, At = copy.At, Revision = certain ? entry.Revision : long.MinValue });
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
