using System.Text;
using Recall.App.Tests.Ports;
using Recall.Core.Customers;

namespace Recall.App.Tests.Shops;

/// <summary>What a store still says of a customer.</summary>
internal static class Traces
{
    /// <summary>The rows of all tables that name a customer, but for the mark that they were forgotten; as <c>table row-key</c>.</summary>
    public static IReadOnlyList<string> Of(MemoryTableStore store, CustomerKey customer) =>
    [
        .. StoredTables.All.SelectMany(table => store.Rows(table)
            .Where(row => row.RowKey != $"f|{customer}" && (Names(row.RowKey, customer) || row.Properties.Values.Any(v => Names(Text(v), customer))))
            .Select(row => $"{table} {row.RowKey}")),
    ];

    private static bool Names(string text, CustomerKey customer) => text.Contains(customer.Value, StringComparison.Ordinal);

    private static string Text(object value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value.ToString()!;
}
