namespace Recall.Core.Customers.Identity;

/// <summary>The events of a customer as they count: in the order of the fold, each fact once.</summary>
public static class MergedEvents
{
    /// <summary>
    /// The events in order. An id counts once per key it came under, as ever. Under two keys of one person an id of the same platform, or of the
    /// same moment, is one fact (an order of a guest in a file and by webhook): the one under the key that goes first by <see cref="Survivor"/>
    /// counts. Other platforms number by themselves, so their equal ids are different facts.
    /// </summary>
    public static IReadOnlyList<CustomerEvent> Of(IEnumerable<CustomerEvent> events)
    {
        var ordered = events.OrderBy(EventPosition.Of).ToList();
        if (ordered.TrueForAll(e => e.Customer == ordered[0].Customer))
            return [.. ordered.DistinctBy(e => e.Id, StringComparer.Ordinal)];
        var counted = ordered.GroupBy(e => e.Id, StringComparer.Ordinal).SelectMany(Facts).ToHashSet<CustomerEvent>(ReferenceEqualityComparer.Instance);
        return ordered.FindAll(counted.Contains);
    }

    private static List<CustomerEvent> Facts(IEnumerable<CustomerEvent> sameId)
    {
        var facts = new List<CustomerEvent>();
        foreach (var e in sameId.OrderBy(e => e.Customer, Survivor.Order).ThenBy(e => e.At))
        {
            if (facts.TrueForAll(f => f.At != e.At && !f.Customer.Source.SequenceEqual(e.Customer.Source)))
                facts.Add(e);
        }

        return facts;
    }
}
