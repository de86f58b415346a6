namespace Recall.Local.Storage;

/// <summary>
/// The writer's side of the rows. Writing each row into its place of the row table would write a page of several KiB for a row of a few
/// hundred bytes, since customers arrive in no order. So a group of batches is appended to the journal, one row of SQLite for all of
/// them, and kept in <see cref="RecentRows"/>; the row table gets a shard at a time, in key order and only each row's last state.
/// </summary>
internal sealed class RowWriter(SqliteSession session, RecentRows recent, long journalLimit)
{
    private readonly SortedSet<RowEntry> pending = new(RowEntry.ByKey);
    private readonly List<(RowEntry Entry, RowEntry? Before)> undo = [];
    private readonly ByteWriter buffer = new();
    private readonly Statement find = session.Prepare("SELECT stamp, properties FROM row WHERE key = ?");
    private readonly Statement put = session.Prepare("INSERT OR REPLACE INTO row VALUES (?, ?, ?)");
    private readonly Statement remove = session.Prepare("DELETE FROM row WHERE key = ?");
    private readonly Statement append = session.Prepare("INSERT INTO journal VALUES (?, ?)");
    private readonly Statement trim = session.Prepare("DELETE FROM journal WHERE id < ?");
    private long nextJournal = 1;
    private long journalBytes;
    private int nextShard;

    /// <summary>The row as this group has left it, or null.</summary>
    public RowEntry? Find(byte[] key)
    {
        var probe = RowEntry.Probe(key);
        if (pending.TryGetValue(probe, out var entry) || recent.TryGet(probe, out entry))
            return entry.Properties is null ? null : entry;
        if (!find.Bind(1, key).Step())
            return null;
        entry = new RowEntry(key, find.Int64(0), find.Blob(1).ToArray());
        find.Reset();
        return entry;
    }

    /// <summary>Sets a row, or with null properties deletes it.</summary>
    public void Put(RowEntry entry)
    {
        RowEntry? before = null;
        if (!pending.Add(entry))
        {
            pending.TryGetValue(entry, out before);
            pending.Remove(entry);
            pending.Add(entry);
        }
        undo.Add((entry, before));
        PendingBytes += entry.Key.Length + (entry.Properties?.Length ?? 0);
    }

    /// <summary>About how long the group's journal entry will be.</summary>
    public long PendingBytes { get; private set; }

    /// <summary>The mark to <see cref="UndoTo"/>.</summary>
    public int Mark => undo.Count;

    /// <summary>Takes back what was put since the mark.</summary>
    public void UndoTo(int mark)
    {
        for (var i = undo.Count - 1; i >= mark; i--)
        {
            pending.Remove(undo[i].Entry);
            if (undo[i].Before is { } before)
                pending.Add(before);
        }
        undo.RemoveRange(mark, undo.Count - mark);
    }

    /// <summary>Appends the group to the journal, inside the caller's transaction.</summary>
    public void Write()
    {
        if (pending.Count == 0)
            return;
        JournalCodec.Encode(pending, buffer);
        append.Bind(1, nextJournal).Bind(2, buffer.Written).Run();
    }

    /// <summary>Shows the group to readers; call when the transaction is committed.</summary>
    public void Publish()
    {
        if (pending.Count > 0)
        {
            recent.Publish([.. pending], nextJournal++);
            journalBytes += buffer.Length;
        }
        Discard();
    }

    /// <summary>Forgets the group.</summary>
    public void Discard()
    {
        pending.Clear();
        undo.Clear();
        PendingBytes = 0;
    }

    /// <summary>Moves one shard, in a transaction of its own, once the journal grew by a shard's share of its limit.</summary>
    public void MoveIfDue()
    {
        if (journalBytes <= journalLimit / RecentRows.Shards)
            return;
        Move(nextShard);
        nextShard = (nextShard + 1) % RecentRows.Shards;
        journalBytes = Math.Max(0, journalBytes - journalLimit / RecentRows.Shards);
    }

    /// <summary>Moves all shards, which leaves the journal empty.</summary>
    public void MoveAll()
    {
        for (var shard = 0; shard < RecentRows.Shards; shard++)
            Move(shard);
    }

    /// <summary>Reads the journal that an earlier process left.</summary>
    public void Replay()
    {
        var read = session.Prepare("SELECT id, entries FROM journal ORDER BY id");
        while (read.Step())
        {
            recent.Publish(JournalCodec.Decode(read.Blob(1)), read.Int64(0));
            nextJournal = read.Int64(0) + 1;
            journalBytes += read.Blob(1).Length;
        }
    }

    private void Move(int shard)
    {
        var rows = recent.BeginMove(shard);
        if (rows.Count == 0)
            return;
        session.Prepare("BEGIN IMMEDIATE").Run();
        foreach (var (key, stamp, properties) in rows)
        {
            if (properties is null)
                remove.Bind(1, key).Run();
            else
                put.Bind(1, key).Bind(2, stamp).Bind(3, properties).Run();
        }
        trim.Bind(1, Math.Min(recent.OldestJournalWithout(shard), nextJournal)).Run();
        session.Prepare("COMMIT").Run();
        recent.EndMove(shard);
    }
}
