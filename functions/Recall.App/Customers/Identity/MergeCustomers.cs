using Recall.Core.Customers;

namespace Recall.App.Customers.Identity;

/// <summary>Somebody says that two keys are one person.</summary>
public sealed class MergeCustomers(CustomerStore customers, LinkCustomers links)
{
    /// <summary>The customer that both are now; null where neither is known.</summary>
    public async Task<CustomerRow?> HandleAsync(CustomerKey a, CustomerKey b, CancellationToken cancellationToken = default)
    {
        if (await customers.FindAsync(a, cancellationToken) is null && await customers.FindAsync(b, cancellationToken) is null)
            return null;
        await links.JoinAsync(a, b, cancellationToken);
        await links.SettleAsync([a, b], null, cancellationToken);
        return await customers.FindAsync(a, cancellationToken);
    }
}
