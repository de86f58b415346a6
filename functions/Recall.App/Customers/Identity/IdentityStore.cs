using System.Runtime.CompilerServices;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Customers.Identity;

namespace Recall.App.Customers.Identity;

/// <summary>What links a key: <c>k|{customer}</c>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Addresses">Addresses that were said of it, by their <see cref="ContactKey"/>.</param>
/// <param name="Same">Keys that somebody said are the same person.</param>
/// <param name="Apart">Keys that somebody took apart from it: events that say they are the same say nothing new.</param>
public sealed record KeyLinks(CustomerKey Key, IReadOnlyList<string> Addresses, IReadOnlyList<CustomerKey> Same, IReadOnlyList<CustomerKey> Apart)
{
    /// <summary>As if it had never been linked with a key; null where nothing is left.</summary>
    public KeyLinks? WithoutTrace(CustomerKey key)
    {
        var left = this with { Same = [.. Same.Where(k => k != key)], Apart = [.. Apart.Where(k => k != key)] };
        return left.Addresses.Count + left.Same.Count + left.Apart.Count == 0 ? null : left;
    }
}

/// <summary>
/// Table <c>identities</c>: what links customers, apart from the customers themselves. Row <c>a|{address}</c> has who claims an address, row
/// <c>k|{customer}</c> what a key claims, each in the partition of its own bucket. They only grow, but for splits by hand and for who
/// is forgotten, and the customers are made to follow them; so whatever is cut off is told from here.
/// </summary>
public sealed class IdentityStore(ITableStore tables, CustomerStore customers)
{
    /// <summary>The table.</summary>
    public const string Table = "identities";

    private const string Property = "links";

    /// <summary>What links a key; nothing where it is unknown.</summary>
    public async Task<KeyLinks> FindAsync(CustomerKey key, CancellationToken cancellationToken) =>
        (await ReadAsync(Partition(key.Value), $"k|{key}", new KeyLinks(key, [], [], []), cancellationToken)).Value;

    /// <summary>Who claims an address; nobody where it is unknown.</summary>
    public async Task<AddressClaims> FindAsync(string address, CancellationToken cancellationToken) =>
        (await ReadAsync(Partition(address), $"a|{address}", new AddressClaims(address, null, []), cancellationToken)).Value;

    /// <summary>Changes what links a key; where that is no change nothing is written, and null is nothing any more.</summary>
    public Task ChangeAsync(CustomerKey key, Func<KeyLinks, KeyLinks?> change, CancellationToken cancellationToken) =>
        ChangeAsync(Partition(key.Value), $"k|{key}", new(key, [], [], []), change, cancellationToken);

    /// <summary>Changes who claims an address; where that is no change nothing is written, and null is nobody any more.</summary>
    public Task ChangeAsync(string address, Func<AddressClaims, AddressClaims?> change, CancellationToken cancellationToken) =>
        ChangeAsync(Partition(address), $"a|{address}", new(address, null, []), change, cancellationToken);

    /// <summary>Of each row of a bucket that says something of several keys, those: who has one address, and who was said to be the same person, or not to be.</summary>
    public async IAsyncEnumerable<IReadOnlyList<CustomerKey>> LinkedAsync(int bucket, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in tables.ReadAsync(Table, Bucket.Name(bucket), "a|", "a}", cancellationToken))
        {
            if (StoredJson.Read<AddressClaims>(row.Get<byte[]>(Property)).Claims is { Count: > 1 } claims)
                yield return [.. claims.Select(c => c.Customer)];
        }

        await foreach (var row in tables.ReadAsync(Table, Bucket.Name(bucket), "k|", "k}", cancellationToken))
        {
            var links = StoredJson.Read<KeyLinks>(row.Get<byte[]>(Property));
            if (links.Same.Count + links.Apart.Count > 0)
                yield return [links.Key, .. links.Same, .. links.Apart];
        }
    }

    private async Task ChangeAsync<T>(string partition, string rowKey, T none, Func<T, T?> change, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var (value, etag) = await ReadAsync(partition, rowKey, none, cancellationToken);
            var next = change(value);
            if (ReferenceEquals(next, value) || (next is null && etag is null))
                return;
            var row = new TableRow(partition, rowKey, new Dictionary<string, object>(StringComparer.Ordinal), etag);
            if (next is not null)
                row = row with { Properties = new Dictionary<string, object>(StringComparer.Ordinal) { [Property] = StoredJson.Bytes(next) } };
            try
            {
                await tables.SubmitAsync(
                    Table, [new(next is null ? TableActionKind.Delete : etag is null ? TableActionKind.Insert : TableActionKind.Replace, row)], cancellationToken);
                return;
            }
            catch (TableConflictException)
            {
                // Somebody else has changed it: read again.
            }
        }
    }

    private async Task<(T Value, string? ETag)> ReadAsync<T>(string partition, string rowKey, T none, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(Table, partition, rowKey, cancellationToken);
        return row is null ? (none, null) : (StoredJson.Read<T>(row.Get<byte[]>(Property)), row.ETag);
    }

    private string Partition(string key) => Bucket.Name((int)(Bucket.Hash(key) % (ulong)customers.Buckets));
}
