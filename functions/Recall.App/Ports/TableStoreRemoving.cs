namespace Recall.App.Ports;

/// <summary>Deleting many rows of an <see cref="ITableStore"/> without knowing what they hold.</summary>
public static class TableStoreRemoving
{
    private static readonly Dictionary<string, object> Nothing = new(StringComparer.Ordinal);

    /// <summary>Deletes those of the rows that are there, whatever they hold by then; returns how many there were. Stopped half-way, it goes on when it is repeated.</summary>
    public static async Task<int> RemoveAsync(
        this ITableStore tables, string table, string partition, IReadOnlyList<string> rowKeys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var removed = 0;
        foreach (var batch in rowKeys.Chunk(TableLimits.BatchActions))
        {
            var deletes = batch.Select(key => new TableAction(TableActionKind.Delete, new(partition, key, Nothing))).ToList();
            if (await TryAsync(tables, table, deletes, cancellationToken))
            {
                removed += deletes.Count;
                continue;
            }

            foreach (var delete in deletes)
                removed += await TryAsync(tables, table, [delete], cancellationToken) ? 1 : 0;
        }

        return removed;
    }

    private static async Task<bool> TryAsync(ITableStore tables, string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await tables.SubmitAsync(table, actions, cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }
}
