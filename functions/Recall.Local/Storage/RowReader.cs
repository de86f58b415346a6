using Recall.App.Ports;

namespace Recall.Local.Storage;

/// <summary>Reads of rows: the row table with the recent rows laid over it.</summary>
internal static class RowReader
{
    public static TableRow? Get(RecallDatabase database, string partitionKey, string rowKey, byte[] key)
    {
        // In this order: a row leaves the recent ones only when the row table has it.
        if (database.Recent.TryGet(RowEntry.Probe(key), out var entry))
            return entry.Properties is null ? null : RowBatch.ToRow(partitionKey, rowKey, entry.Properties, entry.Stamp);
        return database.Read(session =>
        {
            var find = session.Prepare("SELECT stamp, properties FROM row WHERE key = ?").Bind(1, key);
            if (!find.Step())
                return null;
            var row = RowBatch.ToRow(partitionKey, rowKey, find.Blob(1), find.Int64(0));
            find.Reset();
            return row;
        });
    }

    /// <summary>The first <paramref name="count"/> rows with <c>from &lt;= key &lt; to</c>, all as of one moment.</summary>
    public static List<TableRow> Range(RecallDatabase database, string partitionKey, int prefix, byte[] from, byte[] to, int count) =>
        database.Read(session =>
        {
            while (true)
            {
                var (recent, generation) = database.Recent.Range(from, to, count);
                var rows = Merge(session, partitionKey, prefix, from, to, count, recent ?? []);
                // Else rows that changed after the copy may have moved to the row table before it was read: not one moment.
                if (database.Recent.IsCurrent(from, generation))
                    return rows;
            }
        });

    private static List<TableRow> Merge(
        SqliteSession session, string partitionKey, int prefix, byte[] from, byte[] to, int count, List<RowEntry> recent)
    {
        var rows = new List<TableRow>(Math.Min(count, 64));
        var stored = session.Prepare("SELECT key, stamp, properties FROM row WHERE key >= ? AND key < ? ORDER BY key").Bind(1, from).Bind(2, to);
        var more = stored.Step();
        for (var i = 0; rows.Count < count && (more || i < recent.Count);)
        {
            var key = more ? stored.Blob(0) : default;
            var order = !more ? 1 : i == recent.Count ? -1 : key.SequenceCompareTo(recent[i].Key);
            if (order < 0)
            {
                rows.Add(RowBatch.ToRow(partitionKey, KeyCodec.Decode(key[prefix..]), stored.Blob(2), stored.Int64(1)));
            }
            else
            {
                var entry = recent[i++];
                if (entry.Properties is not null)
                    rows.Add(RowBatch.ToRow(partitionKey, KeyCodec.Decode(entry.Key.AsSpan(prefix)), entry.Properties, entry.Stamp));
            }
            if (order <= 0)
                more = stored.Step();
        }
        stored.Reset();
        return rows;
    }
}
