using Recall.Core.Customers;

namespace Recall.App.Customers.Identity;

/// <summary>What became of a wish to merge.</summary>
/// <param name="Customer">The customer that both keys are now; null where nothing was done.</param>
/// <param name="Unknown">Keys that nothing has come in under, and that are merged with none: a typing error would become somebody's name.</param>
public sealed record MergeOutcome(CustomerRow? Customer, IReadOnlyList<CustomerKey> Unknown);

/// <summary>Somebody says that two keys are one person.</summary>
public sealed class MergeCustomers(CustomerStore customers, LinkCustomers links)
{
    /// <summary>Merges them where both are known.</summary>
    public async Task<MergeOutcome> HandleAsync(CustomerKey a, CustomerKey b, CancellationToken cancellationToken = default)
    {
        var unknown = new List<CustomerKey>();
        foreach (var key in (CustomerKey[])[a, b])
        {
            if (await customers.FindAsync(key, cancellationToken) is null)
                unknown.Add(key);
        }

        if (unknown.Count > 0)
            return new(null, unknown);
        await links.JoinAsync(a, b, cancellationToken);
        await links.SettleAsync([a, b], null, cancellationToken);
        return new(await customers.FindAsync(a, cancellationToken), []);
    }
}
