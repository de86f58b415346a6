using System.Runtime.CompilerServices;
using Recall.App.Customers.Identity;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Offers;
using Recall.Core.Scoring;
using Recall.Core.Sequences;

namespace Recall.App.Customers;

/// <summary>
/// Reads and writes the rows of customers; the layout is <see cref="CustomerKeys"/>. Rows keep the key they came under: those of a merged key
/// lie in the partition of the customer it was merged into, so that one ETag guards the whole person, and splitting gives them back as they are.
/// </summary>
public sealed class CustomerStore
{
    private readonly ITableStore _tables;

    /// <summary>Over a store.</summary>
    /// <param name="tables">The store.</param>
    /// <param name="zone">The shop's, for folding customers that are merged or split.</param>
    /// <param name="buckets">Partitions of this deployment.</param>
    public CustomerStore(ITableStore tables, TimeZoneInfo zone, int buckets = Bucket.DefaultCount)
    {
        _tables = tables;
        Buckets = buckets;
        Moves = new(tables, this, zone);
    }

    /// <summary>Property of an event's row: its JSON, UTF-8.</summary>
    internal const string EventBody = "event";

    /// <summary>Property of an event id's row: <see cref="CustomerKeys.Time"/> of the event.</summary>
    internal const string EventTime = "at";

    private const string ForgottenWith = "with";

    /// <summary>Partitions of this deployment.</summary>
    public int Buckets { get; }

    /// <summary>Moves the rows of a customer from one key to another.</summary>
    internal CustomerMoves Moves { get; }

    /// <summary>The partition of a customer who is merged into no other: of the key of a <see cref="CustomerRow"/>'s profile.</summary>
    public string Partition(CustomerKey customer) => Bucket.Of(customer, Buckets);

    /// <summary>The partition that holds the rows of a key: that of the customer it is merged into, where it is.</summary>
    public async Task<string> HomeAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var row = await RowAsync(customer, cancellationToken);
        return Partition(row is null || IsPlain(row) ? customer : (await Moves.FollowAsync(customer, cancellationToken))?.Profile.Customer ?? customer);
    }

    /// <summary>The customer of a key, or null: the one it was merged into, where it was. A merge that was cut off is finished first.</summary>
    public async Task<CustomerRow?> FindAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var row = await RowAsync(customer, cancellationToken);
        if (row is null)
            return null;
        return IsPlain(row) ? CustomerRow.Read(row) : await Moves.FollowAsync(customer, cancellationToken);
    }

    /// <summary>When a key was last forgotten, UTC; null where it never was. Where its rows lie plays no part.</summary>
    public async Task<DateTimeOffset?> ForgottenAtAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var row = await _tables.GetAsync(CustomerKeys.Table, Partition(customer), CustomerKeys.Forgotten(customer), cancellationToken);
        return row?.Get<DateTimeOffset>(EventTime);
    }

    /// <summary>The keys that a forgetting which was cut off had still to forget with a key; none where it was finished.</summary>
    public async Task<IReadOnlyList<CustomerKey>> ForgottenWithAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var row = await _tables.GetAsync(CustomerKeys.Table, Partition(customer), CustomerKeys.Forgotten(customer), cancellationToken);
        return row?.Get<string>(ForgottenWith) is { } keys ? [.. keys.Split('\n').Select(CustomerKey.Parse)] : [];
    }

    /// <summary>Notes that a key is forgotten.</summary>
    /// <param name="customer">The key.</param>
    /// <param name="at">Now, UTC.</param>
    /// <param name="with">While it is going on: all keys of the person, so that any of them finds the others once the profile is gone.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task MarkForgottenAsync(CustomerKey customer, DateTimeOffset at, IReadOnlyCollection<CustomerKey> with, CancellationToken cancellationToken)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { [EventTime] = at };
        if (with.Count > 0)
            properties[ForgottenWith] = string.Join('\n', with);
        return SubmitAsync([new(TableActionKind.Upsert, new(Partition(customer), CustomerKeys.Forgotten(customer), properties))], cancellationToken);
    }

    /// <summary>The stored event of that id under a key, wherever its rows lie, or null where the id is new.</summary>
    public async Task<CustomerEvent?> FindEventAsync(CustomerKey customer, string id, CancellationToken cancellationToken) =>
        await FindEventAsync(await HomeAsync(customer, cancellationToken), customer, id, cancellationToken);

    /// <summary>The stored event of that id under a key whose rows lie in this partition, or null where the id is new.</summary>
    public async Task<CustomerEvent?> FindEventAsync(string partition, CustomerKey customer, string id, CancellationToken cancellationToken)
    {
        var known = await _tables.GetAsync(CustomerKeys.Table, partition, CustomerKeys.EventId(customer, id), cancellationToken);
        if (known is null)
            return null;
        var row = await _tables.GetAsync(
            CustomerKeys.Table, partition, CustomerKeys.Event(customer, known.Get<string>(EventTime)!, id), cancellationToken);
        return row is null ? null : StoredJson.Read<CustomerEvent>(row.Get<byte[]>(EventBody));
    }

    /// <summary>The score of a customer who is merged into no other, or null before the first scoring.</summary>
    public async Task<Score?> FindScoreAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var row = await _tables.GetAsync(CustomerKeys.Table, Partition(customer), CustomerKeys.Score(customer), cancellationToken);
        return row is null ? null : StoredJson.Read<Score>(row.Get<byte[]>("score"));
    }

    /// <summary>The events of a key's customer from a time on, oldest first.</summary>
    public async IAsyncEnumerable<CustomerEvent> EventsAsync(
        CustomerKey customer, DateTimeOffset? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var row = await RowAsync(customer, cancellationToken);
        var profile = row is null || (IsPlain(row) && CustomerRow.MergedKeys(row) is null) ? null : (await FindAsync(customer, cancellationToken))?.Profile;
        await foreach (var e in EventsAsync(profile?.Customer ?? customer, profile?.Members is null ? [profile?.Customer ?? customer] : [.. profile.Keys], from, cancellationToken))
            yield return e;
    }

    /// <summary>All stored events under these keys, whose rows lie in the partition of one of them; those of one fact under two keys too, in no order.</summary>
    internal async Task<List<CustomerEvent>> HistoryAsync(CustomerKey home, IEnumerable<CustomerKey> keys, CancellationToken cancellationToken)
    {
        var events = new List<CustomerEvent>();
        foreach (var key in keys)
            events.AddRange(await UnderAsync(home, key, null, cancellationToken).ToListAsync(cancellationToken));
        return events;
    }

    /// <summary>The events under these keys, whose rows lie in the partition of one of them, from a time on, each fact once, oldest first.</summary>
    internal async IAsyncEnumerable<CustomerEvent> EventsAsync(
        CustomerKey home, IReadOnlyList<CustomerKey> keys, DateTimeOffset? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (keys.Count == 1)
        {
            await foreach (var e in UnderAsync(home, keys[0], from, cancellationToken))
                yield return e;
            yield break;
        }

        // From the first on: whether an event is the same fact as one of another key is told from both.
        foreach (var e in MergedEvents.Of(await HistoryAsync(home, keys, cancellationToken)))
        {
            if (from is null || e.At >= from)
                yield return e;
        }
    }

    private async IAsyncEnumerable<CustomerEvent> UnderAsync(
        CustomerKey home, CustomerKey key, DateTimeOffset? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (start, end) = CustomerKeys.InTime('e', key);
        if (from is { } time)
            start += CustomerKeys.Time(time);
        await foreach (var row in _tables.ReadAsync(CustomerKeys.Table, Partition(home), start, end, cancellationToken))
            yield return StoredJson.Read<CustomerEvent>(row.Get<byte[]>(EventBody));
    }

    /// <summary>The events of all keys of a bucket: key by key, each one's oldest first.</summary>
    public IAsyncEnumerable<CustomerEvent> EventsAsync(int bucket, CancellationToken cancellationToken) =>
        RowsAsync('e', bucket, cancellationToken).Select(row => row.Get<byte[]>(EventBody)).Where(body => body is not null)
            .Select(body => StoredJson.Read<CustomerEvent>(body));

    /// <summary>All rows of a kind that came under the key, in row key order.</summary>
    public async IAsyncEnumerable<TableRow> RowsAsync(char kind, CustomerKey customer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, to) = CustomerKeys.Of(kind, customer);
        await foreach (var row in _tables.ReadAsync(CustomerKeys.Table, await HomeAsync(customer, cancellationToken), from, to, cancellationToken))
            yield return row;
    }

    /// <summary>The rows that came under the key and whose keys begin so, in row key order.</summary>
    public async IAsyncEnumerable<TableRow> RowsAsync(CustomerKey customer, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _tables.ReadAsync(CustomerKeys.Table, await HomeAsync(customer, cancellationToken), prefix, prefix + "\uffff", cancellationToken))
            yield return row;
    }

    /// <summary>The codes that an enrolment issued.</summary>
    public IAsyncEnumerable<Coupon> CouponsAsync(EnrolmentId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return RowsAsync(id.Customer, CustomerKeys.Coupon(id, ""), cancellationToken)
            .Select(row => StoredJson.Read<Coupon>(row.Get<string>("coupon")!));
    }

    /// <summary>The codes that a sequence gave a customer, in any pass, under any of their keys.</summary>
    public async IAsyncEnumerable<Coupon> CouponsAsync(string sequence, Profile profile, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(profile);
        foreach (var prefix in profile.Keys.Select(key => $"k|{key}|{sequence}|"))
        {
            await foreach (var row in _tables.ReadAsync(CustomerKeys.Table, Partition(profile.Customer), prefix, prefix + "\uffff", cancellationToken))
                yield return StoredJson.Read<Coupon>(row.Get<string>("coupon")!);
        }
    }

    /// <summary>The rows of a bucket's customers, each person once: keys that are merged into another are not among them.</summary>
    public IAsyncEnumerable<TableRow> CustomersAsync(int bucket, CancellationToken cancellationToken) =>
        RowsAsync('p', bucket, cancellationToken).Where(row => !Redirect.Is(row));

    /// <summary>Of the keys in a bucket that are merged into another, the customer they are merged into.</summary>
    public async Task<IReadOnlyDictionary<CustomerKey, CustomerKey>> MergedAsync(int bucket, CancellationToken cancellationToken)
    {
        var merged = new Dictionary<CustomerKey, CustomerKey>();
        await foreach (var row in CustomersAsync(bucket, cancellationToken))
        {
            foreach (var key in CustomerRow.MergedKeys(row) ?? [])
                merged[key] = CustomerKeys.CustomerOf(row.RowKey);
        }

        return merged;
    }

    /// <summary>All rows of a kind in a bucket, in row key order.</summary>
    public IAsyncEnumerable<TableRow> RowsAsync(char kind, int bucket, CancellationToken cancellationToken)
    {
        var (from, to) = CustomerKeys.All(kind);
        return _tables.ReadAsync(CustomerKeys.Table, Bucket.Name(bucket), from, to, cancellationToken);
    }

    /// <summary>Applies actions to rows of one customer; see <see cref="ITableStore.SubmitAsync"/>.</summary>
    public Task<IReadOnlyList<string?>> SubmitAsync(IReadOnlyList<TableAction> actions, CancellationToken cancellationToken) =>
        _tables.SubmitAsync(CustomerKeys.Table, actions, cancellationToken);

    /// <summary>The row of a key, a profile or a redirect; or null.</summary>
    internal Task<TableRow?> RowAsync(CustomerKey customer, CancellationToken cancellationToken) =>
        _tables.GetAsync(CustomerKeys.Table, Partition(customer), CustomerKeys.Profile(customer), cancellationToken);

    /// <summary>True for a customer who is merged into no other, and no other just now into them.</summary>
    private static bool IsPlain(TableRow row) => !Redirect.Is(row) && !CustomerRow.IsJoined(row);
}
