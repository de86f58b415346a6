using Recall.App.Ports;
using Recall.App.Work;
using Recall.Core.Customers;

namespace Recall.App.Customers.Identity;

/// <summary>
/// Sets right what a crash or a slow writer left: a merge or split that was cut off is finished, links that nobody followed are followed, rows
/// that were written where a key was before are fetched. It begins at what links keys, so customers who share nothing cost nothing; where nothing is wrong
/// nothing is written.
/// </summary>
public sealed class ReconcileCustomers(CustomerStore customers, IdentityStore identities, LinkCustomers links, ITableStore tables, TimeProvider clock)
{
    /// <summary>Whoever did not see a move, and writes where a key was before, has done so long before this.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(2);

    /// <summary>Looks at all that links keys in a range of buckets; returns how many customers were merged or split.</summary>
    public async Task<int> HandleAsync(BucketRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var moved = 0;
        for (var bucket = range.From; bucket < range.To; bucket++)
        {
            await foreach (var keys in identities.LinkedAsync(bucket, cancellationToken))
            {
                moved += await links.SettleAsync(keys, null, cancellationToken);
                foreach (var key in keys)
                    await FetchAsync(key, cancellationToken);
            }
        }

        return moved;
    }

    /// <summary>Brings rows to where the key lives now.</summary>
    private async Task FetchAsync(CustomerKey key, CancellationToken cancellationToken)
    {
        await customers.Moves.FinishAsync(key, cancellationToken);
        if (Redirect.Find(await customers.RowAsync(key, cancellationToken)) is not { } redirect || redirect.Since < clock.GetUtcNow() - Late)
            return;
        var old = new RowGuard(customers.Partition(key), CustomerKeys.Profile(key), p => Redirect.Find(p)?.State == RedirectState.Settled);
        var home = new RowGuard(
            customers.Partition(redirect.To), CustomerKeys.Profile(redirect.To), p => !Redirect.Is(p) && CustomerRow.Read(p).Profile.Keys.Contains(key));
        await new RowMover(tables).MoveAsync(key, old, home, cancellationToken);
    }
}
