using Recall.App.Ports;
using Recall.App.Tests.Ports;
using Recall.Local.Runtime;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

public sealed class SqliteTableStoreTests : TableStoreLimitContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecallDatabase database;

    public SqliteTableStoreTests()
    {
        database = RecallDatabase.Open(folder.Path, new VirtualClock(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Store = new SqliteTableStore(database);
    }

    protected override ITableStore Store { get; }

    [Fact]
    public async Task The_case_of_a_tables_name_does_not_matter()
    {
        await Insert("a", ("Age", 1));

        Show(await Store.GetAsync(Table.ToUpperInvariant(), Partition, "a", Cancel)).ShouldBe("a Age=1");
    }

    [Fact]
    public async Task A_foreign_continuation_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(() => Store.QueryAsync(Table, Partition, null, null, 10, "not one!", Cancel));

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
