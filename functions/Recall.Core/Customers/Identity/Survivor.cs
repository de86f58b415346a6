namespace Recall.Core.Customers.Identity;

/// <summary>
/// Which of the keys of one person names them after a merge: the first in an order that depends on nothing but the keys, so that whatever is
/// seen first, and in whatever order links arrive, it is the same one. A key that a platform gave goes before one made from an address,
/// for it is the one the shop looks people up by; keys of a kind are in ordinal order.
/// </summary>
public static class Survivor
{
    /// <summary>The order.</summary>
    public static IComparer<CustomerKey> Order { get; } = Comparer<CustomerKey>.Create(static (a, b) =>
    {
        var kind = ContactKey.IsAddress(a, out _).CompareTo(ContactKey.IsAddress(b, out _));
        return kind != 0 ? kind : string.CompareOrdinal(a.Value, b.Value);
    });

    /// <summary>The first of the keys.</summary>
    /// <param name="keys">One or more.</param>
    public static CustomerKey Of(IEnumerable<CustomerKey> keys) => keys.Min(Order);
}
