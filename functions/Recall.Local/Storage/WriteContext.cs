using Recall.App.Ports;

namespace Recall.Local.Storage;

/// <summary>
/// What one unit of work may do on the writer's connection: rows, messages and own SQL, all or nothing. Valid only inside the function
/// that received it, on its thread.
/// </summary>
public sealed class WriteContext
{
    private readonly SqliteSession session;
    private readonly List<Action> committed = [];
    private long nextStamp;
    private long reservedStamps;

    internal WriteContext(SqliteSession session, RowWriter rows, TimeProvider clock)
    {
        this.session = session;
        Rows = rows;
        Clock = clock;
    }

    internal RowWriter Rows { get; }

    internal TimeProvider Clock { get; }

    /// <summary>The statement for this text, prepared once. Begin and end no transaction with it.</summary>
    public Statement Prepare(string sql) => session.Prepare(sql);

    /// <summary>The row as this unit of work has left it, or null.</summary>
    public TableRow? Get(string table, string partitionKey, string rowKey)
    {
        TableRules.CheckTable(table);
        TableRules.CheckKeys(partitionKey, rowKey);
        return Rows.Find(RowPartition.Of(table, partitionKey), KeyCodec.Encode(rowKey)) is var (etag, properties)
            ? new(partitionKey, rowKey, properties, RowBatch.ETag(etag)) : null;
    }

    /// <summary>As <see cref="ITableStore.SubmitAsync"/>, within this unit of work.</summary>
    public IReadOnlyList<string?> Submit(string table, IReadOnlyList<TableAction> actions) => new RowBatch(table, actions).Apply(this);

    /// <summary>As <see cref="IWorkQueue.EnqueueAsync"/>, within this unit of work.</summary>
    public void Enqueue(string queue, string body, TimeSpan delay = default)
    {
        QueueRules.CheckQueue(queue);
        QueueRules.CheckBody(queue, body);
        QueueRules.CheckDelay(delay);
        QueueRows.Add(this, queue, body, Clock.GetUtcNow() + delay);
        OnCommitted(() => MessageSignal.Raise(queue));
    }

    /// <summary>As <see cref="IWorkQueue.DeleteAsync"/>, within this unit of work.</summary>
    public bool Delete(QueueMessage message) => QueueRows.Delete(this, message);

    /// <summary>As <see cref="IWorkQueue.ReleaseAsync"/>, within this unit of work.</summary>
    public bool Release(QueueMessage message, TimeSpan delay)
    {
        QueueRules.CheckDelay(delay);
        var released = QueueRows.Release(this, message, Clock.GetUtcNow() + delay);
        if (released)
            OnCommitted(() => MessageSignal.Raise(message.Queue));
        return released;
    }

    /// <summary>Runs an action once the unit of work is durable, on the writer's thread: it must be short and must not throw.</summary>
    public void OnCommitted(Action action) => committed.Add(action);

    internal MessageSignal MessageSignal { get; } = new();

    internal int CommittedActions => committed.Count;

    /// <summary>A number never given before in this database's life, whatever was deleted and however often it was opened.</summary>
    internal long NextStamp() => nextStamp++;

    /// <summary>Sets aside more numbers than one group can use; numbers set aside and not used are skipped after a restart.</summary>
    internal void ReserveStamps()
    {
        const long Block = 1L << 32;
        if (nextStamp < reservedStamps - (Block / 2))
            return;
        var read = Prepare("SELECT reserved FROM stamp");
        read.Step();
        var reserved = read.Int64(0);
        read.Reset();
        Prepare("UPDATE stamp SET reserved = ?").Bind(1, reserved + Block).Run();
        nextStamp = reservedStamps == 0 ? reserved + 1 : nextStamp;
        reservedStamps = reserved + Block;
    }

    internal void UndoCommittedActions(int mark) => committed.RemoveRange(mark, committed.Count - mark);

    internal void RunCommittedActions()
    {
        foreach (var action in committed)
            action();
        committed.Clear();
    }
}
