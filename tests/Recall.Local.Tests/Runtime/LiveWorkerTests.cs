using Recall.App.Enrolment;
using Recall.App.Ingestion;
using Recall.App.Ports;
using Recall.App.Reports;
using Recall.App.Sequences;
using Recall.App.Tests.Shops;
using Recall.App.Work;
using Recall.Core.Customers;
using Recall.Local.Runtime;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Runtime;

public class LiveWorkerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task New_work_wakes_it_while_the_clock_stands_still()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "sequences"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "sequences", "hello.yaml"), SequenceText.Of("hello", SequenceText.Mail, audience: "{ field: profile.orders, at-least: 0 }"), Cancel);
        var mail = new ScriptedChannel("email", repeatable: true, new VirtualClock(Noon));
        await using var shop = new BerlinShop(folder, Noon, mail);
        var worker = shop.Get<LiveWorker>();
        await worker.StartAsync(Cancel);
        await AsleepAsync(shop.Clock);

        await EnterAsync(shop);
        await UntilAsync(() => mail.Calls == 1);

        shop.Clock.GetUtcNow().ShouldBe(Noon);
        await worker.StopAsync(Cancel);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_round_that_fails_comes_again_after_a_pause_and_does_what_was_due()
    {
        using var folder = new TemporaryFolder();
        await using var shop = new BerlinShop(folder, Noon);
        var tables = shop.Get<ITableStore>();
        var broken = new TableRow("daily", "score", new Dictionary<string, object>(StringComparer.Ordinal) { ["day"] = "nonsense" });
        await tables.SubmitAsync("schedule", [new(TableActionKind.Insert, broken)], Cancel);
        var worker = shop.Get<LiveWorker>();
        await worker.StartAsync(Cancel);
        await AsleepAsync(shop.Clock);
        (shop.Clock.NextTimer, worker.ExecuteTask!.IsCompleted).ShouldBe((Noon.AddSeconds(30), false));

        await tables.SubmitAsync("schedule", [new(TableActionKind.Delete, broken)], Cancel);
        shop.Clock.Advance(TimeSpan.FromSeconds(30));
        await UntilAsync(() => shop.Clock.NextTimer is { } next && next > Noon.AddMinutes(2));

        (await shop.Get<DailyWork>().NextAsync(Cancel)).ShouldBeGreaterThan(Noon.AddHours(12));
        await worker.StopAsync(Cancel);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_fails_keeps_no_other_work_waiting()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "sequences"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "sequences", "hello.yaml"), SequenceText.Of("hello", SequenceText.Mail, audience: "{ field: profile.orders, at-least: 0 }"), Cancel);
        var mail = new ScriptedChannel("email", repeatable: true, new VirtualClock(Noon));
        await using var shop = new BerlinShop(folder, Noon, mail);
        var broken = new TableRow("daily", "score", new Dictionary<string, object>(StringComparer.Ordinal) { ["day"] = "nonsense" });
        await shop.Get<ITableStore>().SubmitAsync("schedule", [new(TableActionKind.Upsert, broken)], Cancel);
        await EnterAsync(shop);
        var worker = shop.Get<LiveWorker>();
        await worker.StartAsync(Cancel);
        await AsleepAsync(shop.Clock);

        // What starts the day does not get past the broken row.
        await Should.ThrowAsync<FormatException>(() => shop.Get<DailyWork>().RunDueAsync(Cancel));
        mail.Calls.ShouldBe(1);
        await worker.StopAsync(Cancel);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_month_brought_is_kept_with_the_first_days_work_after_it()
    {
        using var folder = new TemporaryFolder();
        await using var shop = new BerlinShop(folder, Noon);
        var worker = shop.Get<LiveWorker>();

        await worker.StartAsync(Cancel);
        await AsleepAsync(shop.Clock);

        (await shop.Get<MonthlyReport>().MonthsAsync(Cancel)).ShouldBe(["2026-06"]);
        await worker.StopAsync(Cancel);
    }

    private static async Task EnterAsync(BerlinShop shop)
    {
        var ann = CustomerKey.Parse("shop:ann");
        await shop.Get<IngestEvents>().HandleAsync(
            [
                new CustomerChanged { Id = "c", Customer = ann, At = Noon.AddDays(-9), Email = "ann@example.com" },
                new ConsentChanged { Id = "k", Customer = ann, At = Noon.AddDays(-9), Channel = "email", Granted = true },
            ],
            Cancel);
        await shop.Get<EnrolCustomer>().HandleAsync(
            shop.Get<SequenceCatalogue>().Find("hello")!, ann, Cancel);
    }

    /// <summary>Its alarm is set when it has nothing left to do.</summary>
    private static Task AsleepAsync(VirtualClock clock) => UntilAsync(() => clock.NextTimer is not null);

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
