using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Offers;
using Recall.Core.Scoring;
using Recall.Core.Sequences;

namespace Recall.App.Customers;

/// <summary>Reads and writes the rows of customers; the layout is <see cref="CustomerKeys"/>.</summary>
/// <param name="tables">The store.</param>
/// <param name="buckets">Partitions of this deployment.</param>
public sealed class CustomerStore(ITableStore tables, int buckets = Bucket.DefaultCount)
{
    /// <summary>Property of an event's row: its JSON, UTF-8.</summary>
    internal const string EventBody = "event";

    /// <summary>Property of an event id's row: <see cref="CustomerKeys.Time"/> of the event.</summary>
    internal const string EventTime = "at";

    /// <summary>Partitions of this deployment.</summary>
    public int Buckets { get; } = buckets;

    /// <summary>The customer's partition.</summary>
    public string Partition(CustomerKey customer) => Bucket.Of(customer, Buckets);

    /// <summary>The customer, or null.</summary>
    public async Task<CustomerRow?> FindAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(CustomerKeys.Table, Partition(customer), CustomerKeys.Profile(customer), cancellationToken);
        return row is null ? null : CustomerRow.Read(row);
    }

    /// <summary>When the customer was last forgotten, UTC; null where they never were.</summary>
    public async Task<DateTimeOffset?> ForgottenAtAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(CustomerKeys.Table, Partition(customer), CustomerKeys.Forgotten(customer), cancellationToken);
        return row?.Get<DateTimeOffset>(EventTime);
    }

    /// <summary>Notes that the customer is forgotten.</summary>
    public Task MarkForgottenAsync(CustomerKey customer, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { [EventTime] = at };
        return SubmitAsync([new(TableActionKind.Upsert, new(Partition(customer), CustomerKeys.Forgotten(customer), properties))], cancellationToken);
    }

    /// <summary>The stored event of that id, or null where the id is new.</summary>
    public async Task<CustomerEvent?> FindEventAsync(CustomerKey customer, string id, CancellationToken cancellationToken)
    {
        var known = await tables.GetAsync(CustomerKeys.Table, Partition(customer), CustomerKeys.EventId(customer, id), cancellationToken);
        if (known is null)
            return null;
        var row = await tables.GetAsync(
            CustomerKeys.Table, Partition(customer), CustomerKeys.Event(customer, known.Get<string>(EventTime)!, id), cancellationToken);
        return StoredJson.Read<CustomerEvent>(row!.Get<byte[]>(EventBody));
    }

    /// <summary>The customer's score, or null before the first scoring.</summary>
    public async Task<Score?> FindScoreAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(CustomerKeys.Table, Partition(customer), CustomerKeys.Score(customer), cancellationToken);
        return row is null ? null : StoredJson.Read<Score>(row.Get<byte[]>("score"));
    }

    /// <summary>The customer's events from a time on, oldest first.</summary>
    public async IAsyncEnumerable<CustomerEvent> EventsAsync(
        CustomerKey customer, DateTimeOffset? from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (start, end) = CustomerKeys.InTime('e', customer);
        if (from is { } time)
            start += CustomerKeys.Time(time);
        await foreach (var row in tables.ReadAsync(CustomerKeys.Table, Partition(customer), start, end, cancellationToken))
            yield return StoredJson.Read<CustomerEvent>(row.Get<byte[]>(EventBody));
    }

    /// <summary>The events of all customers of a bucket: customer by customer, each one's oldest first.</summary>
    public IAsyncEnumerable<CustomerEvent> EventsAsync(int bucket, CancellationToken cancellationToken) =>
        RowsAsync('e', bucket, cancellationToken).Select(row => row.Get<byte[]>(EventBody)).Where(body => body is not null)
            .Select(body => StoredJson.Read<CustomerEvent>(body));

    /// <summary>All rows of a kind that belong to the customer, in row key order.</summary>
    public IAsyncEnumerable<TableRow> RowsAsync(char kind, CustomerKey customer, CancellationToken cancellationToken)
    {
        var (from, to) = CustomerKeys.Of(kind, customer);
        return tables.ReadAsync(CustomerKeys.Table, Partition(customer), from, to, cancellationToken);
    }

    /// <summary>The customer's rows whose keys begin so, in row key order.</summary>
    public IAsyncEnumerable<TableRow> RowsAsync(CustomerKey customer, string prefix, CancellationToken cancellationToken) =>
        tables.ReadAsync(CustomerKeys.Table, Partition(customer), prefix, prefix + "\uffff", cancellationToken);

    /// <summary>The codes that an enrolment issued.</summary>
    public IAsyncEnumerable<Coupon> CouponsAsync(EnrolmentId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return RowsAsync(id.Customer, CustomerKeys.Coupon(id, ""), cancellationToken)
            .Select(row => StoredJson.Read<Coupon>(row.Get<string>("coupon")!));
    }

    /// <summary>The codes that a sequence gave a customer, in any pass.</summary>
    public IAsyncEnumerable<Coupon> CouponsAsync(string sequence, CustomerKey customer, CancellationToken cancellationToken)
    {
        var prefix = $"k|{customer}|{sequence}|";
        return tables.ReadAsync(CustomerKeys.Table, Partition(customer), prefix, prefix + "\uffff", cancellationToken)
            .Select(row => StoredJson.Read<Coupon>(row.Get<string>("coupon")!));
    }

    /// <summary>All rows of a kind in a bucket, in row key order.</summary>
    public IAsyncEnumerable<TableRow> RowsAsync(char kind, int bucket, CancellationToken cancellationToken)
    {
        var (from, to) = CustomerKeys.All(kind);
        return tables.ReadAsync(CustomerKeys.Table, Bucket.Name(bucket), from, to, cancellationToken);
    }

    /// <summary>Applies actions to rows of one customer; see <see cref="ITableStore.SubmitAsync"/>.</summary>
    public Task<IReadOnlyList<string?>> SubmitAsync(IReadOnlyList<TableAction> actions, CancellationToken cancellationToken) =>
        tables.SubmitAsync(CustomerKeys.Table, actions, cancellationToken);
}
