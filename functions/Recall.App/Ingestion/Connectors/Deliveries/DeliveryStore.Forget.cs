using Recall.App.Ports;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <content>Takes out of deliveries what may not be kept any more.</content>
public sealed partial class DeliveryStore
{
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

    /// <summary>Deliveries of a source of which nobody wrote down whom they are about: those that are not read yet, those that nothing came of, and lists about very many.</summary>
    public async IAsyncEnumerable<StoredDelivery> OfNobodyAsync(
        string source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var partition in DeliveryRef.PartitionsOf(source))
        {
            await foreach (var row in tables.ReadAsync(Table, partition, "d|", "d}", cancellationToken))
            {
                // The rows behind the first have no state.
                if (row.Properties.ContainsKey("state") && DeliveryRow.StateOf(row) is not DeliveryState.Forgotten && !row.Properties.ContainsKey("customers")
                    && await FindAsync(new(partition, row.RowKey[2..]), cancellationToken) is { } delivery)
                    yield return delivery;
            }
        }
    }

    /// <summary>Puts another body in the place of that of a delivery which is not read yet; nothing happens where it is by now, or is gone.</summary>
    /// <param name="posted">The call with its new body, which is shorter.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CutAsync(Posted posted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(posted);
        var delivery = DeliveryRef.Of(posted.Source.Name, posted.Id);
        while (await FirstAsync(delivery, cancellationToken) is { } first && DeliveryRow.StateOf(first) == DeliveryState.New)
        {
            var rows = DeliveryRow.Write(delivery, posted, first.Get<string>("note")).ToList();
            rows[0] = rows[0] with { ETag = first.ETag };
            if (await TryAsync(
                [
                    .. rows.Select(row => new TableAction(TableActionKind.Replace, row)),
                    .. Enumerable.Range(rows.Count, first.Get<int>("rows") - rows.Count).Select(r => Delete(delivery.Partition, DeliveryRow.Key(delivery, r))),
                ],
                cancellationToken))
                return;
        }
    }

    /// <summary>Takes the body out of a delivery; its id stays, so that it counts once.</summary>
    public async Task ForgetAsync(DeliveryRef delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (await FirstAsync(delivery, cancellationToken) is { } row)
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
}
