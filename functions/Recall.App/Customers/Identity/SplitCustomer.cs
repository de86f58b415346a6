using Recall.Core.Customers;
using Recall.Core.Wording;

namespace Recall.App.Customers.Identity;

/// <summary>What became of a wish to split.</summary>
/// <param name="From">The customer that the key was one with, by the key that names them; null where it was merged with none.</param>
/// <param name="Others">The keys that it was one with.</param>
public sealed record SplitOutcome(CustomerKey? From, IReadOnlyList<CustomerKey> Others);

/// <summary>
/// Somebody says that a key is no part of the person it was merged with. It gets back what came under it; the others stay one as far as links of
/// their own hold; and what linked it does so no more, however often it is said again.
/// </summary>
public sealed class SplitCustomer(CustomerStore customers, LinkCustomers links)
{
    /// <summary>Splits; null where the key is unknown.</summary>
    /// <param name="key">The key that goes.</param>
    /// <param name="from">A key that it must be one with, else nothing is done; null is whoever it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SplitOutcome?> HandleAsync(CustomerKey key, CustomerKey? from, CancellationToken cancellationToken = default)
    {
        if (await customers.FindAsync(key, cancellationToken) is not { } row)
            return null;
        var others = row.Profile.Keys.Where(k => k != key).ToList();
        if (others.Count == 0 || (from is { } other && !others.Contains(other)))
            return new(null, []);
        await links.TakeApartAsync(key, cancellationToken);
        var with = row.Profile.Customer == key ? others[0] : row.Profile.Customer;
        await links.SettleAsync([key, .. others], Whys.TakenApart.With(("customer", with.Value)), cancellationToken);
        return new(row.Profile.Customer, others);
    }
}
