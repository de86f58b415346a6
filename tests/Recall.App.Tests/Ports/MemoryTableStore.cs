using System.Collections.Immutable;
using System.Globalization;
using Recall.App.Ports;

namespace Recall.App.Tests.Ports;

/// <summary>
/// A table store that forgets: the fast double for tests of use cases. Ordinal order, ETags, all-or-nothing batches and the limits are
/// those of the contract; only durability is not.
/// </summary>
public sealed class MemoryTableStore : ITableStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Table, string Partition), ImmutableSortedDictionary<string, TableRow>> _partitions = [];
    private long _version;

    /// <summary>Batches applied.</summary>
    public int Batches { get; private set; }

    /// <summary>Called before each batch; may throw to play a crash.</summary>
    public Action<string, IReadOnlyList<TableAction>>? BeforeSubmit { get; set; }

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TableRules.CheckTable(table);
        TableRules.CheckKeys(partitionKey, rowKey);
        return Task.FromResult(Partition(table, partitionKey).GetValueOrDefault(rowKey));
    }

    public Task<TablePage> QueryAsync(
        string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null,
        CancellationToken cancellationToken = default)
    {
        TableRules.CheckTable(table);
        TableRules.CheckKey("Partition key", partitionKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, TableLimits.PageRows);
        var rows = Partition(table, partitionKey).Values
            .Where(r => (from is null || string.CompareOrdinal(r.RowKey, from) >= 0)
                && (to is null || string.CompareOrdinal(r.RowKey, to) < 0)
                && (continuation is null || string.CompareOrdinal(r.RowKey, continuation) > 0))
            .Take(take + 1).ToList();
        return Task.FromResult(rows.Count > take ? new TablePage(rows[..take], rows[take - 1].RowKey) : new TablePage(rows, null));
    }

    public Task<IReadOnlyList<string?>> SubmitAsync(string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeforeSubmit?.Invoke(table, actions);
        TableRules.CheckBatch(table, actions);
        if (actions.Count == 0)
            return Task.FromResult<IReadOnlyList<string?>>([]);
        lock (_lock)
        {
            var key = (table, actions[0].Row.PartitionKey);
            var rows = _partitions.GetValueOrDefault(key) ?? Empty;
            var tags = new string?[actions.Count];
            for (var i = 0; i < actions.Count; i++)
                rows = Apply(table, rows, actions[i], i, out tags[i]);
            _partitions[key] = rows;
            Batches++;
            return Task.FromResult<IReadOnlyList<string?>>(tags);
        }
    }

    /// <summary>All rows of a table, by partition and row key.</summary>
    public IReadOnlyList<TableRow> Rows(string table)
    {
        lock (_lock)
            return [.. _partitions.Where(p => p.Key.Table == table).OrderBy(p => p.Key.Partition, StringComparer.Ordinal).SelectMany(p => p.Value.Values)];
    }

    private static ImmutableSortedDictionary<string, TableRow> Empty => ImmutableSortedDictionary.Create<string, TableRow>(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, TableRow> Partition(string table, string partition)
    {
        lock (_lock)
            return _partitions.GetValueOrDefault((table, partition)) ?? Empty;
    }

    private ImmutableSortedDictionary<string, TableRow> Apply(
        string table, ImmutableSortedDictionary<string, TableRow> rows, TableAction action, int index, out string? etag)
    {
        var (kind, row) = (action.Kind, action.Row);
        var there = rows.GetValueOrDefault(row.RowKey);
        if (kind == TableActionKind.Insert && there is not null)
            throw new TableConflictException(TableConflict.AlreadyExists, index, table, row);
        if (kind is TableActionKind.Replace or TableActionKind.Merge or TableActionKind.Delete)
        {
            if (there is null)
                throw new TableConflictException(TableConflict.NotFound, index, table, row);
            if (row.ETag is not null && row.ETag != there.ETag)
                throw new TableConflictException(TableConflict.ETagMismatch, index, table, row);
        }

        etag = null;
        if (kind == TableActionKind.Delete)
            return rows.Remove(row.RowKey);
        etag = (++_version).ToString(CultureInfo.InvariantCulture);
        var properties = new Dictionary<string, object>(
            kind == TableActionKind.Merge ? there!.Properties : new Dictionary<string, object>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (name, value) in row.Properties)
            properties[name] = value switch { byte[] bytes => bytes.ToArray(), DateTimeOffset at => at.ToUniversalTime(), _ => value };
        var next = row with { Properties = properties, ETag = etag };
        TableRules.CheckRow(next);
        return rows.SetItem(row.RowKey, next);
    }
}
