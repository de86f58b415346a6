namespace Recall.Local.Storage;

/// <summary>The writer's side of the rows: one statement for each thing it does, prepared once.</summary>
internal sealed class RowWriter(SqliteSession session)
{
    private readonly Statement find = session.Prepare("SELECT etag, properties FROM row WHERE tbl = ? AND pk = ? AND rk = ?");
    private readonly Statement put = session.Prepare("INSERT OR REPLACE INTO row(tbl, pk, rk, etag, properties) VALUES (?, ?, ?, ?, ?)");
    private readonly Statement remove = session.Prepare("DELETE FROM row WHERE tbl = ? AND pk = ? AND rk = ?");

    /// <summary>How many bytes of properties were put since this was last set to 0.</summary>
    public long Bytes { get; set; }

    /// <summary>The number of the row's ETag, or null where there is no row.</summary>
    public long? FindETag(RowPartition partition, byte[] rowKey)
    {
        var found = Bind(find, partition, rowKey).Step() ? find.Int64(0) : default(long?);
        find.Reset();
        return found;
    }

    /// <summary>The row's ETag and properties, or null.</summary>
    public (long ETag, Dictionary<string, object> Properties)? Find(RowPartition partition, byte[] rowKey)
    {
        if (!Bind(find, partition, rowKey).Step())
            return null;
        var found = (find.Int64(0), PropertyJson.Decode(find.Blob(1)));
        find.Reset();
        return found;
    }

    /// <summary>Sets a row, whether or not it is there.</summary>
    public void Put(RowPartition partition, byte[] rowKey, long etag, byte[] properties)
    {
        Bind(put, partition, rowKey).Bind(4, etag).BindText(5, properties).Run();
        Bytes += properties.Length;
    }

    public void Remove(RowPartition partition, byte[] rowKey) => Bind(remove, partition, rowKey).Run();

    private static Statement Bind(Statement statement, RowPartition partition, byte[] rowKey) =>
        statement.BindText(1, partition.Table).BindText(2, partition.Key).BindText(3, rowKey);
}
