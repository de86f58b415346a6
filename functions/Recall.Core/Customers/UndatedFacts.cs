namespace Recall.Core.Customers;

/// <summary>
/// Facts that stand at the time of an order because nobody told their own: a row of an export says what the platform has on file of an order, and of who placed it, on the day of the
/// export, whatever was so on the order's day. They count for what is so now. Of the past they would tell what came later: who has a yes to mail on file today, or money back
/// for an old order, has often been there since.
/// </summary>
public static class UndatedFacts
{
    /// <summary>
    /// A platform's flag in an order, since what customers say themselves has a time of its own; or a refund at the moment of its order, since no money comes back in the instant
    /// in which it is paid.
    /// </summary>
    /// <param name="e">The event.</param>
    /// <param name="lastOrderAt">When the customer's last order before it was placed, UTC; null before the first.</param>
    public static bool Has(CustomerEvent e, DateTimeOffset? lastOrderAt) =>
        e is ConsentChanged { Order: not null } || (e is OrderRefunded { Order: not null } && e.At == lastOrderAt);

    /// <summary>The events without these facts.</summary>
    /// <param name="events">Of one customer, in the order of <see cref="EventPosition"/>.</param>
    public static IReadOnlyList<CustomerEvent> Without(IReadOnlyList<CustomerEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var (left, lastOrderAt) = (new List<CustomerEvent>(events.Count), default(DateTimeOffset?));
        foreach (var e in events)
        {
            lastOrderAt = e is OrderPlaced ? e.At : lastOrderAt;
            if (!Has(e, lastOrderAt))
                left.Add(e);
        }

        return left.Count == events.Count ? events : left;
    }
}
