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
        return Task.FromResult(Partition(table, partitionKey).GetValueOrDefault(rowKey));
    }

    public Task<TablePage> QueryAsync(
        string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, TableLimits.PageRows);
        var rows = Partition(table, partitionKey).Values
            .Where(r => (from is null || string.CompareOrdinal(r.RowKey, from) >= 0)
                && (to is null || string.CompareOrdinal(r.RowKey, to) < 0)
                && (continuation is null || string.CompareOrdinal(r.RowKey, continuation) >= 0))
            .Take(take + 1).ToList();
        return Task.FromResult(rows.Count > take ? new TablePage(rows[..take], rows[take].RowKey) : new TablePage(rows, null));
    }

    public Task<IReadOnlyList<string?>> SubmitAsync(string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeforeSubmit?.Invoke(table, actions);
        CheckBatch(actions);
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
            kind == TableActionKind.Merge ? there!.Properties : new Dictionary<string, object>(), StringComparer.Ordinal);
        foreach (var (name, value) in row.Properties)
            properties[name] = value;
        return rows.SetItem(row.RowKey, row with { Properties = properties, ETag = etag });
    }

    private static void CheckBatch(IReadOnlyList<TableAction> actions)
    {
        if (actions.Count is < 1 or > TableLimits.BatchActions)
            throw new TableLimitException($"A batch has 1 to {TableLimits.BatchActions} actions, not {actions.Count}.");
        if (actions.Select(a => a.Row.PartitionKey).Distinct(StringComparer.Ordinal).Count() > 1)
            throw new TableLimitException("A batch is of one partition.");
        if (actions.Select(a => a.Row.RowKey).Distinct(StringComparer.Ordinal).Count() < actions.Count)
            throw new TableLimitException("A batch names each row once.");
        var bytes = 0L;
        foreach (var row in actions.Select(a => a.Row))
        {
            CheckKey(row.PartitionKey);
            CheckKey(row.RowKey);
            foreach (var (name, value) in row.Properties)
                bytes += name.Length + Size(name, value);
        }

        if (bytes > TableLimits.BatchBytes)
            throw new TableLimitException("A batch has at most 4 MiB.");
    }

    private static void CheckKey(string key)
    {
        if (key.Length > TableLimits.KeyChars || key.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
            throw new TableLimitException($"Key '{key}' is too long or has a forbidden character.");
    }

    private static int Size(string name, object value) => value switch
    {
        string s => s.Length <= TableLimits.StringChars ? s.Length * 2 : throw new TableLimitException($"String '{name}' is too long."),
        byte[] b => b.Length <= TableLimits.BinaryBytes ? b.Length : throw new TableLimitException($"Binary '{name}' is too long."),
        DateTimeOffset { Offset.Ticks: 0 } or bool or int or long or double or Guid => 16,
        _ => throw new TableLimitException($"Property '{name}' has a type or an offset that is not stored: {value}."),
    };
}
