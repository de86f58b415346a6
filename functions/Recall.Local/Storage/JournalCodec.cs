namespace Recall.Local.Storage;

/// <summary>The rows that a group of batches wrote, as one blob: key, stamp and properties of each, in key order.</summary>
internal static class JournalCodec
{
    public static void Encode(IEnumerable<RowEntry> entries, ByteWriter to)
    {
        to.Clear();
        foreach (var entry in entries)
        {
            to.Count(entry.Key.Length);
            to.Bytes(entry.Key);
            to.Int64(entry.Stamp);
            // One more than the length, so that 0 says "deleted".
            to.Count(entry.Properties is null ? 0 : entry.Properties.Length + 1);
            to.Bytes(entry.Properties);
        }
    }

    public static List<RowEntry> Decode(ReadOnlySpan<byte> blob)
    {
        var entries = new List<RowEntry>();
        for (var from = new ByteReader(blob); !from.AtEnd;)
        {
            var key = from.Bytes(from.Count()).ToArray();
            var stamp = from.Int64();
            var length = from.Count() - 1;
            entries.Add(new(key, stamp, length < 0 ? null : from.Bytes(length).ToArray()));
        }
        return entries;
    }
}
