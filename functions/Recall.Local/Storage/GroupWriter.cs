using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Recall.Local.Storage;

/// <summary>
/// The one thread that writes. It takes all the units of work that wait, runs them in one transaction, commits, and only then answers
/// their callers: a synced commit costs the same for one unit as for a hundred.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    private const int LargestGroup = 2000;
    private const long LargestGroupBytes = 16 * 1024 * 1024;

    private readonly SqliteSession session;
    private readonly WriteContext context;
    private readonly Checkpointer checkpointer;
    private readonly Channel<WriteRequest> waiting = Channel.CreateBounded<WriteRequest>(
        new BoundedChannelOptions(4 * LargestGroup) { SingleReader = true });
    private readonly List<WriteRequest> group = [];
    private readonly Task done;
    private bool stopped;
    private volatile Exception? fault;

    /// <summary>Why the last group could not be written; null where it was.</summary>
    public Exception? Fault => fault;

    /// <summary>It writes nothing any more.</summary>
    public bool HasEnded => done.IsCompleted;

    public GroupWriter(SqliteSession session, WriteContext context, Checkpointer checkpointer)
    {
        this.session = session;
        this.context = context;
        this.checkpointer = checkpointer;
        context.ReserveStamps();
        // A thread of its own: it blocks on the disk, and must go on when the pool is busy with its callers.
        done = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <param name="work">What to do.</param>
    /// <param name="savepoint">False only where the work changes nothing before it throws.</param>
    /// <param name="cancellationToken">Ends the wait to be taken in; work that was taken in is done.</param>
    public async Task<T> WriteAsync<T>(Func<WriteContext, T> work, bool savepoint, CancellationToken cancellationToken)
    {
        var request = new WriteRequest<T>(work, savepoint);
        if (!waiting.Writer.TryWrite(request))
        {
            try
            {
                await waiting.Writer.WriteAsync(request, cancellationToken);
            }
            catch (ChannelClosedException e)
            {
                throw e.InnerException is { } fault
                    ? new InvalidOperationException("The store has stopped writing after an error; restart Recall.", fault)
                    : new ObjectDisposedException(nameof(RecallDatabase));
            }
        }
        return await request.Result;
    }

    /// <summary>Refuses new work and waits until what was taken in is done.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await done;
    }

    private void Run()
    {
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            try
            {
                CommitGroup();
                fault = null;
                foreach (var request in group)
                    request.Complete();
                context.RunCommittedActions();
                checkpointer.Tend(session);
            }
            catch (Exception e)
            {
                Fail(e);
                if (stopped)
                    return;
            }
            group.Clear();
        }
    }

    private void CommitGroup()
    {
        context.ReserveStamps();
        context.Rows.Bytes = 0;
        session.Prepare("BEGIN IMMEDIATE").Run();
        while (group.Count < LargestGroup && context.Rows.Bytes < LargestGroupBytes && waiting.Reader.TryRead(out var request))
        {
            group.Add(request);
            Execute(request);
        }
        session.Prepare("COMMIT").Run();
    }

    /// <summary>Runs one unit; a failure that can be taken back is its own, any other is the whole group's.</summary>
    private void Execute(WriteRequest request)
    {
        var (actions, changes) = (context.CommittedActions, session.TotalChanges);
        if (request.Savepoint)
            session.Prepare("SAVEPOINT unit").Run();
        try
        {
            request.Execute(context);
        }
        catch (Exception e) when (session.InTransaction && (request.Savepoint || (session.TotalChanges == changes && e is not SqliteException)))
        {
            context.UndoCommittedActions(actions);
            if (request.Savepoint)
                session.Prepare("ROLLBACK TO unit").Run();
            request.Fail(e);
        }
        if (request.Savepoint)
        {
            session.ResetAll();
            session.Prepare("RELEASE unit").Run();
        }
    }

    private void Fail(Exception cause)
    {
        fault = cause;
        context.UndoCommittedActions(0);
        // A failure before the first request was taken (the disk is full, say) still answers a waiting one, so that none waits for ever.
        if (group.Count == 0 && waiting.Reader.TryRead(out var first))
            group.Add(first);
        try
        {
            if (session.InTransaction)
                session.Prepare("ROLLBACK").Run();
        }
        catch (Exception e)
        {
            // What the connection holds is no longer known: nothing may be written through it.
            stopped = true;
            waiting.Writer.TryComplete(e);
            while (waiting.Reader.TryRead(out var request))
                group.Add(request);
        }
        foreach (var request in group)
            request.Fail(cause);
    }
}
