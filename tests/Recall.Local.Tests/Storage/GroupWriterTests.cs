using Microsoft.Data.Sqlite;
using Recall.App.Ports;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

/// <summary>What is committed together and what fails alone.</summary>
public sealed class GroupWriterTests : DatabaseTest
{
    [Fact]
    public async Task A_unit_of_work_spans_rows_messages_and_sql_and_fails_as_one()
    {
        await using var database = Open();
        var queue = new SqliteWorkQueue(database, Clock);
        await database.WriteAsync(c => c.Prepare("CREATE TABLE run(id TEXT PRIMARY KEY)").Run(), Cancel);

        await Should.ThrowAsync<InvalidDataException>(() => database.WriteAsync<int>(
            c =>
            {
                Work(c);
                c.Get("people", "p", "a").ShouldNotBeNull().Get<int>("N").ShouldBe(1);
                throw new InvalidDataException();
            },
            Cancel));
        ((await Keys(database)), queue.NextVisible(), Runs(database)).ShouldBe(("", null, 0));

        await database.WriteAsync(Work, Cancel);
        ((await Keys(database)), queue.NextVisible(), Runs(database)).ShouldBe(("a=1", Clock.GetUtcNow(), 1));

        static int Work(WriteContext context)
        {
            context.Submit("people", [Insert("a", 1)]);
            context.Enqueue("mail", "hello");
            return context.Prepare("INSERT INTO run VALUES (?)").Bind(1, "r1").Run();
        }
    }

    [Fact]
    public async Task A_failing_unit_does_not_hurt_those_committed_with_it()
    {
        await using var database = Open();
        var store = new SqliteTableStore(database);
        using var gate = new ManualResetEventSlim();
        var held = database.WriteAsync(
            _ =>
            {
                gate.Wait(Cancel);
                return true;
            },
            Cancel);

        // All of these wait for the writer and are taken as one group.
        var good = Enumerable.Range(0, 20).Select(i => store.SubmitAsync("people", [Insert($"{i:D2}", i)], Cancel)).ToList();
        var conflict = store.SubmitAsync("people", [Insert("new", 1), Insert("07", 7)], Cancel);
        var sql = database.WriteAsync(
            c =>
            {
                c.Submit("people", [Insert("undone", 1)]);
                return c.Prepare("INSERT INTO stamp VALUES (NULL)").Run();
            },
            Cancel);
        var after = store.SubmitAsync("people", [new(TableActionKind.Replace, Row("07", 70))], Cancel);
        gate.Set();

        await held;
        await Task.WhenAll(good);
        await after;
        (await Should.ThrowAsync<TableConflictException>(() => conflict)).Index.ShouldBe(1);
        await Should.ThrowAsync<SqliteException>(() => sql);
        (await Keys(database)).ShouldBe(string.Join(' ', Enumerable.Range(0, 20).Select(i => $"{i:D2}={(i == 7 ? 70 : i)}")));
    }

    [Fact]
    public async Task A_full_disk_fails_the_callers_and_the_store_goes_on_when_there_is_room()
    {
        await using var database = Open();
        var store = new SqliteTableStore(database);
        await store.SubmitAsync("people", [Insert("a", 1)], Cancel);
        await database.WriteAsync(c => c.Prepare("PRAGMA max_page_count = 1").Step(), Cancel);

        var big = new TableRow("p", "big", new Dictionary<string, object>(StringComparer.Ordinal) { ["Text"] = new string('x', 30_000) });
        for (var i = 0; i < 2; i++)
            await Should.ThrowAsync<SqliteException>(() => store.SubmitAsync("people", [new(TableActionKind.Insert, big)], Cancel));
        (await Keys(database)).ShouldBe("a=1");

        await database.WriteAsync(c => c.Prepare("PRAGMA max_page_count = 1000000").Step(), Cancel);
        await store.SubmitAsync("people", [Insert("b", 2)], Cancel);
        (await Keys(database)).ShouldBe("a=1 b=2");
    }

    [Fact]
    public async Task Dispose_finishes_what_was_taken_in_and_refuses_what_comes_later()
    {
        var database = Open();
        var store = new SqliteTableStore(database);
        var writes = Enumerable.Range(0, 500).Select(i => store.SubmitAsync("people", [Insert($"{i:D3}", i)], Cancel)).ToList();

        await database.DisposeAsync();

        // Each is answered by then; what waits for an answer goes on when a thread is free.
        await Task.WhenAll(writes);
        await Should.ThrowAsync<ObjectDisposedException>(() => store.SubmitAsync("people", [Insert("late", 1)], Cancel));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.GetAsync("people", "p", "000", Cancel));
        (await database.WriteFaultAsync(Cancel)).ShouldBe("The writer has ended.");
        await using var again = Open();
        (await new SqliteTableStore(again).QueryAsync("people", "p", null, null, cancellationToken: Cancel)).Rows.Count.ShouldBe(500);
    }

    private static long Runs(RecallDatabase database) => database.Read(session =>
    {
        var count = session.Prepare("SELECT count(*) FROM run");
        count.Step();
        return count.Int64(0);
    });
}
