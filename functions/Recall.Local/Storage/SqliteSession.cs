using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Recall.Local.Storage;

/// <summary>One connection with the statements prepared on it. Used by one thread at a time.</summary>
public sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    private SqliteSession(string path, string pragmas)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute(pragmas);
    }

    /// <summary>
    /// The connection that writes. FULL: an acknowledged write is in the synced log; NORMAL: the log is synced at checkpoints only, which
    /// <see cref="Checkpointer"/> makes. Rows of some hundred bytes in a WITHOUT ROWID table want pages of twenty times that
    /// (sqlite.org/withoutrowid.html).
    /// </summary>
    internal static SqliteSession Writer(string path, bool durable) => new(
        path,
        $"PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous={(durable ? "FULL" : "NORMAL")}; PRAGMA busy_timeout=5000; "
        + "PRAGMA cache_size=-131072; PRAGMA wal_autocheckpoint=0;");

    /// <summary>The connection that copies the log back into the file beside the writer.</summary>
    internal static SqliteSession Copier(string path) => new(path, "PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=0;");

    /// <summary>A connection that reads. Its cache is small: each commit of the writer empties it, and the system caches the file.</summary>
    internal static SqliteSession Reader(string path) => new(path, "PRAGMA busy_timeout=5000; PRAGMA query_only=1; PRAGMA cache_size=-16384;");

    internal bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>How many rows the connection has changed since it was opened, rolled back or not.</summary>
    internal int TotalChanges => raw.sqlite3_total_changes(connection.Handle);

    /// <summary>How many pages the connection has written into the log since it was last asked.</summary>
    internal int TakePagesWritten()
    {
        raw.sqlite3_db_status(connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        return pages;
    }

    /// <summary>
    /// Copies back of the log what no reader needs there, waiting for nobody; how many pages the log has, or null where it could not be done. Once all of it is
    /// copied and nobody reads it, the next write begins it anew.
    /// </summary>
    internal int? Checkpoint() =>
        raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var log, out _) == raw.SQLITE_OK ? log : null;

    /// <summary>The statement for this text, prepared once. Asking for it again ends its last execution.</summary>
    public Statement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements.Add(sql, statement = new Statement(connection.Handle!, sql));
        else
            statement.Reset();
        return statement;
    }

    /// <summary>Ends executions that were left half-way: an open read holds the connection to the state it began in.</summary>
    internal void ResetAll()
    {
        foreach (var statement in statements.Values)
            statement.Reset();
    }

    /// <summary>Ends the read transaction, so that the connection holds up no checkpoint.</summary>
    internal void EndRead()
    {
        ResetAll();
        if (InTransaction)
            Prepare("COMMIT").Run();
    }

    internal void Execute(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text of this folder; SQL has no parameters for pragmas and definitions.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        connection.Dispose();
    }
}
