using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>
/// Deliveries as they came in. Table <see cref="Table"/>, <see cref="DeliveryRef.Partitions"/> partitions per source. Beside a delivery's rows lies
/// <c>p|{time}|{key}</c> while it is not mapped, so that what a crash left can be found, and <c>c|{time}|{key}</c> from then on, so that what is old
/// can: both change in one batch with the delivery.
/// </summary>
public sealed class DeliveryStore(ITableStore tables)
{
    /// <summary>The table.</summary>
    public const string Table = "deliveries";

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
        if (await tables.GetAsync(Table, delivery.Partition, DeliveryRow.Key(delivery), cancellationToken) is not { } first)
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
        return await tables.GetAsync(Table, delivery.Partition, DeliveryRow.Key(delivery), cancellationToken) is { } row && DeliveryRow.StateOf(row) == DeliveryState.New;
    }

    /// <summary>Writes what has become of a delivery, with whose it was; doing it again changes nothing.</summary>
    public async Task FinishAsync(
        StoredDelivery delivery, DeliveryState state, string? why, IEnumerable<CustomerKey> customers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["state"] = state.ToString() };
        if (why is not null)
            properties["why"] = Shown.Cut(why, 4000);
        if (Shown.Cut(string.Join(Comma, customers.Select(c => c.Value).Distinct(StringComparer.Ordinal)), 30_000) is { Length: > 0 } who)
            properties["customers"] = who;
        var change = new TableAction(TableActionKind.Merge, new(delivery.Ref.Partition, DeliveryRow.Key(delivery.Ref), properties));
        var (pending, done) = (Marker('p', delivery.Ref, delivery.At), Marker('c', delivery.Ref, delivery.At));
        if (!await TryAsync([change, new(TableActionKind.Delete, pending), new(TableActionKind.Upsert, done)], cancellationToken))
            await TryAsync([change], cancellationToken);
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
            var first = await tables.GetAsync(Table, delivery.Partition, DeliveryRow.Key(delivery), cancellationToken);
            if (first is not null && DeliveryRow.StateOf(first) == DeliveryState.Dead)
                continue;
            await RemoveAsync(delivery, first, before, cancellationToken);
            count++;
        }

        return count;
    }

    /// <summary>Takes the bodies out of the deliveries of a source that told of one of the customers; their ids stay, so that they count once.</summary>
    public async Task ForgetAsync(string source, IReadOnlySet<string> customers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customers);
        foreach (var partition in DeliveryRef.PartitionsOf(source))
        {
            await foreach (var row in tables.ReadAsync(Table, partition, "d|", "d}", cancellationToken))
            {
                if (row.Get<string>("customers") is { } who && who.Split(Comma).Any(customers.Contains))
                    await ForgetAsync(new(partition, row.RowKey[2..]), row, cancellationToken);
            }
        }
    }

    /// <summary>Deliveries of a source of which nobody wrote down whom they are about: those that are not read yet, and those that nothing came of.</summary>
    public async IAsyncEnumerable<StoredDelivery> OfNobodyAsync(
        string source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var partition in DeliveryRef.PartitionsOf(source))
        {
            await foreach (var row in tables.ReadAsync(Table, partition, "d|", "d}", cancellationToken))
            {
                // The rows behind the first have no state.
                if (row.Properties.ContainsKey("state") && DeliveryRow.StateOf(row) is not (DeliveryState.Done or DeliveryState.Forgotten)
                    && await FindAsync(new(partition, row.RowKey[2..]), cancellationToken) is { } delivery)
                    yield return delivery;
            }
        }
    }

    /// <summary>Takes the body out of a delivery; its id stays, so that it counts once.</summary>
    public async Task ForgetAsync(DeliveryRef delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (await tables.GetAsync(Table, delivery.Partition, DeliveryRow.Key(delivery), cancellationToken) is { } row)
            await ForgetAsync(delivery, row, cancellationToken);
    }

    private async Task ForgetAsync(DeliveryRef delivery, TableRow row, CancellationToken cancellationToken)
    {
        var stub = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["source"] = row.Get<string>("source")!, ["id"] = row.Get<string>("id")!, ["topic"] = row.Get<string>("topic")!, ["headers"] = "{}",
            ["at"] = row.Get<DateTimeOffset>("at"), ["state"] = nameof(DeliveryState.Forgotten), ["rows"] = 1,
        };
        List<TableAction> stubbing =
        [
            new(TableActionKind.Replace, new(delivery.Partition, row.RowKey, stub)),
            .. Enumerable.Range(1, Math.Max(0, row.Get<int>("rows") - 1)).Select(r => Delete(delivery.Partition, DeliveryRow.Key(delivery, r))),
        ];
        var at = row.Get<DateTimeOffset>("at");
        if (DeliveryRow.StateOf(row) != DeliveryState.New
            || !await TryAsync([.. stubbing, Delete(delivery.Partition, Marker('p', delivery, at).RowKey), new(TableActionKind.Upsert, Marker('c', delivery, at))], cancellationToken))
            await TryAsync(stubbing, cancellationToken);
    }

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
