using Recall.App.Ports;
using Recall.Local.Runtime;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

/// <summary>A folder for a database, and short words for rows of one partition.</summary>
public abstract class DatabaseTest : IDisposable
{
    protected static VirtualClock Clock { get; } = new(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected RecallDatabase Open(bool durable = true) => RecallDatabase.Open(Folder.Path, Clock, durable);

    protected static TableRow Row(string key, int n) => new("p", key, new Dictionary<string, object>(StringComparer.Ordinal) { ["N"] = n });

    protected static TableAction Insert(string key, int n) => new(TableActionKind.Insert, Row(key, n));

    /// <summary>All rows of the partition, in order.</summary>
    protected static async Task<string> Keys(RecallDatabase database) => string.Join(
        ' ',
        (await new SqliteTableStore(database).QueryAsync("people", "p", null, null, cancellationToken: Cancel)).Rows.Select(r => $"{r.RowKey}={r.Get<int>("N")}"));
}
