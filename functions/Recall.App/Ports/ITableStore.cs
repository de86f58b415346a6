namespace Recall.App.Ports;

/// <summary>
/// Rows in tables, with the semantics and limits of Azure Table Storage: what passes on one implementation passes on all
/// (one contract suite runs against each). Rows of one partition are ordered by row key, ordinal, by UTF-16 code unit.
/// Limits: <see cref="TableLimits"/>. Source: learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.
/// </summary>
public interface ITableStore
{
    /// <summary>The row, or null where there is none.</summary>
    Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default);

    /// <summary>
    /// One page of the partition's rows with <c>from &lt;= row key &lt; to</c> (null: unbounded), in row key order, at most
    /// <paramref name="take"/> (1..1000). Pass the page's continuation back to go on.
    /// </summary>
    Task<TablePage> QueryAsync(
        string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Applies all actions or none; they name rows of one partition, each row at most once, at most 100 actions and 4 MiB.
    /// Returns the new ETags in the order of the actions (null for a delete). When this returns, the change is durable.
    /// </summary>
    /// <exception cref="TableConflictException">A row was there (insert), was not (replace, merge, delete) or had another ETag.</exception>
    /// <exception cref="TableLimitException">A key, row, property or batch is over a limit of Table Storage.</exception>
    Task<IReadOnlyList<string?>> SubmitAsync(string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken = default);
}
