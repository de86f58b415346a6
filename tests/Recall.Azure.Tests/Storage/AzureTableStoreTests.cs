using Azure;
using Azure.Data.Tables;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Recall.App.Ports;
using Recall.Azure.Storage;
using Recall.Azure.Tests.Sdk;

namespace Recall.Azure.Tests.Storage;

/// <summary>What the store makes of the service's answers. That the service gives those is for the tests with Azurite to say.</summary>
public class AzureTableStoreTests
{
    private readonly TableClient _table = Substitute.For<TableClient>();
    private readonly AzureTableStore _store;

    public AzureTableStoreTests()
    {
        var service = Substitute.For<TableServiceClient>();
        service.GetTableClient("customers").Returns(_table);
        _store = new(service);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(409, "EntityAlreadyExists", TableConflict.AlreadyExists)]
    [InlineData(404, "ResourceNotFound", TableConflict.NotFound)]
    [InlineData(404, "EntityNotFound", TableConflict.NotFound)]
    [InlineData(412, "UpdateConditionNotSatisfied", TableConflict.ETagMismatch)]
    public async Task A_row_in_another_state_is_a_conflict_that_names_the_action(int status, string code, TableConflict conflict)
    {
        Fails(Answer.Error(status, code), action: 1);

        var e = await Should.ThrowAsync<TableConflictException>(() => SubmitAsync(Insert("a"), Insert("b")));

        (e.Conflict, e.Index).ShouldBe((conflict, 1));
        e.Message.ShouldContain("'b'");
        await _table.DidNotReceiveWithAnyArgs().GetEntityIfExistsAsync<TableEntity>(default, default, default, Cancel);
    }

    [Theory]
    [InlineData(404, "TableNotFound")]
    [InlineData(409, "TableBeingDeleted")]
    [InlineData(403, "AuthorizationFailure")]
    [InlineData(429, null)]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServerBusy")]
    public async Task What_says_nothing_of_the_row_is_thrown_on(int status, string? code)
    {
        Fails(Answer.Error(status, code));

        (await Should.ThrowAsync<RequestFailedException>(() => SubmitAsync(Insert("a")))).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData(413, null)]
    [InlineData(413, "RequestBodyTooLarge")]
    [InlineData(400, "EntityTooLarge")]
    [InlineData(400, "PropertyValueTooLarge")]
    [InlineData(400, "TooManyProperties")]
    public async Task What_is_too_large_is_a_limit(int status, string? code)
    {
        Fails(Answer.Error(status, code));

        await Should.ThrowAsync<TableLimitException>(() => SubmitAsync(Insert("a")));
    }

    [Fact]
    public async Task An_insert_that_was_sent_twice_and_meets_itself_has_succeeded()
    {
        Fails(Answer.Error(409, "EntityAlreadyExists"), sends: 2);
        Finds("a", "W/\"1\"", ("Name", "Ann"), ("Bytes", new byte[] { 1, 2 }));

        (await SubmitAsync(Insert("a", ("Name", "Ann"), ("Bytes", new byte[] { 1, 2 })))).ShouldBe(["W/\"1\""]);
    }

    [Theory]
    [InlineData(1, "Ann", false)] // Sent once: whoever was there, it was not this one.
    [InlineData(2, "Bob", false)]
    [InlineData(2, "Ann", true)] // One property more than was written.
    public async Task An_insert_that_meets_another_has_not(int sends, string found, bool more)
    {
        Fails(Answer.Error(409, "EntityAlreadyExists"), sends: sends);
        Finds("a", "W/\"1\"", more ? [("Name", found), ("Age", 40)] : [("Name", found)]);

        await Should.ThrowAsync<TableConflictException>(() => SubmitAsync(Insert("a", ("Name", "Ann"))));
    }

    [Fact]
    public async Task A_batch_that_was_sent_twice_is_told_from_another_writers_by_all_its_rows()
    {
        Fails(Answer.Error(412, "UpdateConditionNotSatisfied"), sends: 2);
        Finds("merged", "W/\"2\"", ("Name", "Ann"), ("Age", 40));
        FindsNothing("gone");
        TableAction[] batch =
        [
            new(TableActionKind.Merge, new("0007", "merged", Values(("Age", 40)), "W/\"1\"")), new(TableActionKind.Delete, new("0007", "gone", Values(), "W/\"1\"")),
        ];

        (await SubmitAsync(batch)).ShouldBe(["W/\"2\"", null]);

        Finds("gone", "W/\"9\"");
        await Should.ThrowAsync<TableConflictException>(() => SubmitAsync(batch));
    }

    [Fact]
    public async Task Actions_are_sent_as_what_they_are_and_any_etag_is_a_star()
    {
        List<TableTransactionAction> sent = [];
        _table.SubmitTransactionAsync(Arg.Do<IEnumerable<TableTransactionAction>>(a => sent.AddRange(a)), Arg.Any<CancellationToken>())
            .Returns(_ => Response.FromValue<IReadOnlyList<Response>>([.. sent.Select(_ => new Answer(204, ("ETag", "W/\"7\"")))], new Answer(202)));
        var row = new TableRow("0007", "a", Values(("Age", 40)));

        (await SubmitAsync(
            new(TableActionKind.Insert, row), new(TableActionKind.Replace, row with { RowKey = "b", ETag = "W/\"1\"" }), new(TableActionKind.Merge, row with { RowKey = "c" }),
            new(TableActionKind.Upsert, row with { RowKey = "d" }), new(TableActionKind.Delete, row with { RowKey = "e", ETag = "W/\"2\"" })))
            .ShouldBe(Enumerable.Repeat("W/\"7\"", 5));

        sent.Select(a => $"{a.ActionType} {a.Entity.RowKey} {a.ETag}").ShouldBe(
            ["Add a ", "UpdateReplace b W/\"1\"", "UpdateMerge c *", "UpsertReplace d ", "Delete e W/\"2\""]);
        ((TableEntity)sent[0].Entity)["Age"].ShouldBe(40);
        ((TableEntity)sent[4].Entity).ContainsKey("Age").ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_rules_refuse_is_never_sent()
    {
        await Should.ThrowAsync<TableLimitException>(() => SubmitAsync(Insert("a/b")));
        await Should.ThrowAsync<TableLimitException>(() => _store.GetAsync("customers", "a#", "b", Cancel));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _store.QueryAsync("customers", "a", null, null, 1001, null, Cancel));
        (await SubmitAsync()).ShouldBeEmpty();

        _table.ReceivedCalls().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_range_is_a_filter_with_its_quotes_doubled_and_goes_on_after_the_last_row_that_was_read()
    {
        var filters = new List<string>();
        _table.QueryAsync<TableEntity>(Arg.Do<string>(filters.Add), 2, null, Arg.Any<CancellationToken>()).Returns(
            Pages(([], "skip"), ([Entity("e|1"), Entity("e|o'x")], "more")), Pages(([], null)));

        var first = await _store.QueryAsync("customers", "0007", "e|", "e~", 2, null, Cancel);
        var last = await _store.QueryAsync("customers", "0007", "e|", "e~", 2, first.Continuation, Cancel);

        first.Rows.Select(r => r.RowKey).ShouldBe(["e|1", "e|o'x"]);
        (last.Rows.Count, last.Continuation).ShouldBe((0, null));
        filters.ShouldBe(
        [
            "PartitionKey eq '0007' and RowKey ge 'e|' and RowKey lt 'e~'", "PartitionKey eq '0007' and RowKey gt 'e|o''x' and RowKey lt 'e~'",
        ]);
    }

    [Fact]
    public async Task A_row_has_no_more_than_what_was_written()
    {
        Finds("a", "W/\"1\"", ("Name", "Ann"));

        var row = (await _store.GetAsync("customers", "0007", "a", Cancel)).ShouldNotBeNull();

        (row.PartitionKey, row.RowKey, row.ETag).ShouldBe(("0007", "a", "W/\"1\""));
        row.Properties.Keys.ShouldBe(["Name"]);
    }

    private static Dictionary<string, object> Values(params (string Name, object Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    private static TableAction Insert(string key, params (string Name, object Value)[] values) => new(TableActionKind.Insert, new("0007", key, Values(values)));

    private Task<IReadOnlyList<string?>> SubmitAsync(params TableAction[] actions) => _store.SubmitAsync("customers", actions, Cancel);

    private void Fails(RequestFailedException error, int action = 0, int sends = 1)
    {
        error.Data["FailedEntity"] = $"{action}";
        _table.SubmitTransactionAsync(default, Cancel).ThrowsAsyncForAnyArgs(_ =>
        {
            for (var i = 0; i < sends; i++)
                SendCount.Add();
            return new TableTransactionFailedException(error);
        });
    }

    private void Finds(string key, string etag, params (string Name, object Value)[] values) =>
        _table.GetEntityIfExistsAsync<TableEntity>("0007", key, null, Arg.Any<CancellationToken>())
            .Returns(Response.FromValue(Entity(key, etag, values), new Answer(200)));

    private void FindsNothing(string key) =>
        _table.GetEntityIfExistsAsync<TableEntity>("0007", key, null, Arg.Any<CancellationToken>()).Returns(new Nothing());

    private static TableEntity Entity(string key, string etag = "W/\"1\"", params (string Name, object Value)[] values)
    {
        var entity = new TableEntity("0007", key) { ETag = new(etag), Timestamp = DateTimeOffset.UnixEpoch };
        foreach (var (name, value) in values)
            entity[name] = value;
        return entity;
    }

    private static AsyncPageable<TableEntity> Pages(params (TableEntity[] Rows, string? More)[] pages) =>
        AsyncPageable<TableEntity>.FromPages(pages.Select(p => Page<TableEntity>.FromValues(p.Rows, p.More, new Answer(200))));

    private sealed class Nothing : NullableResponse<TableEntity>
    {
        public override bool HasValue => false;

        public override TableEntity? Value => null;

        public override Response GetRawResponse() => new Answer(404);
    }
}
