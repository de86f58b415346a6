using Microsoft.Data.Sqlite;
using Recall.App;
using Recall.App.Ports;
using Recall.Local.Wording;

namespace Recall.Local.Storage;

/// <summary>
/// The database <c>recall.db</c> of a data folder: one writer that commits in groups, and read-only connections that see what was
/// acknowledged and never wait for the writer (SQLite WAL). One process at a time writes a folder; others may read beside it.
/// </summary>
public sealed class RecallDatabase : IAsyncDisposable
{
    private readonly ReadPool reads;
    private readonly FileStream? folderLock;
    private readonly SqliteSession? writeSession;
    private readonly Checkpointer? checkpointer;
    private readonly GroupWriter? writer;
    private readonly WriteContext? context;
    private bool disposed;

    private RecallDatabase(string path) => reads = new(path);

    private RecallDatabase(string path, FileStream folderLock, TimeProvider clock, bool durable)
        : this(path)
    {
        this.folderLock = folderLock;
        writeSession = SqliteSession.Writer(path, durable);
        try
        {
            Schema.Apply(writeSession, path);
            QueueRows.TakeBack(writeSession, clock.GetUtcNow());
            context = new WriteContext(writeSession, new RowWriter(writeSession), clock);
            checkpointer = new Checkpointer(path);
            writer = new GroupWriter(writeSession, context, checkpointer);
        }
        catch
        {
            writeSession.Dispose();
            throw;
        }
    }

    internal WriteContext Context => context ?? throw ReadOnly();

    private GroupWriter Writer => writer ?? throw ReadOnly();

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
        var held = FolderLock.Take(folder);
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
    /// Opens the folder's database for a process that only reads, also while another one writes. Nothing is written, not the schema and no
    /// message that another process has in hand: every write throws. Null where there is no database yet or an older one, which whoever
    /// writes next makes new.
    /// </summary>
    /// <exception cref="UserException">A newer Recall wrote it.</exception>
    public static RecallDatabase? OpenToRead(string folder)
    {
        var path = Path.Combine(folder, "recall.db");
        if (!File.Exists(path))
            return null;
        var database = new RecallDatabase(path);
        if (database.Read(session => Schema.IsCurrent(session, path)))
            return database;
        database.reads.Dispose();
        return null;
    }

    /// <summary>
    /// Runs a unit of work on the writer's thread: rows, messages and own SQL commit together or not at all. It must be short, since
    /// all writes wait for it, and must not wait for another write. When the task completes, the work is durable; an exception of
    /// <paramref name="work"/> undoes what it did and comes back here.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<WriteContext, T> work, CancellationToken cancellationToken = default) =>
        Writer.WriteAsync(work, savepoint: true, cancellationToken);

    /// <summary>For work that changes nothing before it throws, which saves the savepoint.</summary>
    internal Task<T> WriteCheckedAsync<T>(Func<WriteContext, T> work, CancellationToken cancellationToken) =>
        Writer.WriteAsync(work, savepoint: false, cancellationToken);

    /// <summary>
    /// Why nothing can be written now; null where the last write worked. After one that failed it is tried whether there is room for a
    /// row again, for nobody may be writing.
    /// </summary>
    public async Task<string?> WriteFaultAsync(CancellationToken cancellationToken = default)
    {
        if (Writer.Fault is not null && !Writer.HasEnded)
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

        return Writer.Fault?.Message ?? (Writer.HasEnded ? "The writer has ended." : null);
    }

    /// <summary>
    /// Runs queries on a read-only connection, on the caller's thread. All of them see one moment, which is not before the last
    /// acknowledged write.
    /// </summary>
    public T Read<T>(Func<SqliteSession, T> query) => reads.Read(query);

    /// <summary>Finishes the writes that were taken in, then closes. End reads first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        reads.Close();
        if (writer is not null)
            await writer.DisposeAsync();
        reads.Dispose();
        writeSession?.Dispose();
        if (checkpointer is not null)
            await checkpointer.DisposeAsync();
        if (folderLock is not null)
            await folderLock.DisposeAsync();
    }

    private static UserException ReadOnly() => new(CommonTexts.ReadsOnly);
}
