using System.Buffers.Binary;
using Recall.App.Ports;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

/// <summary>The log does not grow for ever, whoever reads beside, and what is copied out of it is what was written.</summary>
public sealed class CheckpointerTests : DatabaseTest
{
    /// <summary>Ten times what a log may have: as long as it takes to say that it is never begun anew.</summary>
    private const int MostWrites = 440;

    [Fact]
    public async Task The_log_is_begun_anew_while_others_read()
    {
        var writes = 0;
        await using (var database = Open())
        {
            var store = new SqliteTableStore(database);
            using var read = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var reader = Task.Run(
                async () =>
                {
                    while (!read.IsCancellationRequested)
                        (await store.QueryAsync("people", "p", null, null, 10, cancellationToken: Cancel)).Rows.Select(r => r.Get<int>("N")).Distinct().Count().ShouldBeLessThan(2);
                },
                Cancel);
            while (Beginnings() == 0 && ++writes < MostWrites)
                await store.SubmitAsync("people", [.. Enumerable.Range(0, 50).Select(i => Large($"{i:D2}", writes))], Cancel);
            Beginnings().ShouldBeGreaterThan(0u);
            await read.CancelAsync();
            await reader;
        }

        await using var again = Open();
        (await new SqliteTableStore(again).QueryAsync("people", "p", null, null, cancellationToken: Cancel)).Rows.ShouldAllBe(r => r.Get<int>("N") == writes);
    }

    /// <summary>How often the log was begun anew: its header counts (sqlite.org/fileformat2.html, section 4.1).</summary>
    private uint Beginnings()
    {
        using var log = new FileStream(Path.Combine(Folder.Path, "recall.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[32];
        log.ReadExactly(header);
        return BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12));
    }

    private static TableAction Large(string key, int n) => new(TableActionKind.Upsert, new("p", key, new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["N"] = n,
        ["Text"] = new string('x', 32_000),
    }));
}
