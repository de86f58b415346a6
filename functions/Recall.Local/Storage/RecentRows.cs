namespace Recall.Local.Storage;

/// <summary>
/// The rows that are committed in the journal but not yet in the row table, in memory. Written by the writer's thread only; read by
/// any. A partition lies in one shard, so what a batch wrote appears to readers at once.
/// </summary>
internal sealed class RecentRows
{
    /// <summary>How many parts are moved to the row table one after another, so that moving never holds up writers for long.</summary>
    public const int Shards = 32;

    private readonly Shard[] shards = [.. Enumerable.Range(0, Shards).Select(_ => new Shard())];

    /// <summary>The oldest journal entry that a shard other than this one still needs; <see cref="long.MaxValue"/> where none.</summary>
    public long OldestJournalWithout(int shard) => shards.Where((_, i) => i != shard).Min(s => s.OldestJournal);

    public bool TryGet(RowEntry probe, out RowEntry entry)
    {
        var shard = Of(probe.Key);
        lock (shard)
            return shard.Rows.TryGetValue(probe, out entry!);
    }

    /// <summary>The entries with <c>from &lt;= key &lt; to</c> (of one partition) up to the <paramref name="live"/>-th that is not a deletion.</summary>
    public (List<RowEntry>? Entries, int Generation) Range(byte[] from, byte[] to, int live)
    {
        var shard = Of(from);
        lock (shard)
        {
            List<RowEntry>? found = null;
            if (shard.Rows.Count > 0 && from.AsSpan().SequenceCompareTo(to) < 0)
            {
                foreach (var entry in shard.Rows.GetViewBetween(RowEntry.Probe(from), RowEntry.Probe(to)))
                {
                    if (live == 0 || entry.Key.AsSpan().SequenceEqual(to))
                        break;
                    (found ??= []).Add(entry);
                    live -= entry.Properties is null ? 0 : 1;
                }
            }
            return (found, shard.Generation);
        }
    }

    /// <summary>True if no move to the row table began since <see cref="Range"/> returned this generation.</summary>
    public bool IsCurrent(byte[] key, int generation) => Volatile.Read(ref Of(key).Generation) == generation;

    /// <summary>Shows a journal entry's rows, which are in key order, so that those of a partition follow each other.</summary>
    public void Publish(IReadOnlyList<RowEntry> entries, long journal)
    {
        for (var i = 0; i < entries.Count;)
        {
            var shard = Of(entries[i].Key);
            lock (shard)
            {
                shard.OldestJournal = Math.Min(shard.OldestJournal, journal);
                for (; i < entries.Count && Of(entries[i].Key) == shard; i++)
                {
                    if (shard.Rows.Add(entries[i]))
                        continue;
                    shard.Rows.Remove(entries[i]);
                    shard.Rows.Add(entries[i]);
                }
            }
        }
    }

    /// <summary>
    /// A shard's rows in key order, to be moved. From here on, a reader that copied rows before cannot take the row table's as being of
    /// the same moment; it sees that the generation changed and reads again.
    /// </summary>
    public IReadOnlyCollection<RowEntry> BeginMove(int shard)
    {
        lock (shards[shard])
        {
            shards[shard].Generation++;
            return shards[shard].Rows;
        }
    }

    /// <summary>Call when the move is committed.</summary>
    public void EndMove(int shard)
    {
        lock (shards[shard])
        {
            shards[shard].Rows = new(RowEntry.ByKey);
            shards[shard].OldestJournal = long.MaxValue;
        }
    }

    private Shard Of(ReadOnlySpan<byte> key)
    {
        uint hash = 0;
        foreach (var b in key[..KeyCodec.PartitionLength(key)])
            hash = (hash ^ b) * 16777619;
        return shards[(hash >> 16) % Shards];
    }

    private sealed class Shard
    {
        public SortedSet<RowEntry> Rows { get; set; } = new(RowEntry.ByKey);

        public int Generation;

        public long OldestJournal { get; set; } = long.MaxValue;
    }
}
