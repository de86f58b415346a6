using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// Finds orders whose rows do not stand together. Remembers a bounded number of orders; of those it forgot the store says that their id stands for another fact. An order that
/// stands twice in a file with the same rows is one.
/// </summary>
internal sealed class SeenOrders
{
    private const int Most = 1_000_000;
    private readonly Dictionary<ulong, (ulong Content, long Row)> _seen = [];

    /// <summary>The row in which the order stood before with other lines; null where it did not.</summary>
    public long? Apart(CustomerEvent order, long row)
    {
        var (key, content) = (Bucket.Hash($"{order.Customer.Value}|{order.Id}"), Bucket.Hash(StoredJson.Text(order)));
        if (_seen.TryGetValue(key, out var before))
            return before.Content == content ? null : before.Row;
        if (_seen.Count >= Most)
            _seen.Clear();
        _seen[key] = (content, row);
        return null;
    }
}
