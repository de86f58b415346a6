namespace Recall.Core.Customers.Identity;

/// <summary>One of the keys of a merged customer, the surviving one among them.</summary>
/// <param name="Key">The key.</param>
/// <param name="Since">Since when it is one of them, UTC: from then on a word under any of the keys is the person's. The first moment for the surviving key.</param>
/// <param name="Consents">What was said under this key alone.</param>
public sealed record Member(CustomerKey Key, DateTimeOffset Since, IReadOnlyDictionary<string, Consent> Consents)
{
    /// <summary>A key under which nothing is known to have been said.</summary>
    public static Member Of(CustomerKey key, DateTimeOffset since) => new(key, since, Empty<Consent>.Map);
}
