using System.Globalization;
using Recall.App.Ports;

namespace Recall.Local.Storage;

/// <summary>
/// A batch, checked and encoded on its caller's thread. <see cref="Apply"/> looks at every action before it changes the first row, so
/// that a batch that fails has changed nothing; this works because a batch names each row once.
/// </summary>
internal sealed class RowBatch
{
    private readonly string table;
    private readonly IReadOnlyList<TableAction> actions;
    private readonly byte[][] keys;
    private readonly byte[]?[] properties;

    public RowBatch(string table, IReadOnlyList<TableAction> actions)
    {
        TableRules.CheckBatch(table, actions);
        this.table = table;
        this.actions = actions = [.. actions];
        keys = new byte[actions.Count][];
        properties = new byte[actions.Count][];
        if (actions.Count == 0)
            return;
        var partition = KeyCodec.Partition(table, actions[0].Row.PartitionKey);
        for (var i = 0; i < actions.Count; i++)
        {
            keys[i] = KeyCodec.Row(partition, actions[i].Row.RowKey);
            properties[i] = actions[i].Kind == TableActionKind.Delete ? null : PropertyCodec.Encode(actions[i].Row.Properties);
        }
    }

    public static TableRow ToRow(string partitionKey, string rowKey, ReadOnlySpan<byte> properties, long stamp) =>
        new(partitionKey, rowKey, PropertyCodec.Decode(properties), ETag(stamp));

    /// <summary>Returns the new ETags.</summary>
    /// <exception cref="TableConflictException">Nothing was changed.</exception>
    /// <exception cref="TableLimitException">A merged row is over a limit; nothing was changed.</exception>
    public string?[] Apply(WriteContext context)
    {
        var after = new byte[]?[keys.Length];
        for (var i = 0; i < keys.Length; i++)
            after[i] = Next(i, actions[i].Kind == TableActionKind.Upsert ? null : context.Rows.Find(keys[i]));
        var etags = new string?[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var stamp = context.NextStamp();
            context.Rows.Put(new RowEntry(keys[i], stamp, after[i]));
            etags[i] = after[i] is null ? null : ETag(stamp);
        }
        return etags;
    }

    private byte[]? Next(int i, RowEntry? current)
    {
        var (kind, row) = actions[i];
        if (kind == TableActionKind.Insert && current is not null)
            throw new TableConflictException(TableConflict.AlreadyExists, i, table, row);
        if (kind is TableActionKind.Insert or TableActionKind.Upsert)
            return properties[i];
        if (current is null)
            throw new TableConflictException(TableConflict.NotFound, i, table, row);
        if (row.ETag is not null && !string.Equals(row.ETag, ETag(current.Stamp), StringComparison.Ordinal))
            throw new TableConflictException(TableConflict.ETagMismatch, i, table, row);
        return kind == TableActionKind.Merge ? Merged(row, PropertyCodec.Decode(current.Properties)) : properties[i];
    }

    private static byte[] Merged(TableRow row, IReadOnlyDictionary<string, object> current)
    {
        var merged = new Dictionary<string, object>(current, StringComparer.Ordinal);
        foreach (var (name, value) in row.Properties)
            merged[name] = value;
        TableRules.CheckRow(row with { Properties = merged });
        return PropertyCodec.Encode(merged);
    }

    private static string ETag(long stamp) => stamp.ToString(CultureInfo.InvariantCulture);
}
