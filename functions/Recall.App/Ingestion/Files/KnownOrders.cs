using Recall.App.Ingestion.Connectors.Orders;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// Orders of a file that a platform has brought already. The platform knows who placed them, what became of them and what was given back, and goes on
/// telling; so their purchases and refunds in the file are known, and the rest that the file says goes to the customer who has them.
/// </summary>
internal static class KnownOrders
{
    /// <summary>What of the events is left to be stored, and how many of them are known.</summary>
    public static async Task<(IReadOnlyList<CustomerEvent> Events, int Known)> WithoutAsync(
        OrderBook book, IReadOnlyList<CustomerEvent> events, CancellationToken cancellationToken)
    {
        var customers = new Dictionary<string, bool>(StringComparer.Ordinal);
        var orders = new Dictionary<string, CustomerKey?>(StringComparer.Ordinal);
        var (left, known) = (new List<CustomerEvent>(events.Count), 0);
        foreach (var e in events)
        {
            if (OrderOf(e) is not { } order || await OwnerAsync(SourceOf(e.Customer), order) is not { } owner)
                left.Add(e);
            else if (e is OrderPlaced or OrderRefunded)
                known++;
            else
                left.Add(e.Customer == owner ? e : e with { Customer = owner });
        }

        return (left, known);

        async Task<CustomerKey?> OwnerAsync(string source, string order)
        {
            if (!customers.TryGetValue(source, out var any))
                customers[source] = any = await book.KnowsAsync(source, cancellationToken);
            if (!any)
                return null;
            var key = $"{source}|{order}";
            if (!orders.TryGetValue(key, out var owner))
                orders[key] = owner = (await book.FindAsync(source, order, cancellationToken))?.Customer;
            return owner;
        }
    }

    /// <summary>The order that an event of a file is about: its id is the order's, with what it says of it behind a full stop.</summary>
    private static string? OrderOf(CustomerEvent e) => e switch
    {
        OrderPlaced => e.Id,
        OrderRefunded refund => refund.Order,
        ConsentChanged consent => consent.Order,
        CustomerChanged when e.Id.LastIndexOf(".customer", StringComparison.Ordinal) is > 0 and var cut => e.Id[..cut],
        _ => null,
    };

    private static string SourceOf(CustomerKey customer) => customer.Value[..customer.Value.IndexOf(':', StringComparison.Ordinal)];
}
