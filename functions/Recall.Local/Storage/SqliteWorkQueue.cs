using Recall.App.Ports;

namespace Recall.Local.Storage;

/// <summary><see cref="IWorkQueue"/> in the data folder's database. Queues need not be made first.</summary>
public sealed class SqliteWorkQueue(RecallDatabase database, TimeProvider clock) : IWorkQueue
{
    /// <summary>
    /// Calls the handler with the queue's name when a message was added or given back, once that is durable, so that a worker need not
    /// poll. On the writer's thread: a handler must be short and must not throw. A delayed message is announced at once; see
    /// <see cref="NextVisible(string)"/>. Dispose the result to end the calls.
    /// </summary>
    public IDisposable OnMessage(Action<string> handler) => database.Context.MessageSignal.Subscribe(handler);

    /// <summary>When the queue's first message is, or becomes, visible; null where it has none.</summary>
    public DateTimeOffset? NextVisible(string queue) => database.Read(session => QueueRows.NextVisible(session, queue));

    /// <summary>The same over all queues but the poison queues, which nothing drains.</summary>
    public DateTimeOffset? NextVisible() => database.Read(QueueRows.NextVisible);

    /// <summary>Whether the queue has a message that could be received now.</summary>
    public bool HasVisible(string queue) => NextVisible(queue) is { } next && next <= clock.GetUtcNow();

    /// <inheritdoc/>
    public Task EnqueueAsync(string queue, string body, TimeSpan delay = default, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueueRules.CheckQueue(queue);
        QueueRules.CheckBody(queue, body);
        QueueRules.CheckDelay(delay);
        return database.WriteCheckedAsync(
            context =>
            {
                context.Enqueue(queue, body, delay);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueueRules.CheckQueue(queue);
        QueueRules.CheckReceive(max, visibility);
        // A look costs no turn of the writer, and an idle worker only looks.
        if (!HasVisible(queue))
            return [];
        return await database.WriteCheckedAsync(context => QueueRows.Receive(context, queue, max, visibility), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return database.WriteCheckedAsync(context => context.Delete(message), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueueRules.CheckDelay(delay);
        return database.WriteCheckedAsync(context => context.Release(message, delay), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> PeekAsync(string queue, int max, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueueRules.CheckQueue(queue);
        QueueRules.CheckMax(max);
        return Task.FromResult<IReadOnlyList<string>>(database.Read(session => QueueRows.Peek(session, queue, clock.GetUtcNow(), max)));
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueueRules.CheckQueue(queue);
        return Task.FromResult(database.Read(session => QueueRows.Count(session, queue)));
    }
}
