using System.Collections.Concurrent;

namespace Recall.Local.Storage;

/// <summary>Read-only connections to a database, opened when they are needed and kept, one for each processor.</summary>
internal sealed class ReadPool(string path) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private bool disposed;

    /// <summary>Runs queries on the caller's thread; all of them see one moment.</summary>
    public T Read<T>(Func<SqliteSession, T> query)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed), this);
        if (!idle.TryTake(out var session))
            session = SqliteSession.Reader(path);
        try
        {
            session.Prepare("BEGIN").Run();
            return query(session);
        }
        finally
        {
            session.EndRead();
            if (Volatile.Read(ref disposed) || idle.Count >= Environment.ProcessorCount)
                session.Dispose();
            else
                idle.Add(session);
        }
    }

    /// <summary>No read begins any more.</summary>
    public void Close() => Volatile.Write(ref disposed, true);

    /// <summary>Closes the connections. End reads first.</summary>
    public void Dispose()
    {
        Close();
        while (idle.TryTake(out var session))
            session.Dispose();
    }
}
