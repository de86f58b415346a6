using Microsoft.Data.Sqlite;
using Recall.App;
using Recall.App.Ports;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

/// <summary>Opening, closing, and what is there afterwards.</summary>
public sealed class RecallDatabaseTests : DatabaseTest
{
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
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_acknowledged_is_in_the_files_even_if_the_process_never_closes_them(bool durable)
    {
        using var copy = new TemporaryFolder();
        await using var database = Open(durable);
        var store = new SqliteTableStore(database);
        for (var i = 0; i < 300; i++)
            await store.SubmitAsync("people", [new(TableActionKind.Upsert, Row($"k{i % 100:D3}", i))], Cancel);
        await store.SubmitAsync("people", [new(TableActionKind.Delete, Row("k000", 0))], Cancel);

        foreach (var file in Directory.GetFiles(Folder.Path, "recall.db*"))
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

        Should.Throw<UserException>(() => Open()).Message.ShouldContain("open in another Recall process");

        await first.DisposeAsync();
        await using var second = Open();
        (await Keys(second)).ShouldBe("");
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_the_folder_let_go()
    {
        await Open().DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(Folder.Path, "recall.db")};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999";
            command.ExecuteNonQuery();
        }

        for (var i = 0; i < 2; i++)
            Should.Throw<UserException>(() => Open()).Message.ShouldContain("schema version 999");
    }

    [Fact]
    public async Task Who_reads_beside_a_writer_sees_what_was_acknowledged_writes_nothing_and_takes_nothing_out_of_its_hands()
    {
        RecallDatabase.OpenToRead(Folder.Path).ShouldBeNull("there is none, and none is made");
        Directory.EnumerateFiles(Folder.Path).ShouldBeEmpty();
        await using var database = Open();
        await new SqliteTableStore(database).SubmitAsync("people", [Insert("a", 1)], Cancel);
        var queue = new SqliteWorkQueue(database, Clock);
        await queue.EnqueueAsync("mail", "hello", cancellationToken: Cancel);
        var inHand = (await queue.ReceiveAsync("mail", 1, TimeSpan.FromHours(1), Cancel)).Single();

        await using (var reader = RecallDatabase.OpenToRead(Folder.Path).ShouldNotBeNull())
        {
            (await Keys(reader)).ShouldBe("a=1");
            await new SqliteTableStore(database).SubmitAsync("people", [Insert("b", 2)], Cancel);
            (await Keys(reader)).ShouldBe("a=1 b=2");
            (await new SqliteWorkQueue(reader, Clock).PeekAsync("mail", 1, Cancel)).ShouldBeEmpty();
            await Should.ThrowAsync<UserException>(() => new SqliteTableStore(reader).SubmitAsync("people", [Insert("c", 3)], Cancel));
        }

        (await queue.DeleteAsync(inHand, Cancel)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Only_a_durable_database_waits_for_the_disk_at_each_commit(bool durable, int synchronous)
    {
        await using var database = Open(durable);

        // sqlite.org/pragma.html#pragma_synchronous: 2 is FULL, 1 is NORMAL.
        (await database.WriteAsync(
            c =>
            {
                var read = c.Prepare("PRAGMA synchronous");
                read.Step();
                return read.Int64(0);
            },
            Cancel)).ShouldBe(synchronous);
    }
}
