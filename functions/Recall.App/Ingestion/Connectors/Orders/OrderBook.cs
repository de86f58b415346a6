using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Orders;

/// <summary>Whose an order is.</summary>
/// <param name="Id">The id of its event.</param>
/// <param name="Customer">Who has it in its newest state.</param>
/// <param name="Revision">Of that state.</param>
/// <param name="Others">Who had it in another state, so that it counts no more with them.</param>
public sealed record OrderEntry(string Id, CustomerKey Customer, long Revision, IReadOnlyList<CustomerKey> Others)
{
    /// <summary>The newest state tells every refund that there is: see <see cref="OrderVersion.TellsRefunds"/>.</summary>
    public bool TellsRefunds { get; init; }
}

/// <summary>
/// Which customer an order belongs to, and what waits for it. Events lie with their customers; this is the way from an order to them, and what makes
/// an order count once though a platform, or a file, names its customer in two ways. Table <see cref="Table"/>: <c>o|{customers}|{order}</c>,
/// <c>a|{customers}|{name}</c> for another name of it, <c>y|{customers}|{payment}</c> for what was paid for it, <c>i|{customers}|{order}</c> and
/// <c>j|{customers}|{name}</c> for one that is left out, and <c>w|{customers}|{order}|...</c>, the deliveries that wait for it.
/// </summary>
public sealed partial class OrderBook(ITableStore tables)
{
    /// <summary>The table.</summary>
    public const string Table = "orders";

    private const int Partitions = 64;
    private const string Known = "known";
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Takes a state of an order, whether or not a newer one is known; returns what holds now.</summary>
    public async Task<OrderEntry> ClaimAsync(string customers, OrderVersion order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        await KnowAsync(customers, cancellationToken);
        while (true)
        {
            var row = await tables.GetAsync(Table, Partition(customers, order.Id), Key('o', customers, order.Id), cancellationToken);
            var known = row is null ? null : Read(row);
            var next = Next(known, order);
            if (known is not null && next.Customer == known.Customer && next.Revision == known.Revision && next.Others.Count == known.Others.Count && next.TellsRefunds == known.TellsRefunds)
                return next;

            // The names first: one that leads nowhere yet does no harm, and an order that is known is not looked at again for names that a crash left out.
            foreach (var name in order.Names.Where(n => n != order.Id && KeyRules.IsValidId(n, out _)))
                await TryAsync(TableActionKind.Insert, Row('a', customers, name, new(StringComparer.Ordinal) { ["order"] = order.Id }), cancellationToken);
            if (await TryAsync(row is null ? TableActionKind.Insert : TableActionKind.Replace, Row(customers, next, row?.ETag), cancellationToken))
                return next;
        }
    }

    /// <summary>Keeps which order a payment was for.</summary>
    public Task LinkAsync(PaymentLink link, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        return KeyRules.IsValidId(link.Payment, out _)
            ? TryAsync(TableActionKind.Upsert, Row('y', link.Customers, link.Payment, new(StringComparer.Ordinal) { ["order"] = link.Order }), cancellationToken)
            : Task.CompletedTask;
    }

    /// <summary>The name of the order that a payment was for; null where nobody said.</summary>
    public async Task<string?> PaidAsync(string customers, string payment, CancellationToken cancellationToken) =>
        KeyRules.IsValidId(payment, out _)
            ? (await tables.GetAsync(Table, Partition(customers, payment), Key('y', customers, payment), cancellationToken))?.Get<string>("order")
            : null;

    /// <summary>Why nobody can tell whose something is, where it names a payment and nobody said which order that was for; else null: the order has to come in.</summary>
    public async Task<string?> UnknownAsync(Mapped.OfOrder of, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(of);
        return of.Unknown is { } why && await PaidAsync(of.Customers, of.Order, cancellationToken) is null ? why : null;
    }

    /// <summary>The order of one of its names, or of a payment for it; null where none has come in.</summary>
    public async Task<OrderEntry?> FindPaidAsync(string customers, string order, CancellationToken cancellationToken) =>
        await FindAsync(customers, order, cancellationToken)
        ?? (await PaidAsync(customers, order, cancellationToken) is { } paid ? await FindAsync(customers, paid, cancellationToken) : null);

    /// <summary>The order of one of its names, or null where none has come in.</summary>
    public async Task<OrderEntry?> FindAsync(string customers, string order, CancellationToken cancellationToken)
    {
        if (!KeyRules.IsValidId(order, out _))
            return null;
        if (await OfIdAsync(customers, order, cancellationToken) is { } known)
            return known;
        return await tables.GetAsync(Table, Partition(customers, order), Key('a', customers, order), cancellationToken) is { } name
            ? await OfIdAsync(customers, name.Get<string>("order")!, cancellationToken)
            : null;
    }

    /// <summary>The order whose event has an id, or null where none has come in; another order's other name may be the same.</summary>
    public async Task<OrderEntry?> OfIdAsync(string customers, string id, CancellationToken cancellationToken) =>
        KeyRules.IsValidId(id, out _) && await tables.GetAsync(Table, Partition(customers, id), Key('o', customers, id), cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Whether a platform ever brought orders of these customers, so that files must be held against them.</summary>
    public async Task<bool> KnowsAsync(string customers, CancellationToken cancellationToken) =>
        _known.ContainsKey(customers) || await tables.GetAsync(Table, Known, customers, cancellationToken) is not null;

    /// <summary>Takes an order out of the book.</summary>
    public async Task RemoveAsync(string customers, string order, CancellationToken cancellationToken)
    {
        if (KeyRules.IsValidId(order, out _))
            await TryAsync(TableActionKind.Delete, Row('o', customers, order, []), cancellationToken);
    }

    /// <summary>
    /// The newest state says whose the order is; of two of one revision the greater key. Everybody else who ever had it is kept, in whichever order
    /// the states come in, so that it is taken from them.
    /// </summary>
    private static OrderEntry Next(OrderEntry? known, OrderVersion order)
    {
        if (known is null)
            return new(order.Id, order.Customer, order.Revision, []) { TellsRefunds = order.TellsRefunds };
        var newer = order.Revision > known.Revision
            || (order.Revision == known.Revision && string.CompareOrdinal(order.Customer.Value, known.Customer.Value) > 0);
        var (customer, other) = newer ? (order.Customer, known.Customer) : (known.Customer, order.Customer);
        return new(
            order.Id, customer, Math.Max(order.Revision, known.Revision),
            [.. known.Others.Append(other).Where(c => c != customer).Distinct().OrderBy(c => c.Value, StringComparer.Ordinal)])
        {
            TellsRefunds = newer ? order.TellsRefunds : known.TellsRefunds,
        };
    }

    private async Task KnowAsync(string customers, CancellationToken cancellationToken)
    {
        if (_known.ContainsKey(customers))
            return;
        await TryAsync(TableActionKind.Upsert, new(Known, customers, new Dictionary<string, object>(StringComparer.Ordinal)), cancellationToken);
        _known[customers] = true;
    }

    private async Task<bool> TryAsync(TableActionKind kind, TableRow row, CancellationToken cancellationToken)
    {
        try
        {
            await tables.SubmitAsync(Table, [new(kind, row)], cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    private static OrderEntry Read(TableRow row) => new(
        row.Get<string>("id")!, CustomerKey.Parse(row.Get<string>("customer")!), row.Get<long>("revision"),
        StoredJson.Read<List<CustomerKey>>(row.Get<string>("others")!)) { TellsRefunds = row.Get<bool>("tells") };

    private static TableRow Row(string customers, OrderEntry entry, string? etag) => Row('o', customers, entry.Id, new(StringComparer.Ordinal)
    {
        ["id"] = entry.Id, ["customer"] = entry.Customer.Value, ["revision"] = entry.Revision, ["others"] = StoredJson.Text(entry.Others),
        ["tells"] = entry.TellsRefunds,
    }) with { ETag = etag };

    private static TableRow Row(char kind, string customers, string name, Dictionary<string, object> properties) =>
        new(Partition(customers, name), Key(kind, customers, name), properties);

    private static string Partition(string customers, string order) => Bucket.Name((int)(Bucket.Hash($"{customers}|{order}") % Partitions));

    private static string Key(char kind, string customers, string order) => $"{kind}|{customers}|{order}";
}
