using Microsoft.Data.Sqlite;

namespace Recall.Benchmarks.Ingestion;

/// <summary>A row as the baseline writes it.</summary>
internal sealed record RawRow(string Partition, string RowKey, byte[] Value);

/// <summary>
/// The baseline: what SQLite gives a program that does nothing but insert durable rows in batches. A prepared statement, write-ahead
/// log, <c>synchronous=FULL</c>, 1,000 rows to a transaction.
/// </summary>
internal sealed class RawInserts : IDisposable
{
    private const int RowsPerTransaction = 1000;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public RawInserts(string folder)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "raw.db"), Pooling = false };
        _connection = new SqliteConnection(source.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        Execute("CREATE TABLE row(pk TEXT NOT NULL, rk TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (pk, rk)) WITHOUT ROWID");
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO row(pk, rk, value) VALUES ($pk, $rk, $value)";
        foreach (var name in (string[])["$pk", "$rk", "$value"])
            _insert.Parameters.Add(new() { ParameterName = name });
        _insert.Prepare();
    }

    public long Count
    {
        get
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM row";
            return (long)command.ExecuteScalar()!;
        }
    }

    public void Insert(IReadOnlyList<RawRow> rows)
    {
        for (var start = 0; start < rows.Count; start += RowsPerTransaction)
        {
            using var transaction = _connection.BeginTransaction();
            _insert.Transaction = transaction;
            foreach (var row in rows.Skip(start).Take(RowsPerTransaction))
            {
                _insert.Parameters[0].Value = row.Partition;
                _insert.Parameters[1].Value = row.RowKey;
                _insert.Parameters[2].Value = row.Value;
                _insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
