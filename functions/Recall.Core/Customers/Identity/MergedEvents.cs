namespace Recall.Core.Customers.Identity;

/// <summary>The events of a customer as they count: in the order of the fold, each fact once, in its newest state.</summary>
public static class MergedEvents
{
    /// <summary>
    /// The events in order. An id counts once per key it came under, as ever. Under two keys of one person an id of the same platform, or of the
    /// same moment, is one fact (an order of a guest in a file and by webhook): the one of the newest state counts, of equal ones that under the key
    /// that goes first by <see cref="Survivor"/>. Other platforms number by themselves, so their equal ids are different facts. What does not count
    /// under one key (<see cref="Voided"/>) may well count under another: an order that a platform gave to another of their keys.
    /// </summary>
    public static IReadOnlyList<CustomerEvent> Of(IEnumerable<CustomerEvent> events)
    {
        var all = events as IReadOnlyCollection<CustomerEvent> ?? [.. events];
        if (all.Count == 0 || all.First() is var first && all.All(e => e.Customer == first.Customer))
            return [.. Revisions.Newest(all).OrderBy(EventPosition.Of).DistinctBy(e => e.Id, StringComparer.Ordinal)];
        var newest = all.GroupBy(e => e.Customer).SelectMany(Revisions.Newest).OrderBy(EventPosition.Of).ToList();
        var counted = newest.Where(e => e is not Voided).GroupBy(e => e.Id, StringComparer.Ordinal).SelectMany(Facts)
            .ToHashSet<CustomerEvent>(ReferenceEqualityComparer.Instance);
        return newest.FindAll(counted.Contains);
    }

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
