using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Delivery;

/// <summary>The history of an address as it was read.</summary>
/// <param name="Key">Its <see cref="ContactKey"/>: no address stands in it.</param>
/// <param name="History">What is known of it.</param>
/// <param name="ETag">Of the row when it was read; null where there is none.</param>
public sealed record AddressRow(string Key, AddressHistory History, string? ETag);

/// <summary>
/// Table <c>addresses</c>, a row per address that somebody said a word about or that was written to; partition is the bucket of its key. It
/// lies in another partition than its customers, so no batch holds both. What closes an address is written before the customer's own batch
/// and what opens it after: whoever is killed in between leaves it closed, and repeating the call, which a sender does, mends it.
/// </summary>
public sealed class AddressStore(ITableStore tables, CustomerStore customers)
{
    internal const string Table = "addresses";
    private const string Property = "history";

    /// <summary>The histories of a customer's addresses that others may share, by channel; of an address nothing is known of, an empty one.</summary>
    public async Task<IReadOnlyDictionary<string, AddressRow>> FindAsync(Profile profile, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, AddressRow>(StringComparer.Ordinal);
        foreach (var channel in Channels.Names)
        {
            if (Channels.AddressKey(profile, channel) is { } key)
                rows[channel] = await FindAsync(key, cancellationToken);
        }

        return rows;
    }

    /// <summary>The history of an address by its key; of one nothing is known of, an empty one.</summary>
    public async Task<AddressRow> FindAsync(string key, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(Table, Partition(key), key, cancellationToken);
        return row is null ? new(key, AddressHistory.None, null) : new(key, StoredJson.Read<AddressHistory>(row.Get<byte[]>(Property)), row.ETag);
    }

    /// <summary>Adds what events say, by channel of the customer; a row that knows it is not written.</summary>
    public async Task AddAsync(Profile profile, IReadOnlyDictionary<string, AddressHistory> news, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(news);
        foreach (var (channel, history) in news)
            await AddAsync(Channels.AddressKey(profile, channel)!, history, cancellationToken);
    }

    /// <summary>Adds what is said of an address, whoever has it; a row that knows it is not written.</summary>
    public Task AddAsync(string key, AddressHistory news, CancellationToken cancellationToken) =>
        ChangeAsync(key, known => known.With(news), cancellationToken);

    /// <summary>Puts a message on the list, if the address is as it was read; false where it is not and the gate must decide again.</summary>
    public Task<bool> ReserveAsync(AddressRow row, Touch touch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return WriteAsync(row, row.History.With(touch, touch.At - Engagement.Remembered), cancellationToken);
    }

    /// <summary>Takes a message off the list that reaches nobody.</summary>
    public Task ReleaseAsync(string key, string effect, CancellationToken cancellationToken) =>
        ChangeAsync(key, known => known.Without(effect), cancellationToken);

    /// <summary>Takes the messages to customers off the list; what was said of the address stays.</summary>
    public Task ForgetAsync(string key, IReadOnlySet<CustomerKey> forgotten, CancellationToken cancellationToken) =>
        ChangeAsync(key, known => known.Without(forgotten), cancellationToken);

    private async Task ChangeAsync(string key, Func<AddressHistory, AddressHistory> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await FindAsync(key, cancellationToken);
            var next = change(row.History);
            if (next == row.History || await WriteAsync(row, next, cancellationToken))
                return;
        }
    }

    private async Task<bool> WriteAsync(AddressRow row, AddressHistory history, CancellationToken cancellationToken)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { [Property] = StoredJson.Bytes(history) };
        try
        {
            await tables.SubmitAsync(
                Table,
                [new(row.ETag is null ? TableActionKind.Insert : TableActionKind.Replace, new(Partition(row.Key), row.Key, properties, row.ETag))],
                cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    private string Partition(string key) => Bucket.Name((int)(Bucket.Hash(key) % (ulong)customers.Buckets));
}
