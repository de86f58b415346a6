using Recall.App.Ingestion;
using Recall.App.Ingestion.Arrivals;
using Recall.App.Scoring;
using Recall.App.Work;
using Recall.Core.Customers;
using Recall.Core.Wording;
using Recall.Local.Runtime;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Runtime;

/// <summary>Daily work, and the virtual drive that does it, on a real data folder.</summary>
public class DailyWorkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T07:30:00Z")] // 02:00 is skipped in Berlin that night: 03:00 is the moment.
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T08:30:00Z")] // 02:00 comes twice: the first.
    [InlineData("2026-07-01T12:00:00Z", "2026-07-02T00:00:00Z", "2026-07-02T07:30:00Z")]
    public async Task Each_task_comes_once_on_a_local_day_also_when_clocks_change(string start, string score, string enrol)
    {
        using var folder = new TemporaryFolder();
        await using var shop = Open(folder, Time(start));
        await shop.DoAsync(); // Both of the day before, which were never done.

        (await shop.NextAsync()).ShouldBe(Time(score));
        (await shop.NextAsync()).ShouldBe(Time(enrol));
        (await shop.NextAsync()).ShouldBeGreaterThan(Time(enrol).AddHours(14));
    }

    [Fact]
    public async Task A_restart_repeats_no_day_and_days_without_a_process_are_not_made_up()
    {
        using var folder = new TemporaryFolder();
        await using (var shop = Open(folder, Time("2026-07-01T12:00:00Z")))
            (await shop.DoAsync()).ShouldBe(32);
        await using (var shop = Open(folder, Time("2026-07-01T13:00:00Z")))
            (await shop.DoAsync()).ShouldBe(0);
        await using (var shop = Open(folder, Time("2026-07-11T12:00:00Z")))
        {
            (await shop.DoAsync()).ShouldBe(32);
            (await shop.DoAsync()).ShouldBe(0);
            (await shop.Get<DailyWork>().NextAsync(Cancel)).ShouldBe(Time("2026-07-12T00:00:00Z"));
        }
    }

    [Fact]
    public async Task The_model_of_a_young_shop_is_fitted_once_a_week_though_clocks_change_in_it()
    {
        using var folder = new TemporaryFolder();
        await using var shop = Open(folder, Time("2026-03-22T12:00:00Z"));
        await shop.DoAsync();
        var fits = new HashSet<DateTimeOffset>();
        while (shop.Clock.GetUtcNow() < Time("2026-04-20T00:00:00Z"))
        {
            await shop.NextAsync();
            fits.Add((await shop.Get<ModelStore>().CurrentAsync(Cancel))!.FittedAt);
        }

        fits.Order().Select(f => f.ToOffset(TimeSpan.FromHours(2)).Day).ShouldBe([22, 29, 5, 12, 19]);
    }

    [Fact]
    public async Task A_fit_that_was_not_put_in_force_is_not_tried_again_the_next_night()
    {
        using var folder = new TemporaryFolder();
        await using var shop = Open(folder, Time("2026-07-01T12:00:00Z"));
        await shop.DoAsync();
        var models = shop.Get<ModelStore>();
        var model = (await models.CurrentAsync(Cancel))!;
        var tried = new HashSet<DateTimeOffset>();
        while (shop.Clock.GetUtcNow() < Time("2026-07-20T00:00:00Z"))
        {
            await shop.NextAsync();

            // No fit of these weeks is put in force.
            var trial = (await models.LastTrialAsync(Cancel))!;
            tried.Add(trial.At);
            await models.SaveAsync(
                model with { Version = "worse" },
                trial with { Challenger = "worse", Champion = model.Version, Refused = Whys.LostSpend.With(("cause", "infinite-mean")) }, Cancel);
        }

        (await models.CurrentVersionAsync(Cancel)).ShouldBe(model.Version);
        tried.Order().Select(f => f.ToOffset(TimeSpan.FromHours(2)).Day).ShouldBe([1, 8, 15]);
    }

    [Theory]
    [InlineData(0, 28)]
    [InlineData(400, 7)]
    public async Task The_model_of_an_old_shop_is_fitted_early_where_customers_have_become_others(int newcomers, int days)
    {
        using var folder = new TemporaryFolder();
        await using var shop = Open(folder, Time("2026-07-01T12:00:00Z"));
        OrderPlaced Order(string who, double daysAgo) => new() { Id = "o", Customer = CustomerKey.Parse("shop:" + who), At = shop.Clock.GetUtcNow().AddDays(-daysAgo), Total = 20 };
        await shop.Get<IngestEvents>().HandleAsync([.. Enumerable.Range(0, 200).Select(i => Order($"old{i}", 4 * i))], Cancel);
        await shop.DoAsync();
        var first = (await shop.Get<ModelStore>().LastTrialAsync(Cancel))!.At;
        await shop.NextAsync();
        await shop.Get<IngestEvents>().HandleAsync([.. Enumerable.Range(0, newcomers).Select(i => Order($"new{i}", 0))], Cancel);

        while ((await shop.Get<ModelStore>().LastTrialAsync(Cancel))!.At == first)
            await shop.NextAsync();

        var fitted = (await shop.Get<ModelStore>().LastTrialAsync(Cancel))!.At;
        (DateOnly.FromDateTime(fitted.UtcDateTime).DayNumber - DateOnly.FromDateTime(first.UtcDateTime).DayNumber).ShouldBe(days);
    }

    [Fact]
    public async Task Two_drives_over_the_same_facts_leave_the_same_folders()
    {
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();

        var first = await DriveAsync(one);

        (await DriveAsync(two)).ShouldBe(first);
        first.ShouldContain(line => line.StartsWith("t|", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> DriveAsync(TemporaryFolder folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "secret"), new string('a', 64), Cancel);
        await using var shop = Open(folder, Time("2026-07-01T12:00:00Z"));
        var events = Enumerable.Range(0, 40).SelectMany(i => Life(CustomerKey.Parse($"shop:{i}"), i)).ToList();
        var now = shop.Clock.GetUtcNow();
        await shop.Get<IngestEvents>().HandleAsync([.. events.Where(e => e.At <= now)], Cancel);
        await shop.Get<ScheduledArrivals>().AddAsync(events.Where(e => e.At > now), Cancel);

        await shop.Get<VirtualDrive>().RunAsync(now.AddDays(12), Cancel);

        shop.Clock.GetUtcNow().ShouldBe(now.AddDays(12));
        return await shop.RowsAsync();
    }

    private static IEnumerable<CustomerEvent> Life(CustomerKey key, int i)
    {
        var first = Time("2026-06-10T08:00:00Z").AddHours(7 * i % 200);
        yield return new CustomerChanged { Id = "c", Customer = key, At = first, Email = $"c{i}@example.com", Locale = "en" };
        yield return new ConsentChanged { Id = "k", Customer = key, At = first, Channel = "email", Granted = true };
        yield return new OrderPlaced { Id = "o", Customer = key, At = first, Total = 20 + i };
        if (i % 3 == 0)
            yield return new OrderPlaced { Id = "p", Customer = key, At = first.AddDays(28), Total = 30 };
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static BerlinShop Open(TemporaryFolder folder, DateTimeOffset at) => new(folder, at);
}
