using Microsoft.Data.Sqlite;
using Recall.App.Ports;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

/// <summary>Readers see whole moments, and so does who opens the file with SQLite's own tools.</summary>
public sealed class ReadSnapshotTests : DatabaseTest
{
    [Fact]
    public async Task A_reader_sees_all_of_a_batch_or_none()
    {
        await using var database = Open();
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

    [Fact]
    public async Task All_statements_of_one_read_see_one_moment()
    {
        await using var database = Open();
        var store = new SqliteTableStore(database);
        await store.SubmitAsync("people", [Insert("a", 1)], Cancel);

        var counts = database.Read(session =>
        {
            var before = Count(session);
#pragma warning disable xUnit1031 // The write must be over before this read is.
            store.SubmitAsync("people", [Insert("b", 2)], Cancel).Wait(Cancel);
#pragma warning restore xUnit1031
            return (before, Count(session));
        });

        counts.ShouldBe((1, 1));
        database.Read(Count).ShouldBe(2);
    }

    [Fact]
    public async Task An_operator_sees_rows_with_any_sqlite_tool_while_recall_runs()
    {
        await using var database = Open();
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["event"] = "{\"type\":\"order\",\"note\":\"你好 😀\"}"u8.ToArray(), ["At"] = Clock.GetUtcNow(), ["Count"] = 5L, ["Name"] = "Zoë",
        };
        await new SqliteTableStore(database).SubmitAsync("People", [new(TableActionKind.Insert, new("0007", "e|x:1", properties))], Cancel);

        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder.Path, "recall.db")};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT concat_ws(' ', pk, rk, properties ->> '$.event.type', properties ->> '$.event.note', properties ->> 'At', properties ->> 'Count', properties ->> 'Name')
            FROM row WHERE tbl = 'people' AND rk LIKE 'e|%'
            """;
        command.ExecuteScalar().ShouldBe("0007 e|x:1 order 你好 😀 2025-01-01T00:00:00Z 5 Zoë");
    }

    private static long Count(SqliteSession session)
    {
        var count = session.Prepare("SELECT count(*) FROM row");
        count.Step();
        return count.Int64(0);
    }
}
