using Recall.App.Ports;

namespace Recall.App.Tests.Ports;

/// <summary>Batches, races, borders between tables: as <see cref="TableStoreContract"/>.</summary>
public abstract class TableStoreBatchContract : TableStoreContract
{
    [Fact]
    public async Task A_batch_returns_etags_in_the_order_of_its_actions_and_null_for_a_delete()
    {
        await Insert("gone");

        var etags = await Submit(
            Act(TableActionKind.Insert, "z"), Act(TableActionKind.Delete, "gone"), Act(TableActionKind.Upsert, "b"));

        etags.ShouldBe([(await Get("z"))!.ETag, null, (await Get("b"))!.ETag]);
    }

    [Fact]
    public async Task A_failing_last_action_undoes_the_whole_batch()
    {
        await Insert("there", ("Age", 1));
        await Insert("gone");
        await Insert("taken");

        await Conflicts(
            TableConflict.AlreadyExists,
            3,
            Act(TableActionKind.Insert, "new"),
            Act(TableActionKind.Merge, "there", ("Age", 2)),
            Act(TableActionKind.Delete, "gone"),
            Act(TableActionKind.Insert, "taken"));

        (await All()).Select(Show).ShouldBe(["gone", "taken", "there Age=1"]);
    }

    [Fact]
    public async Task Of_writers_racing_with_one_etag_exactly_one_wins()
    {
        var etag = await Insert("a", ("Age", 0));

        var won = await Task.WhenAll(Enumerable.Range(1, 32).Select(i => Task.Run(
            async () =>
            {
                try
                {
                    await Submit(WithETag(Act(TableActionKind.Replace, "a", ("Age", i)), etag));
                    return i;
                }
                catch (TableConflictException e) when (e.Conflict == TableConflict.ETagMismatch)
                {
                    return 0;
                }
            },
            Cancel)));

        Show(await Get("a")).ShouldBe($"a Age={won.Where(i => i > 0).ShouldHaveSingleItem()}");
    }

    [Fact]
    public async Task Of_racing_inserts_exactly_one_wins()
    {
        var won = await Task.WhenAll(Enumerable.Range(1, 32).Select(i => Task.Run(
            async () =>
            {
                try
                {
                    await Submit(Act(TableActionKind.Insert, "once"), Act(TableActionKind.Insert, $"by{i:D2}"));
                    return 1;
                }
                catch (TableConflictException)
                {
                    return 0;
                }
            },
            Cancel)));

        won.Sum().ShouldBe(1);
        (await All()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Tables_and_partitions_are_apart()
    {
        await Insert("a", ("Age", 1));
        await Store.SubmitAsync(Table, [new(TableActionKind.Insert, Row("a", ("Age", 2)) with { PartitionKey = Partition + "0" })], Cancel);
        await Store.SubmitAsync(Table + "x", [new(TableActionKind.Insert, Row("a", ("Age", 3)))], Cancel);

        Show(await Get("a")).ShouldBe("a Age=1");
        (await All()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_call_is_not_carried_out()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => Store.SubmitAsync(Table, [Act(TableActionKind.Insert, "a")], cancelled));

        (await Get("a")).ShouldBeNull();
    }
}
