using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Orders;

/// <content>What follows an order: it waits for it, or is left out with it.</content>
public sealed partial class OrderBook
{
    /// <summary>Has a delivery wait for an order.</summary>
    public Task WaitAsync(string customers, string order, DeliveryRef delivery, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var row = new TableRow(Partition(customers, order), Waiting(customers, order) + delivery.Key, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["delivery"] = StoredJson.Text(delivery), ["at"] = at,
        });
        return TryAsync(TableActionKind.Upsert, row, cancellationToken);
    }

    /// <summary>The deliveries that wait for an order.</summary>
    public async Task<IReadOnlyList<(TableRow Row, DeliveryRef Delivery)>> WaitingAsync(string customers, string order, CancellationToken cancellationToken)
    {
        if (!KeyRules.IsValidId(order, out _))
            return [];
        var from = Waiting(customers, order);
        return await tables.ReadAsync(Table, Partition(customers, order), from, from[..^1] + "}", cancellationToken)
            .Select(row => (row, StoredJson.Read<DeliveryRef>(row.Get<string>("delivery")!))).ToListAsync(cancellationToken);
    }

    /// <summary>Deliveries that have waited since before a time.</summary>
    public async IAsyncEnumerable<(TableRow Row, DeliveryRef Delivery)> WaitingSinceAsync(
        DateTimeOffset before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var part = 0; part < Partitions; part++)
        {
            await foreach (var row in tables.ReadAsync(Table, Bucket.Name(part), "w|", "w}", cancellationToken))
            {
                if (row.Get<DateTimeOffset>("at") < before)
                    yield return (row, StoredJson.Read<DeliveryRef>(row.Get<string>("delivery")!));
            }
        }
    }

    /// <summary>Ends a wait; nothing happens where it is over, or began anew after it was read.</summary>
    public Task EndWaitAsync(TableRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return TryAsync(TableActionKind.Delete, row, cancellationToken);
    }

    /// <summary>Notes under one of its names that an order says nothing that is kept, like one of nobody, so that nothing waits for it. A state of it that is kept goes before.</summary>
    /// <param name="customers">Stands before the customer ids of the source.</param>
    /// <param name="name">One of its names.</param>
    /// <param name="isId">The name is its id, and no other one, which may be another order's id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task LeaveOutAsync(string customers, string name, bool isId, CancellationToken cancellationToken) => KeyRules.IsValidId(name, out _)
        ? TryAsync(TableActionKind.Insert, Row(isId ? 'i' : 'j', customers, name, []), cancellationToken)
        : Task.CompletedTask;

    /// <summary>Whether the order that something is of was left out, or the one that the payment was for.</summary>
    public async Task<bool> IsLeftOutAsync(Mapped.OfOrder of, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(of);
        return await IsOutAsync('i', of.Customers, of.Order, cancellationToken)
            || (!of.ById && (await IsOutAsync('j', of.Customers, of.Order, cancellationToken)
                || (await PaidAsync(of.Customers, of.Order, cancellationToken) is { } paid
                    && (await IsOutAsync('i', of.Customers, paid, cancellationToken) || await IsOutAsync('j', of.Customers, paid, cancellationToken)))));
    }

    private async Task<bool> IsOutAsync(char kind, string customers, string name, CancellationToken cancellationToken) =>
        KeyRules.IsValidId(name, out _) && await tables.GetAsync(Table, Partition(customers, name), Key(kind, customers, name), cancellationToken) is not null;

    private static string Waiting(string customers, string order) => Key('w', customers, order) + "|";
}
