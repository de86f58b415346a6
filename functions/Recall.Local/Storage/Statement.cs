using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Recall.Local.Storage;

/// <summary>
/// A prepared statement of one connection, bound by position. The rows of the store pass here by the hundred thousand a second, where
/// a SqliteCommand's boxed parameters and reader per execution cost more than SQLite itself.
/// </summary>
public sealed class Statement : IDisposable
{
    private readonly sqlite3 db;
    private readonly sqlite3_stmt handle;

    internal Statement(sqlite3 db, string sql)
    {
        this.db = db;
        Check(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle));
    }

    /// <summary>Binds parameter <paramref name="index"/> (from 1).</summary>
    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    /// <summary>Binds parameter <paramref name="index"/> (from 1).</summary>
    public Statement Bind(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(handle, index) : raw.sqlite3_bind_text(handle, index, value));
        return this;
    }

    /// <summary>Binds parameter <paramref name="index"/> (from 1); the bytes are copied.</summary>
    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        // A null pointer, which is what an empty span has, would bind NULL.
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    /// <summary>Binds parameter <paramref name="index"/> (from 1) as text that is UTF-8 already; the bytes are copied.</summary>
    public Statement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(handle, index, "") : raw.sqlite3_bind_text(handle, index, utf8));
        return this;
    }

    /// <summary>Goes to the next row; false after the last, when the statement has been reset.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
            return true;
        Reset();
        if (code != raw.SQLITE_DONE)
            Check(code);
        return false;
    }

    /// <summary>Runs a statement that returns no rows; returns how many rows it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }
        return raw.sqlite3_changes(db);
    }

    /// <summary>Ends an execution early, which also ends its read of the database.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    /// <summary>A column (from 0) of the current row.</summary>
    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>A column (from 0) of the current row.</summary>
    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>A column (from 0) of the current row, of text its UTF-8; the bytes are gone at the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>True where a column (from 0) of the current row is null.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, db);
}
