using System.Diagnostics;
using Recall.App.Customers;
using Recall.App.Ingestion.Arrivals;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.Local.Commands;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Crash;

/// <summary>An import that was killed is run again, and in the end all is as if it had run once.</summary>
[Trait("Category", "Crash")]
public sealed class KilledImportTests : IDisposable
{
    private const int Folders = 2;
    private const int KillsPerFolder = 8;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(20260102, false)]
    [InlineData(20260103, true)]
    public async Task An_import_killed_at_random_moments_comes_to_the_same_as_a_whole_one(int seed, bool asOf)
    {
        var random = new Random(seed);
        var file = Path.Combine(_folder.Path, "orders.csv");
        await File.WriteAllTextAsync(file, SmallShop.Orders(random, 1500, 40), TestContext.Current.CancellationToken);
        var started = Stopwatch.GetTimestamp();
        Import("whole");
        var took = (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var whole = await StateAsync("whole", $"seed {seed}");
        whole.Count.ShouldBeGreaterThan(5000);

        var kills = 0;
        for (var i = 0; i < Folders; i++)
        {
            for (var attempt = 0; attempt < KillsPerFolder; attempt++)
            {
                using var import = RecallProcess.Start(Arguments($"killed{i}"));
                // Not before the program runs at all; the first third of its time goes into that.
                if (import.EndsWithin(random.Next(took / 4, took)))
                {
                    // Faster than the first one was: kill the next sooner. Importing again what is there may be killed like the first time.
                    took = took * 2 / 3;
                    continue;
                }

                kills += import.Kill() ? 1 : 0;
                if (File.Exists(Path.Combine(_folder.Path, $"killed{i}", "recall.db")))
                    (await StateAsync($"killed{i}", $"seed {seed}, folder {i}, attempt {attempt}")).Keys.Where(key => !whole.ContainsKey(key)).ShouldBeEmpty();
            }

            Import($"killed{i}");
            var state = await StateAsync($"killed{i}", $"seed {seed}, folder {i}");
            state.Count.ShouldBe(whole.Count, $"seed {seed}, folder {i}");
            state.Where(row => whole.GetValueOrDefault(row.Key) != row.Value).Select(row => row.Key).ShouldBeEmpty($"seed {seed}, folder {i}");
        }

        kills.ShouldBeGreaterThanOrEqualTo(Folders);
        TestContext.Current.SendDiagnosticMessage($"{kills} kills of imports that take {took} ms");

        void Import(string name)
        {
            using var import = RecallProcess.Start(Arguments(name));
            import.End(ExitCodes.Refused);
        }

        string[] Arguments(string name)
        {
            string[] arguments =
            [
                "import", file, "--format", "orders-csv", "--example-contacts", "--json", "--data", Path.Combine(_folder.Path, name),
            ];
            return asOf ? [.. arguments, "--as-of", SmallShop.AsOf] : arguments;
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Every row that an import leaves, as text by its key.</summary>
    private async Task<Dictionary<string, string>> StateAsync(string name, string because)
    {
        await using var store = ShopStore.Open(Path.Combine(_folder.Path, name), because);
        await store.WholeEventsAsync(because);
        var state = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in "pei")
        {
            foreach (var row in await store.RowsAsync(kind))
                state[$"{CustomerKeys.Table}|{row.RowKey}"] = Text(row);
        }

        await foreach (var row in store.Tables.ReadAsync(ScheduledArrivals.Table, "feed", null, null, CancellationToken.None))
            state[$"{ScheduledArrivals.Table}|{row.RowKey}"] = Text(row);
        // A letter counts how often it came, and a file that is imported again brings it again: only that it is there is the same.
        await foreach (var partition in store.Tables.ReadAsync(DeadLetterBox.Table, DeadLetterBox.Partitions, null, null, CancellationToken.None))
        {
            await foreach (var row in store.Tables.ReadAsync(DeadLetterBox.Table, partition.RowKey, null, null, CancellationToken.None))
                state[$"{DeadLetterBox.Table}|{partition.RowKey}|{row.RowKey}"] = "";
        }

        return state;
    }

    private static string Text(TableRow row) => string.Join(
        '\n', row.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={(p.Value is byte[] bytes ? Convert.ToHexString(bytes) : p.Value)}"));
}
