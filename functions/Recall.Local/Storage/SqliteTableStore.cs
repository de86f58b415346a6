using System.Text;
using Recall.App.Ports;

namespace Recall.Local.Storage;

/// <summary><see cref="ITableStore"/> in the data folder's database. Tables need not be made first.</summary>
public sealed class SqliteTableStore(RecallDatabase database) : ITableStore
{
    /// <inheritdoc/>
    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TableRules.CheckTable(table);
        TableRules.CheckKeys(partitionKey, rowKey);
        return Task.FromResult(database.Read(session => RowReader.Get(session, table, partitionKey, rowKey)));
    }

    /// <inheritdoc/>
    public Task<TablePage> QueryAsync(
        string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TableRules.CheckTable(table);
        TableRules.CheckKey("Partition key", partitionKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, TableLimits.PageRows);
        var first = continuation is null ? from ?? "" : LastOf(continuation);
        // One row more than asked for tells whether there is another page.
        var rows = database.Read(session => RowReader.Range(session, table, partitionKey, first, continuation is not null, to, take + 1));
        if (rows.Count <= take)
            return Task.FromResult(new TablePage(rows, null));
        rows.RemoveAt(take);
        return Task.FromResult(new TablePage(rows, ContinuationAfter(rows[^1].RowKey)));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string?>> SubmitAsync(
        string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var batch = new RowBatch(table, actions);
        return await database.WriteCheckedAsync(batch.Apply, cancellationToken);
    }

    private static string ContinuationAfter(string rowKey) => Convert.ToBase64String(Encoding.UTF8.GetBytes(rowKey));

    private static string LastOf(string continuation)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(continuation));
        }
        catch (FormatException e)
        {
            throw new ArgumentException("The continuation is not one that a page carried.", nameof(continuation), e);
        }
    }
}
