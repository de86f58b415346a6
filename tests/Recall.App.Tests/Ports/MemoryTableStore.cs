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
    private readonly Dictionary<(string Table, string Partition), List<TableRow>> _partitions = [];
    private long _version;

    /// <summary>Batches applied.</summary>
    public int Batches { get; private set; }

    /// <summary>Rows that queries gave.</summary>
    public int RowsRead { get; private set; }

    /// <summary>Rows that were asked for one by one and are there.</summary>
    public int RowsFound { get; private set; }

    /// <summary>Called before each batch; may throw to play a crash.</summary>
    public Action<string, IReadOnlyList<TableAction>>? BeforeSubmit { get; set; }

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TableRules.CheckTable(table);
        TableRules.CheckKeys(partitionKey, rowKey);
        var rows = Partition(table, partitionKey);
        var place = Find(rows, rowKey);
        RowsFound += place < 0 ? 0 : 1;
        return Task.FromResult(place < 0 ? null : rows[place]);
    }

    public Task<TablePage> QueryAsync(
        string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null,
        CancellationToken cancellationToken = default)
    {
        TableRules.CheckTable(table);
        TableRules.CheckKey("Partition key", partitionKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, TableLimits.PageRows);
        var partition = Partition(table, partitionKey);
        var start = from is null ? 0 : Find(partition, from) is var index and >= 0 ? index : ~Find(partition, from);
        if (continuation is not null)
            start = Math.Max(start, Find(partition, continuation) is var last and >= 0 ? last + 1 : ~Find(partition, continuation));
        var rows = new List<TableRow>();
        for (var i = start; i < partition.Count && rows.Count <= take && (to is null || string.CompareOrdinal(partition[i].RowKey, to) < 0); i++)
            rows.Add(partition[i]);
        RowsRead += rows.Count;
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

            // Readers keep the list they have, and a batch that fails leaves it as it was.
            var rows = new List<TableRow>(_partitions.GetValueOrDefault(key) ?? []);
            var tags = new string?[actions.Count];
            for (var i = 0; i < actions.Count; i++)
                tags[i] = Apply(table, rows, actions[i], i);
            _partitions[key] = rows;
            Batches++;
            return Task.FromResult<IReadOnlyList<string?>>(tags);
        }
    }

    /// <summary>All rows of a table, by partition and row key.</summary>
    public IReadOnlyList<TableRow> Rows(string table)
    {
        lock (_lock)
            return [.. _partitions.Where(p => p.Key.Table == table).OrderBy(p => p.Key.Partition, StringComparer.Ordinal).SelectMany(p => p.Value)];
    }

    private static int Find(List<TableRow> rows, string rowKey) =>
        rows.BinarySearch(new("", rowKey, rows.Count == 0 ? new Dictionary<string, object>(StringComparer.Ordinal) : rows[0].Properties), ByRowKey);

    private static Comparer<TableRow> ByRowKey { get; } = Comparer<TableRow>.Create((a, b) => string.CompareOrdinal(a.RowKey, b.RowKey));

    private List<TableRow> Partition(string table, string partition)
    {
        lock (_lock)
            return _partitions.GetValueOrDefault((table, partition)) ?? [];
    }

    private string? Apply(string table, List<TableRow> rows, TableAction action, int index)
    {
        var (kind, row) = (action.Kind, action.Row);
        var place = Find(rows, row.RowKey);
        var there = place < 0 ? null : rows[place];
        if (kind == TableActionKind.Insert && there is not null)
            throw new TableConflictException(TableConflict.AlreadyExists, index, table, row);
        if (kind is TableActionKind.Replace or TableActionKind.Merge or TableActionKind.Delete)
        {
            if (there is null)
                throw new TableConflictException(TableConflict.NotFound, index, table, row);
            if (row.ETag is not null && row.ETag != there.ETag)
                throw new TableConflictException(TableConflict.ETagMismatch, index, table, row);
        }

        if (kind == TableActionKind.Delete)
        {
            rows.RemoveAt(place);
            return null;
        }

        var properties = new Dictionary<string, object>(
            kind == TableActionKind.Merge ? there!.Properties : new Dictionary<string, object>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (name, value) in row.Properties)
            properties[name] = value switch { byte[] bytes => bytes.ToArray(), DateTimeOffset at => at.ToUniversalTime(), _ => value };
        var next = row with { Properties = properties, ETag = (++_version).ToString(CultureInfo.InvariantCulture) };
        TableRules.CheckRow(next);
        if (place < 0)
            rows.Insert(~place, next);
        else
            rows[place] = next;
        return next.ETag;
    }
}
