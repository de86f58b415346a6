using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Recall.App.Ports;
using Recall.Local.Hosting;

namespace Recall.Local.Storage;

/// <summary>
/// The database <c>recall.db</c> of a data folder: one writer that commits in groups, and read-only connections that see what was
/// acknowledged and never wait for the writer (SQLite WAL). One process at a time opens a folder.
/// </summary>
public sealed class RecallDatabase : IAsyncDisposable
{
    private readonly string path;
    private readonly FileStream folderLock;
    private readonly SqliteSession writeSession;
    private readonly GroupWriter writer;
    private readonly ConcurrentBag<SqliteSession> readers = [];
    private bool disposed;

    private RecallDatabase(string path, FileStream folderLock, TimeProvider clock, bool durable)
    {
        this.path = path;
        this.folderLock = folderLock;
        writeSession = SqliteSession.Writer(path, durable);
        try
        {
            Schema.Apply(writeSession, path);
            QueueRows.TakeBack(writeSession, clock.GetUtcNow());
            Context = new WriteContext(writeSession, new RowWriter(writeSession), clock);
            writer = new GroupWriter(writeSession, Context);
        }
        catch
        {
            writeSession.Dispose();
            throw;
        }
    }

    internal WriteContext Context { get; }

    /// <summary>Opens the folder's database; makes both where they are missing.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="clock">The clock of the queue's delays.</param>
    /// <param name="durable">
    /// True: what was acknowledged is on the disk (<c>synchronous=FULL</c>). False: the disk is not waited for, so a power failure may take
    /// back the last writes, whole units of work from some moment on (<c>synchronous=NORMAL</c>); the end of the process, however sudden, loses
    /// nothing either way. False is for runs on a virtual clock, where the lost time can be run again.
    /// </param>
    /// <exception cref="UserException">Another process has the folder open, or a newer Recall wrote it.</exception>
    public static RecallDatabase Open(string folder, TimeProvider clock, bool durable = true)
    {
        Directory.CreateDirectory(folder);
        var held = Lock(folder);
        try
        {
            return new RecallDatabase(Path.Combine(folder, "recall.db"), held, clock, durable);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs a unit of work on the writer's thread: rows, messages and own SQL commit together or not at all. It must be short, since
    /// all writes wait for it, and must not wait for another write. When the task completes, the work is durable; an exception of
    /// <paramref name="work"/> undoes what it did and comes back here.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<WriteContext, T> work, CancellationToken cancellationToken = default) =>
        writer.WriteAsync(work, savepoint: true, cancellationToken);

    /// <summary>For work that changes nothing before it throws, which saves the savepoint.</summary>
    internal Task<T> WriteCheckedAsync<T>(Func<WriteContext, T> work, CancellationToken cancellationToken) =>
        writer.WriteAsync(work, savepoint: false, cancellationToken);

    /// <summary>
    /// Why nothing can be written now; null where the last write worked. After one that failed it is tried whether there is room for a
    /// row again, for nobody may be writing.
    /// </summary>
    public async Task<string?> WriteFaultAsync(CancellationToken cancellationToken = default)
    {
        if (writer.Fault is not null && !writer.HasEnded)
        {
            try
            {
                var row = new TableRow("probe", "row", new Dictionary<string, object>(StringComparer.Ordinal) { ["text"] = new string('.', 32_000) });
                await WriteCheckedAsync(
                    context => context.Submit("probe", [new(TableActionKind.Upsert, row)]), cancellationToken);
            }
            catch (Exception e) when (e is SqliteException or InvalidOperationException)
            {
                // That is the answer.
            }
        }

        return writer.Fault?.Message ?? (writer.HasEnded ? "The writer has ended." : null);
    }

    /// <summary>
    /// Runs queries on a read-only connection, on the caller's thread. All of them see one moment, which is not before the last
    /// acknowledged write.
    /// </summary>
    public T Read<T>(Func<SqliteSession, T> query)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed), this);
        if (!readers.TryTake(out var session))
            session = SqliteSession.Reader(path);
        try
        {
            session.Prepare("BEGIN").Run();
            return query(session);
        }
        finally
        {
            session.EndRead();
            if (Volatile.Read(ref disposed) || readers.Count >= Environment.ProcessorCount)
                session.Dispose();
            else
                readers.Add(session);
        }
    }

    /// <summary>Finishes the writes that were taken in, then closes. End reads first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        Volatile.Write(ref disposed, true);
        await writer.DisposeAsync();
        while (readers.TryTake(out var session))
            session.Dispose();
        writeSession.Dispose();
        await folderLock.DisposeAsync();
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "recall.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new UserException(
                $"The data folder '{Path.GetFullPath(folder)}' is open in another Recall process. Stop that one, or choose another folder.");
        }
    }
}
