namespace Recall.Core.Customers;

/// <summary>
/// Which of two events of one id counts. Platforms tell the state of an order again whenever it changes, late and out of order; the greatest
/// <see cref="CustomerEvent.Revision"/> is right. Of two of the same revision one is chosen by its content, so that every order of arrival ends alike: of
/// two sums given back the greater, for platforms count in seconds and such a sum only grows.
/// </summary>
public static class Revisions
{
    /// <summary>True where at least one of the two says which state it is; else they are facts, and two that differ contradict one another.</summary>
    public static bool Apply(CustomerEvent a, CustomerEvent b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return a.Revision is not null || b.Revision is not null;
    }

    /// <summary>Negative where <paramref name="a"/> is older, 0 where they say the same; an event without a revision is older than any with one.</summary>
    public static int Compare(CustomerEvent a, CustomerEvent b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Revision != b.Revision)
            return Nullable.Compare(a.Revision, b.Revision);
        return a is OrderRefunded one && b is OrderRefunded other && one.Amount != other.Amount
            ? one.Amount.CompareTo(other.Amount)
            : StoredJson.Bytes(a).AsSpan().SequenceCompareTo(StoredJson.Bytes(b));
    }

    /// <summary>The events without those that a newer one of their id stands in for.</summary>
    public static IEnumerable<CustomerEvent> Newest(IEnumerable<CustomerEvent> events)
    {
        var all = events as IReadOnlyCollection<CustomerEvent> ?? [.. events];
        if (all.All(e => e.Revision is null))
            return all;
        var newest = new Dictionary<string, CustomerEvent>(StringComparer.Ordinal);
        foreach (var e in all.Where(e => e.Revision is not null))
        {
            if (!newest.TryGetValue(e.Id, out var known) || Compare(e, known) > 0)
                newest[e.Id] = e;
        }

        return [.. all.Where(e => e.Revision is null && !newest.ContainsKey(e.Id)), .. newest.Values];
    }
}
