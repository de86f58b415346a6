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
    private readonly RowPartition? partition;
    private readonly byte[][] keys;
    private readonly byte[]?[] properties;

    public RowBatch(string table, IReadOnlyList<TableAction> actions)
    {
        TableRules.CheckBatch(table, actions);
        this.table = table;
        this.actions = actions = [.. actions];
        partition = actions.Count == 0 ? null : RowPartition.Of(table, actions[0].Row.PartitionKey);
        keys = [.. actions.Select(a => KeyCodec.Encode(a.Row.RowKey))];
        properties = [.. actions.Select(a => a.Kind == TableActionKind.Delete ? null : PropertyJson.Encode(a.Row.Properties))];
    }

    public static string ETag(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns the new ETags.</summary>
    /// <exception cref="TableConflictException">Nothing was changed.</exception>
    /// <exception cref="TableLimitException">A merged row is over a limit; nothing was changed.</exception>
    public string?[] Apply(WriteContext context)
    {
        var after = new byte[]?[keys.Length];
        for (var i = 0; i < keys.Length; i++)
            after[i] = Next(i, context.Rows);
        var etags = new string?[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (after[i] is not { } row)
            {
                context.Rows.Remove(partition!, keys[i]);
                continue;
            }
            var etag = context.NextStamp();
            context.Rows.Put(partition!, keys[i], etag, row);
            etags[i] = ETag(etag);
        }
        return etags;
    }

    /// <summary>What the row will be; null for none.</summary>
    private byte[]? Next(int i, RowWriter rows)
    {
        var (kind, row) = actions[i];
        if (kind == TableActionKind.Upsert)
            return properties[i];
        var merged = kind == TableActionKind.Merge ? rows.Find(partition!, keys[i]) : null;
        var current = kind == TableActionKind.Merge ? merged?.ETag : rows.FindETag(partition!, keys[i]);
        if (kind == TableActionKind.Insert)
            return current is null ? properties[i] : throw new TableConflictException(TableConflict.AlreadyExists, i, table, row);
        if (current is not { } etag)
            throw new TableConflictException(TableConflict.NotFound, i, table, row);
        if (row.ETag is not null && !string.Equals(row.ETag, ETag(etag), StringComparison.Ordinal))
            throw new TableConflictException(TableConflict.ETagMismatch, i, table, row);
        return merged is { } found ? Merged(row, found.Properties) : properties[i];
    }

    private static byte[] Merged(TableRow row, Dictionary<string, object> merged)
    {
        foreach (var (name, value) in row.Properties)
            merged[name] = value;
        TableRules.CheckRow(row with { Properties = merged });
        return PropertyJson.Encode(merged);
    }
}
