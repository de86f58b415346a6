namespace Recall.Core.Customers.Identity;

/// <summary>The events of a customer as they count: in the order of the fold, each fact once, in its newest state.</summary>
public static class MergedEvents
{
    /// <summary>
    /// The events in order. An id counts once per key it came under, as ever. Under two keys of one person an id of the same platform, or of the
    /// same moment, is one fact (an order of a guest in a file and by webhook): the one of the newest state counts, of equal ones that under the key
    /// that goes first by <see cref="Survivor"/>. Other platforms number by themselves, so their equal ids are different facts. What does not count
    /// under one key (<see cref="Voided"/>) may well count under another: an order that a platform gave to another of their keys. Where an order does
    /// not count, what was given back of it does not either: a cancelled order that was paid back is no loss.
    /// </summary>
    public static IReadOnlyList<CustomerEvent> Of(IEnumerable<CustomerEvent> events)
    {
        var all = events as IReadOnlyCollection<CustomerEvent> ?? [.. events];
        if (all.Count == 0 || all.First() is var first && all.All(e => e.Customer == first.Customer))
            return Kept([.. Revisions.Newest(all).OrderBy(EventPosition.Of).DistinctBy(e => e.Id, StringComparer.Ordinal)], all);
        var newest = all.GroupBy(e => e.Customer).SelectMany(Revisions.Newest).OrderBy(EventPosition.Of).ToList();
        var counted = newest.Where(e => e is not Voided).GroupBy(e => e.Id, StringComparer.Ordinal).SelectMany(Facts)
            .ToHashSet<CustomerEvent>(ReferenceEqualityComparer.Instance);
        return Kept(newest.FindAll(counted.Contains), newest);
    }

    /// <summary>The facts without the refunds of orders that count nowhere; platforms number their orders by themselves.</summary>
    private static List<CustomerEvent> Kept(List<CustomerEvent> facts, IReadOnlyCollection<CustomerEvent> all)
    {
        var gone = all.Where(e => e is Voided).Select(e => (e.Id, Source(e))).ToHashSet();
        if (gone.Count > 0)
        {
            gone.ExceptWith(facts.OfType<OrderPlaced>().Select(e => (e.Id, Source(e))));
            facts.RemoveAll(e => e is OrderRefunded { Order: { } order } && gone.Contains((order, Source(e))));
        }

        return facts;
    }

    private static string Source(CustomerEvent e) => e.Customer.Source.ToString();

    private static List<CustomerEvent> Facts(IEnumerable<CustomerEvent> sameId)
    {
        var facts = new List<CustomerEvent>();
        foreach (var e in sameId.OrderByDescending(e => e.Revision ?? long.MinValue).ThenBy(e => e.Customer, Survivor.Order).ThenBy(e => e.At))
        {
            if (facts.TrueForAll(f => f.At != e.At && !f.Customer.Source.SequenceEqual(e.Customer.Source)))
                facts.Add(e);
        }

        return facts;
    }
}
