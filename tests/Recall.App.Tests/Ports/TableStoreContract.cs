using Recall.App.Ports;

namespace Recall.App.Tests.Ports;

/// <summary>
/// What every <see cref="ITableStore"/> does: a test class per implementation derives from it. Each test has a table of its own, so that
/// it can run against a shared service.
/// </summary>
public abstract class TableStoreContract
{
    protected const string Partition = "0007";

    protected abstract ITableStore Store { get; }

    protected string Table { get; } = "t" + Guid.NewGuid().ToString("N");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_that_was_never_written_is_null() => (await Get("nobody")).ShouldBeNull();

    [Fact]
    public async Task An_inserted_row_comes_back_with_its_etag()
    {
        var etag = await Insert("a", ("Name", "Ann"));

        var row = (await Get("a")).ShouldNotBeNull();
        row.PartitionKey.ShouldBe(Partition);
        row.RowKey.ShouldBe("a");
        row.ETag.ShouldBe(etag);
        Show(row).ShouldBe("a Name=Ann");
    }

    [Fact]
    public async Task Insert_of_a_row_that_is_there_conflicts_and_leaves_it()
    {
        await Insert("a", ("Name", "Ann"));

        await Conflicts(TableConflict.AlreadyExists, 0, Act(TableActionKind.Insert, "a", ("Name", "Bob")));

        Show(await Get("a")).ShouldBe("a Name=Ann");
    }

    [Fact]
    public async Task Replace_drops_what_it_does_not_name_and_merge_keeps_it()
    {
        await Insert("r", ("Name", "Ann"), ("Age", 40));
        await Insert("m", ("Name", "Ann"), ("Age", 40));

        await Submit(Act(TableActionKind.Replace, "r", ("Age", 41)), Act(TableActionKind.Merge, "m", ("Age", 41), ("City", "Graz")));

        Show(await Get("r")).ShouldBe("r Age=41");
        Show(await Get("m")).ShouldBe("m Age=41 City=Graz Name=Ann");
    }

    [Fact]
    public async Task Upsert_adds_then_replaces_whatever_the_etag()
    {
        await Submit(Act(TableActionKind.Upsert, "a", ("Name", "Ann"), ("Age", 40)));
        await Submit(Act(TableActionKind.Upsert, "a", ("Name", "Bob")));

        Show(await Get("a")).ShouldBe("a Name=Bob");
    }

    [Theory]
    [InlineData(TableActionKind.Replace)]
    [InlineData(TableActionKind.Merge)]
    [InlineData(TableActionKind.Delete)]
    public async Task A_row_that_is_not_there_cannot_be_changed(TableActionKind kind) =>
        await Conflicts(TableConflict.NotFound, 0, Act(kind, "nobody"));

    [Theory]
    [InlineData(TableActionKind.Replace)]
    [InlineData(TableActionKind.Merge)]
    [InlineData(TableActionKind.Delete)]
    public async Task A_stale_etag_conflicts_and_the_current_one_does_not(TableActionKind kind)
    {
        var stale = await Insert("a", ("Age", 1));
        var current = (await Submit(Act(TableActionKind.Replace, "a", ("Age", 2)))).ShouldHaveSingleItem();
        Assert.NotEqual(stale, current, StringComparer.Ordinal);

        await Conflicts(TableConflict.ETagMismatch, 0, WithETag(Act(kind, "a", ("Age", 3)), stale));
        Show(await Get("a")).ShouldBe("a Age=2");

        var etag = (await Submit(WithETag(Act(kind, "a", ("Age", 3)), current))).ShouldHaveSingleItem();
        (await Get("a"))?.ETag.ShouldBe(etag);
        Show(await Get("a")).ShouldBe(kind == TableActionKind.Delete ? "none" : "a Age=3");
    }

    [Fact]
    public async Task A_row_that_was_deleted_and_written_again_has_another_etag()
    {
        var first = await Insert("a", ("Age", 1));
        await Submit(Act(TableActionKind.Delete, "a"));
        (await Get("a")).ShouldBeNull();
        await Insert("a", ("Age", 1));

        await Conflicts(TableConflict.ETagMismatch, 0, WithETag(Act(TableActionKind.Delete, "a"), first));
    }

    protected static TableRow Row(string key, params (string Name, object Value)[] properties) =>
        new(Partition, key, properties.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));

    protected static TableAction Act(TableActionKind kind, string key, params (string Name, object Value)[] properties) =>
        new(kind, Row(key, properties));

    protected static TableAction WithETag(TableAction action, string? etag) => action with { Row = action.Row with { ETag = etag } };

    protected static string Show(TableRow? row) => row is null ? "none"
        : string.Join(' ', row.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}").Prepend(row.RowKey));

    protected Task<TableRow?> Get(string key) => Store.GetAsync(Table, Partition, key, Cancel);

    protected Task<IReadOnlyList<string?>> Submit(params TableAction[] actions) => Store.SubmitAsync(Table, actions, Cancel);

    protected async Task<string> Insert(string key, params (string Name, object Value)[] properties) =>
        (await Submit(Act(TableActionKind.Insert, key, properties))).ShouldHaveSingleItem().ShouldNotBeNull();

    protected async Task<List<TableRow>> All(string? from = null, string? to = null, int take = TableLimits.PageRows)
    {
        var rows = new List<TableRow>();
        string? continuation = null;
        do
        {
            var page = await Store.QueryAsync(Table, Partition, from, to, take, continuation, Cancel);
            page.Rows.Count.ShouldBeLessThanOrEqualTo(take);
            rows.AddRange(page.Rows);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return rows;
    }

    protected async Task Conflicts(TableConflict conflict, int index, params TableAction[] actions)
    {
        var e = await Should.ThrowAsync<TableConflictException>(() => Submit(actions));
        e.Conflict.ShouldBe(conflict);
        e.Index.ShouldBe(index);
    }
}
