using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Recall.Local.Storage;

/// <summary>One connection with the statements prepared on it. Used by one thread at a time.</summary>
public sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    internal SqliteSession(string path, bool readOnly)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        // FULL: an acknowledged write is in the synced log. The checkpoint is put off to 64 MiB of log, so that a page that changes
        // often is copied back once (sqlite.org/wal.html, "Performance Considerations").
        Execute("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;");
        Execute(readOnly ? "PRAGMA query_only=1; PRAGMA cache_size=-16384; PRAGMA mmap_size=1073741824;" : "PRAGMA cache_size=-131072; PRAGMA wal_autocheckpoint=8192;");
    }

    internal bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

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
