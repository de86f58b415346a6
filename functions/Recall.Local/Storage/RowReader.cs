using Recall.App.Ports;

namespace Recall.Local.Storage;

/// <summary>Reads of rows. One statement sees one moment, so a page needs no transaction of its own.</summary>
internal static class RowReader
{
    public static TableRow? Get(SqliteSession session, string table, string partitionKey, string rowKey)
    {
        var partition = RowPartition.Of(table, partitionKey);
        var find = session.Prepare("SELECT etag, properties FROM row WHERE tbl = ? AND pk = ? AND rk = ?")
            .BindText(1, partition.Table).BindText(2, partition.Key).BindText(3, KeyCodec.Encode(rowKey));
        if (!find.Step())
            return null;
        var row = new TableRow(partitionKey, rowKey, PropertyJson.Decode(find.Blob(1)), RowBatch.ETag(find.Int64(0)));
        find.Reset();
        return row;
    }

    /// <summary>The partition's first <paramref name="count"/> rows below <paramref name="to"/>, in key order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="table">The table.</param>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="from">The first key, or with <paramref name="after"/> the one before the first.</param>
    /// <param name="after">Leaves out <paramref name="from"/>.</param>
    /// <param name="to">The first key that is not wanted; null for all.</param>
    /// <param name="count">Rows at most.</param>
    public static List<TableRow> Range(
        SqliteSession session, string table, string partitionKey, string from, bool after, string? to, int count)
    {
        var partition = RowPartition.Of(table, partitionKey);
        var range = session.Prepare(after ? AfterKey : FromKey)
            .BindText(1, partition.Table).BindText(2, partition.Key).BindText(3, KeyCodec.Encode(from)).Bind(5, count);
        // A blob is above every text (sqlite.org/datatype3.html, "Sort Order"): no end.
        if (to is null)
            range.Bind(4, ReadOnlySpan<byte>.Empty);
        else
            range.BindText(4, KeyCodec.Encode(to));
        var rows = new List<TableRow>(Math.Min(count, 64));
        while (range.Step())
            rows.Add(new(partitionKey, KeyCodec.Decode(range.Blob(0)), PropertyJson.Decode(range.Blob(2)), RowBatch.ETag(range.Int64(1))));
        return rows;
    }

    private const string FromKey = "SELECT rk, etag, properties FROM row WHERE tbl = ? AND pk = ? AND rk >= ? AND rk < ? ORDER BY rk LIMIT ?";
    private const string AfterKey = "SELECT rk, etag, properties FROM row WHERE tbl = ? AND pk = ? AND rk > ? AND rk < ? ORDER BY rk LIMIT ?";
}
