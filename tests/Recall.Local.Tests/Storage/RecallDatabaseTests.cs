using Microsoft.Data.Sqlite;
using Recall.App.Ports;
using Recall.Local.Runtime;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

public sealed class RecallDatabaseTests : IDisposable
{
    private static readonly VirtualClock Clock = new(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_and_messages_are_there_after_reopening()
    {
        await using (var database = Open())
        {
            await new SqliteTableStore(database).SubmitAsync("people", [Insert("a", 1), Insert("b", 2)], Cancel);
            await new SqliteWorkQueue(database, Clock).EnqueueAsync("mail", "hello", cancellationToken: Cancel);
        }

        await using var again = Open();
        (await Keys(again)).ShouldBe("a=1 b=2");
        (await new SqliteWorkQueue(again, Clock).ReceiveAsync("mail", 1, TimeSpan.FromHours(1), Cancel)).ShouldHaveSingleItem().Body.ShouldBe("hello");
    }

    [Theory]
    [InlineData(RecallDatabase.DefaultJournalBytes)]
    [InlineData(20_000)]
    [InlineData(0)]
    public async Task What_was_acknowledged_is_in_the_files_even_if_the_process_never_closes_them(long journalBytes)
    {
        using var copy = new TemporaryFolder();
        await using var database = Open(journalBytes);
        var store = new SqliteTableStore(database);
        for (var i = 0; i < 300; i++)
            await store.SubmitAsync("people", [new(TableActionKind.Upsert, Row($"k{i % 100:D3}", i))], Cancel);
        await store.SubmitAsync("people", [new(TableActionKind.Delete, Row("k000", 0))], Cancel);

        foreach (var file in Directory.GetFiles(folder.Path, "recall.db*"))
            File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));

        await using var survivor = RecallDatabase.Open(copy.Path, Clock);
        (await Keys(survivor)).ShouldBe(string.Join(' ', Enumerable.Range(1, 99).Select(i => $"k{i:D3}={200 + i}")));
    }

    [Fact]
    public async Task An_etag_is_not_given_again_after_reopening()
    {
        string? first;
        await using (var database = Open())
        {
            first = (await new SqliteTableStore(database).SubmitAsync("people", [Insert("a", 1)], Cancel))[0];
            await new SqliteTableStore(database).SubmitAsync("people", [new(TableActionKind.Delete, Row("a", 1))], Cancel);
        }

        await using var again = Open();
        Assert.NotEqual(first, (await new SqliteTableStore(again).SubmitAsync("people", [Insert("a", 1)], Cancel))[0], StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_open_is_refused_to_a_second_opener_and_free_after_closing()
    {
        var first = Open();

        Should.Throw<InvalidOperationException>(() => Open()).Message.ShouldContain("open in another Recall process");

        await first.DisposeAsync();
        await using var second = Open();
        (await Keys(second)).ShouldBe("");
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_the_folder_let_go()
    {
        await Open().DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "recall.db")};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999";
            command.ExecuteNonQuery();
        }

        for (var i = 0; i < 2; i++)
            Should.Throw<InvalidOperationException>(() => Open()).Message.ShouldContain("schema version 999");
    }

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

        writes.ShouldAllBe(w => w.IsCompletedSuccessfully);
        await Should.ThrowAsync<ObjectDisposedException>(() => store.SubmitAsync("people", [Insert("late", 1)], Cancel));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.GetAsync("people", "p", "000", Cancel));
        await using var again = Open();
        (await new SqliteTableStore(again).QueryAsync("people", "p", null, null, cancellationToken: Cancel)).Rows.Count.ShouldBe(500);
    }

    [Fact]
    public async Task A_reader_sees_all_of_a_batch_or_none_while_rows_move()
    {
        await using var database = Open(journalBytes: 0);
        var store = new SqliteTableStore(database);
        await store.SubmitAsync("people", [Insert("a", 0), Insert("b", 0), Insert("c", 0)], Cancel);
        using var done = new CancellationTokenSource();

        var reader = Task.Run(
            async () =>
            {
                var seen = 0;
                while (!done.IsCancellationRequested)
                {
                    var values = (await store.QueryAsync("people", "p", null, null, cancellationToken: Cancel)).Rows.Select(r => r.Get<int>("N")).ToList();
                    values.Count.ShouldBe(3);
                    values.Distinct().Count().ShouldBe(1);
                    values[0].ShouldBeGreaterThanOrEqualTo(seen);
                    seen = values[0];
                }
                return seen;
            },
            Cancel);
        for (var i = 1; i <= 400; i++)
            await store.SubmitAsync("people", [.. "abc".Select(k => new TableAction(TableActionKind.Replace, Row(k.ToString(), i)))], Cancel);
        await done.CancelAsync();

        (await reader).ShouldBeLessThanOrEqualTo(400);
    }

    public void Dispose() => folder.Dispose();

    private static TableRow Row(string key, int n) => new("p", key, new Dictionary<string, object>(StringComparer.Ordinal) { ["N"] = n });

    private static TableAction Insert(string key, int n) => new(TableActionKind.Insert, Row(key, n));

    private static async Task<string> Keys(RecallDatabase database) => string.Join(
        ' ',
        (await new SqliteTableStore(database).QueryAsync("people", "p", null, null, cancellationToken: Cancel)).Rows.Select(r => $"{r.RowKey}={r.Get<int>("N")}"));

    private static long Runs(RecallDatabase database) => database.Read(session =>
    {
        var count = session.Prepare("SELECT count(*) FROM run");
        count.Step();
        return count.Int64(0);
    });

    private RecallDatabase Open(long journalBytes = RecallDatabase.DefaultJournalBytes) => RecallDatabase.Open(folder.Path, Clock, journalBytes);
}
