using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Recall.Local.Storage;

/// <summary>
/// Copies the log back into the database file once it has 64 MiB, so that a page that changes often is copied once (sqlite.org/wal.html,
/// "Performance Considerations"). Nearly all of it is copied and synced beside the writer, which then only adds what came meanwhile: SQLite's
/// own way, in the commit that fills the log, held up every write for the time that the disk takes for all of it.
/// </summary>
/// <param name="path">The database.</param>
internal sealed class Checkpointer(string path) : IAsyncDisposable
{
    private const int LogPages = 8192;

    private SqliteSession? copier;

    /// <summary>
    /// Open until every connection is closed: on POSIX systems a process that closes a file loses its locks on it, whoever holds them
    /// (sqlite.org/howtocorrupt.html, section 2.2).
    /// </summary>
    private SafeFileHandle? file;

    private int pages;
    private Task? copying;

    /// <summary>For the writer's thread, between two transactions.</summary>
    public void Tend(SqliteSession writer)
    {
        pages += writer.TakePagesWritten();
        if (copying is null && pages >= LogPages)
            copying = Task.Factory.StartNew(Copy, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        else if (copying is { IsCompleted: true } && writer.Checkpoint() is not >= LogPages)
            (pages, copying) = (0, null); // Begun anew. As long as somebody reads it, it goes on, and is tried again after the next write.
    }

    /// <summary>Ends what is under way. The last of the database's connections to be closed; the writer has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (copying is not null)
            await copying;
        copier?.Dispose();
        file?.Dispose();
    }

    private void Copy()
    {
        try
        {
            file ??= File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            copier ??= SqliteSession.Copier(path);
            copier.Checkpoint();
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            // The writer's own copying does all of it then, and counts as done only if that goes well.
        }
    }
}
