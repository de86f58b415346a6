using Recall.App.Ports;
using Recall.Core.Customers;

namespace Recall.App.Customers.Identity;

/// <summary>
/// Sets right what a crash or a slow writer left: a merge or split that was cut off is finished, links that nobody followed are followed, rows
/// that were written where a key was before are fetched. Where nothing is wrong nothing is written.
/// </summary>
public sealed class ReconcileCustomers(CustomerStore customers, IdentityStore identities, LinkCustomers links, ITableStore tables, AppServices app)
{
    /// <summary>Looks at all keys that something links; returns how many customers were merged or split.</summary>
    public async Task<int> HandleAsync(CancellationToken cancellationToken = default)
    {
        var moved = 0;
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            await foreach (var row in customers.RowsAsync('p', bucket, cancellationToken))
            {
                if (Redirect.Is(row))
                    await FetchAsync(CustomerKeys.CustomerOf(row.RowKey), cancellationToken);
            }

            await foreach (var key in identities.KeysAsync(bucket, cancellationToken))
            {
                if (await ConcernsOthersAsync(key, cancellationToken))
                    moved += await links.SettleAsync([key.Key], null, cancellationToken);
            }
        }

        return moved;
    }

    /// <summary>Few have an address with another, so most keys cost one read more each.</summary>
    private async Task<bool> ConcernsOthersAsync(KeyLinks key, CancellationToken cancellationToken)
    {
        if (key.Same.Count > 0)
            return true;
        foreach (var address in key.Addresses)
        {
            var claims = await identities.FindAsync(address, cancellationToken);
            if (claims.Claims.Count > 1 && (claims.IsCrowded(app.Shop.Identity) || claims.Linked(app.Shop.Identity).Count > 1 || await IsMergedAsync(key.Key, cancellationToken)))
                return true;
        }

        return false;
    }

    private async Task<bool> IsMergedAsync(CustomerKey key, CancellationToken cancellationToken) =>
        (await customers.FindAsync(key, cancellationToken))?.Profile.Members is not null;

    /// <summary>Brings rows to where the key lives now.</summary>
    private async Task FetchAsync(CustomerKey key, CancellationToken cancellationToken)
    {
        if (await customers.FindAsync(key, cancellationToken) is not { } row || row.Profile.Customer == key)
            return;
        var old = new RowGuard(customers.Partition(key), CustomerKeys.Profile(key), p => Redirect.Find(p)?.State == RedirectState.Settled);
        var home = new RowGuard(
            customers.Partition(row.Profile.Customer), CustomerKeys.Profile(row.Profile.Customer),
            p => !Redirect.Is(p) && CustomerRow.Read(p).Profile.Keys.Contains(key));
        await new RowMover(tables).MoveAsync(key, old, home, cancellationToken);
    }
}
