using System.Runtime.CompilerServices;

namespace Recall.App.Ports;

/// <summary>Reading beyond one page.</summary>
public static class TableStoreReading
{
    /// <summary>The partition's rows with <c>from &lt;= row key &lt; to</c>, page by page, in row key order.</summary>
    public static async IAsyncEnumerable<TableRow> ReadAsync(
        this ITableStore tables, string table, string partitionKey, string? from, string? to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(table, partitionKey, from, to, TableLimits.PageRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
                yield return row;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
