using System.Globalization;
using Recall.Local.Commands;
using Recall.Local.Hosting;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Crash;

/// <summary>
/// Sequences whose process is killed again and again: no message goes out twice, nobody is lost, and in the end the shop is where it
/// would be if nothing had happened.
/// </summary>
[Trait("Category", "Crash")]
public sealed class KilledRunTests : IDisposable
{
    private const int Kills = 40;
    private const int MaxProcesses = 60;

    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2025, 3, 12, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(20260104)]
    public async Task Sequences_killed_at_random_moments_come_to_the_same_and_touch_nobody_twice(int seed)
    {
        var random = new Random(seed);
        var (killed, whole) = (Path.Combine(_folder.Path, "killed"), Path.Combine(_folder.Path, "whole"));
        await MakeAsync(killed, random);
        Copy(killed, whole);
        using (var run = Run(whole))
            run.End();
        var undisturbed = await ShopFacts.ReadAsync(whole, "the whole run");
        undisturbed.ProveSound("the whole run");
        undisturbed.Unknown.ShouldBeEmpty();

        var kills = RunThrough(killed, random, $"seed {seed}");
        kills.ShouldBeGreaterThanOrEqualTo(Kills, $"seed {seed}");
        var facts = await ShopFacts.ReadAsync(killed, $"seed {seed}");
        facts.ProveSound($"seed {seed}");
        facts.ProveSameAs(undisturbed, $"seed {seed}");
        facts.Unknown.Count.ShouldBeLessThanOrEqualTo(kills * ShopFacts.SentAtOnce, $"seed {seed}");
        TestContext.Current.SendDiagnosticMessage($"{kills} kills: {facts}; the whole run: {undisturbed}");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task MakeAsync(string folder, Random random)
    {
        var sequences = Directory.CreateDirectory(Path.Combine(folder, "sequences")).FullName;
        await File.WriteAllTextAsync(Path.Combine(sequences, "come-back.yaml"), SmallShop.Sequence);
        foreach (var shipped in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "sequences"), "*.yaml"))
            File.Copy(shipped, Path.Combine(sequences, Path.GetFileName(shipped)));
        var file = Path.Combine(folder, "orders.csv");
        await File.WriteAllTextAsync(file, SmallShop.Orders(random, 250, 35));
        using var import = RecallProcess.Start(
            "import", file, "--format", "orders-csv", "--example-contacts", "--as-of", SmallShop.AsOf, "--json", "--data", folder);
        import.End(ExitCodes.Refused);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.Combine(to, "sequences"));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    private static RecallProcess Run(string folder) =>
        RecallProcess.Start("run", "--until", Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "--data", folder, "--json");

    /// <summary>
    /// Every process gets a moment of virtual time at which it is killed, or a number of messages after which it is, or, where it has
    /// nothing of that to wait for, a share of a second; and then some more turns of a loop.
    /// </summary>
    private static int RunThrough(string folder, Random random, string because)
    {
        var data = new DataFolder(folder);
        var log = new FileInfo(Path.Combine(data.Outbox, "sent.log"));
        var kills = 0;
        for (var i = 0; i < MaxProcesses; i++)
        {
            using var run = Run(folder);
            var time = kills < Kills ? Start + ((Until - Start) * (kills + random.NextDouble()) / (Kills + 1)) : DateTimeOffset.MaxValue;
            var sent = random.Next(3) == 0 ? Length(log) + (random.Next(1, 12) * 200) : long.MaxValue;
            var late = data.VirtualNow >= time ? random.Next(100, 900) : int.MaxValue;
            var spins = random.Next(0, 300_000);
            for (var waited = 0; ; waited++)
            {
                if (run.EndsWithin(1))
                {
                    run.End();
                    return kills;
                }

                if (waited >= late || (late == int.MaxValue && data.VirtualNow >= time) || Length(log) >= sent)
                    break;
            }

            Thread.SpinWait(spins);
            kills += run.Kill() ? 1 : 0;
        }

        throw new InvalidOperationException($"{because}: the run has not come to its end after {MaxProcesses} processes.");
    }

    private static long Length(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }
}
