using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>
/// Deliveries as they came in. Table <see cref="Table"/>, <see cref="DeliveryRef.Partitions"/> partitions per source. Beside a delivery's rows lies
/// <c>p|{time}|{key}</c> while it is not mapped, so that what a crash left can be found, and <c>c|{time}|{key}</c> from then on, so that what is old
/// can: both change in one batch with the delivery.
/// </summary>
public sealed partial class DeliveryStore(ITableStore tables)
{
    /// <summary>The table.</summary>
    public const string Table = "deliveries";

    /// <summary>Characters of customers that are written down; of more, its body alone says whom a delivery is about.</summary>
    private const int MostCustomers = 30_000;

    /// <summary>Between customers; stands in no key.</summary>
    private const char Comma = '|';

    /// <summary>Keeps a delivery. False where it is there already: its id is taken, whatever it says.</summary>
    public async Task<bool> AddAsync(Posted posted, string? note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(posted);
        var delivery = DeliveryRef.Of(posted.Source.Name, posted.Id);
        var actions = DeliveryRow.Write(delivery, posted, note).Select(row => new TableAction(TableActionKind.Insert, row)).ToList();
        actions.Add(new(TableActionKind.Insert, Marker('p', delivery, posted.At)));
        return await TryAsync(actions, cancellationToken);
    }

    /// <summary>The delivery, or null where it was never there or is cleaned up.</summary>
    public async Task<StoredDelivery?> FindAsync(DeliveryRef delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (await FirstAsync(delivery, cancellationToken) is not { } first)
            return null;
        var rows = new List<TableRow> { first };
        for (var row = 1; row < first.Get<int>("rows"); row++)
            rows.Add((await tables.GetAsync(Table, delivery.Partition, DeliveryRow.Key(delivery, row), cancellationToken))!);
        return DeliveryRow.Read(delivery, rows);
    }

    /// <summary>Whether it still has to be mapped: false where it is not there.</summary>
    public async Task<bool> IsNewAsync(DeliveryRef delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return await FirstAsync(delivery, cancellationToken) is { } row && DeliveryRow.StateOf(row) == DeliveryState.New;
    }

    /// <summary>Writes what has become of a delivery, with whose it was; doing it again changes nothing.</summary>
    public async Task FinishAsync(
        StoredDelivery delivery, DeliveryState state, string? why, IEnumerable<CustomerKey> customers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["state"] = state.ToString(), ["why"] = Shown.Cut(why ?? "", 4000) };
        if (string.Join(Comma, customers.Select(c => c.Value).Distinct(StringComparer.Ordinal)) is { Length: > 0 and <= MostCustomers } who)
            properties["customers"] = who;
        var change = new TableAction(TableActionKind.Merge, new(delivery.Ref.Partition, DeliveryRow.Key(delivery.Ref), properties));
        var (pending, done) = (Marker('p', delivery.Ref, delivery.At), Marker('c', delivery.Ref, delivery.At));
        if (!await TryAsync([change, new(TableActionKind.Delete, pending), new(TableActionKind.Upsert, done)], cancellationToken))
            await TryAsync([change], cancellationToken);
    }

    /// <summary>Writes that a delivery waits for its order; nothing where somebody else read it meanwhile, to whom its order had come.</summary>
    public async Task WaitAsync(StoredDelivery delivery, string why, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var changes = new Dictionary<string, object>(StringComparer.Ordinal) { ["state"] = nameof(DeliveryState.Waiting), ["why"] = why };
        while (await FirstAsync(delivery.Ref, cancellationToken) is { } row && DeliveryRow.StateOf(row) is DeliveryState.New or DeliveryState.Waiting)
        {
            var change = new TableAction(TableActionKind.Merge, new(delivery.Ref.Partition, row.RowKey, changes) { ETag = row.ETag });
            var (pending, done) = (Marker('p', delivery.Ref, delivery.At), Marker('c', delivery.Ref, delivery.At));
            if (await TryAsync(DeliveryRow.StateOf(row) == DeliveryState.New ? [change, new(TableActionKind.Delete, pending), new(TableActionKind.Upsert, done)] : [change], cancellationToken))
                return;
        }
    }

    /// <summary>Counts one more vain attempt to fetch a delivery's order.</summary>
    public Task CountTryAsync(StoredDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return TryAsync(
            [
                new(TableActionKind.Merge, new(delivery.Ref.Partition, DeliveryRow.Key(delivery.Ref), new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["tries"] = delivery.Tries + 1,
                })),
            ],
            cancellationToken);
    }

    /// <summary>Deliveries of a source that came before a time and are not mapped.</summary>
    public IAsyncEnumerable<DeliveryRef> UnfinishedAsync(string source, DateTimeOffset before, CancellationToken cancellationToken) =>
        MarkedAsync('p', source, before, cancellationToken);

    /// <summary>
    /// Removes the deliveries of a source that were mapped and came before a time; returns how many. Those that are dead letters stay, for of a long one
    /// the letter holds only the beginning: they are read again, or forgotten, and go then.
    /// </summary>
    public async Task<int> CleanAsync(string source, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var delivery in MarkedAsync('c', source, before, cancellationToken))
        {
            var first = await FirstAsync(delivery, cancellationToken);
            if (first is not null && DeliveryRow.StateOf(first) == DeliveryState.Dead)
                continue;
            await RemoveAsync(delivery, first, before, cancellationToken);
            count++;
        }

        return count;
    }

    private Task<TableRow?> FirstAsync(DeliveryRef delivery, CancellationToken cancellationToken) =>
        tables.GetAsync(Table, delivery.Partition, DeliveryRow.Key(delivery), cancellationToken);

    private async Task RemoveAsync(DeliveryRef delivery, TableRow? first, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var rows = first?.Get<int>("rows") ?? 0;
        var at = first?.Get<DateTimeOffset>("at") ?? before;
        await TryAsync(
            [
                Delete(delivery.Partition, Marker('c', delivery, at).RowKey),
                .. Enumerable.Range(0, rows).Select(r => Delete(delivery.Partition, DeliveryRow.Key(delivery, r))),
            ],
            cancellationToken);
    }

    private async IAsyncEnumerable<DeliveryRef> MarkedAsync(
        char kind, string source, DateTimeOffset before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var partition in DeliveryRef.PartitionsOf(source))
        {
            await foreach (var row in tables.ReadAsync(Table, partition, $"{kind}|", $"{kind}|{CustomerKeys.Time(before)}", cancellationToken))
                yield return new(partition, row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..]);
        }
    }

    private async Task<bool> TryAsync(IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await tables.SubmitAsync(Table, actions, cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    private static TableAction Delete(string partition, string rowKey) =>
        new(TableActionKind.Delete, new(partition, rowKey, new Dictionary<string, object>(StringComparer.Ordinal)));

    private static TableRow Marker(char kind, DeliveryRef delivery, DateTimeOffset at) =>
        new(delivery.Partition, $"{kind}|{CustomerKeys.Time(at)}|{delivery.Key}", new Dictionary<string, object>(StringComparer.Ordinal));
}
