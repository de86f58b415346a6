using Recall.App.Ingestion;
using Recall.App.Ingestion.Arrivals;
using Recall.App.Customers;
using Recall.App.Ports;
using Recall.App.Scoring;
using Recall.App.Work;
using Recall.Core.Customers;
using Recall.Core.Scoring;
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
        var lives = new Lives(shop, 400, 160);
        await lives.IngestAsync();
        await shop.DoAsync();
        (await shop.Get<ModelStore>().CurrentAsync(Cancel))!.DaysToNextFit(0).ShouldBeGreaterThan(1);
        var fits = new HashSet<DateTimeOffset>();
        while (shop.Clock.GetUtcNow() < Time("2026-04-20T00:00:00Z"))
        {
            await shop.NextAsync();
            await lives.IngestAsync();
            fits.Add((await shop.Get<ModelStore>().CurrentAsync(Cancel))!.FittedAt);
        }

        fits.Order().Select(f => f.ToOffset(TimeSpan.FromHours(2)).Day).ShouldBe([22, 29, 5, 12, 19]);
    }

    [Fact]
    public async Task A_fit_that_fails_is_not_tried_again_before_the_next_is_due_and_scores_are_made_meanwhile()
    {
        using var folder = new TemporaryFolder();
        await using var shop = Open(folder, Time("2026-07-01T12:00:00Z"));
        var lives = new Lives(shop, 400, 160);
        await lives.IngestAsync();
        await shop.DoAsync();
        var (models, customer) = (shop.Get<ModelStore>(), CustomerKey.Parse("shop:r0"));
        var model = (await models.CurrentVersionAsync(Cancel))!;

        // One event that cannot be read any more: only a look at the past reads it.
        var broken = new TableRow(
            shop.Get<CustomerStore>().Partition(customer), CustomerKeys.Event(customer, CustomerKeys.Time(Time("2026-06-01T00:00:00Z")), "x"),
            new Dictionary<string, object>(StringComparer.Ordinal) { ["event"] = new byte[] { 1 } });
        await shop.Get<ITableStore>().SubmitAsync(CustomerKeys.Table, [new(TableActionKind.Upsert, broken)], Cancel);
        var tried = new HashSet<DateTimeOffset>();
        while (shop.Clock.GetUtcNow() < Time("2026-07-20T00:00:00Z"))
        {
            await shop.NextAsync();
            await lives.IngestAsync();
            tried.Add((await models.LastTrialAsync(Cancel))!.At);
        }

        tried.Order().Select(f => f.ToOffset(TimeSpan.FromHours(2)).Day).ShouldBe([1, 8, 15]);
        var score = (await shop.Get<CustomerStore>().FindScoreAsync(customer, Cancel))!;
        (score.Model, score.At).ShouldBe((model, Time("2026-07-20T00:00:00Z")));
        ModelNotes.Of(await shop.Get<DescribeModel>().HandleAsync(Cancel), "en").First().ShouldStartWith(
            $"The fit of 2026-07-15 00:00 UTC was not put in force, model {model} stays: the fit failed: ");

        await shop.Get<ITableStore>().SubmitAsync(CustomerKeys.Table, [new(TableActionKind.Delete, broken)], Cancel);
        while ((await models.CurrentVersionAsync(Cancel)) == model)
            await shop.NextAsync();
        (await models.LastTrialAsync(Cancel))!.At.ToOffset(TimeSpan.FromHours(2)).Day.ShouldBe(22);
    }

    /// <summary>As <c>recall serve</c> does on a folder that is filled days later.</summary>
    [Fact]
    public async Task A_shop_that_begins_empty_is_fitted_the_night_after_its_orders_have_come()
    {
        using var folder = new TemporaryFolder();
        await using var shop = Open(folder, Time("2026-07-01T12:00:00Z"));
        await shop.DoAsync();
        while (shop.Clock.GetUtcNow() < Time("2026-07-04T12:00:00Z"))
            await shop.NextAsync();
        (await shop.Get<ModelStore>().CurrentVersionAsync(Cancel)).ShouldBe(ShopModel.Stated);

        var lives = new Lives(shop, 2000, 400);
        (await lives.IngestAsync()).ShouldBeGreaterThan(5000);
        while (shop.Clock.GetUtcNow() < Time("2026-07-06T00:00:00Z"))
            await shop.NextAsync();

        var model = (await shop.Get<ModelStore>().CurrentAsync(Cancel))!;
        (model.FittedAt, model.Buyers, model.Churn.Because, model.GammaGamma.IsFitted, model.DaysToNextFit(0) == 1).ShouldBe((Time("2026-07-06T00:00:00Z"), 2000, null, true, false));
        (await shop.Get<CustomerStore>().FindScoreAsync(CustomerKey.Parse("shop:r7"), Cancel))!.Model.ShouldBe(model.Version);
    }

    [Theory]
    [InlineData(0, 28)]
    [InlineData(150, 7)] // Others than before.
    [InlineData(300, 3)] // Half as many again: they come in on the second day, are counted that night, and the fit is of the next.
    public async Task The_model_of_an_old_shop_is_fitted_early_where_customers_have_become_others_or_many_more(int newcomers, int days)
    {
        using var folder = new TemporaryFolder();
        await using var shop = Open(folder, Time("2026-07-01T12:00:00Z"));
        var lives = new Lives(shop, 400, 728);
        await lives.IngestAsync();
        await shop.DoAsync();
        (await shop.Get<ModelStore>().CurrentAsync(Cancel))!.DaysToNextFit(0).ShouldBeGreaterThan(1);
        var first = (await shop.Get<ModelStore>().LastTrialAsync(Cancel))!.At;
        await shop.NextAsync();
        await shop.Get<IngestEvents>().HandleAsync(
            [.. Enumerable.Range(0, newcomers).Select(i => new OrderPlaced { Id = "o", Customer = CustomerKey.Parse($"shop:new{i}"), At = shop.Clock.GetUtcNow(), Total = 20 })], Cancel);

        while ((await shop.Get<ModelStore>().LastTrialAsync(Cancel))!.At == first)
        {
            await shop.NextAsync();
            await lives.IngestAsync();
        }

        var fitted = (await shop.Get<ModelStore>().LastTrialAsync(Cancel))!.At;
        (DateOnly.FromDateTime(fitted.UtcDateTime).DayNumber - DateOnly.FromDateTime(first.UtcDateTime).DayNumber).ShouldBe(days);
    }

    [Fact]
    public async Task A_shop_too_small_for_a_part_is_fitted_every_night()
    {
        using var folder = new TemporaryFolder();
        await using var shop = Open(folder, Time("2026-07-01T12:00:00Z"));
        await new Lives(shop, 20, 160).IngestAsync();
        await shop.DoAsync();
        var fits = new HashSet<DateTimeOffset>();
        while (shop.Clock.GetUtcNow() < Time("2026-07-04T00:00:00Z"))
        {
            await shop.NextAsync();
            fits.Add((await shop.Get<ModelStore>().CurrentAsync(Cancel))!.FittedAt);
        }

        fits.Select(f => f.ToOffset(TimeSpan.FromHours(2)).Day).ShouldBe([2, 3, 4], ignoreOrder: true);
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

    /// <summary>Orders of customers who came in over the days before, buy at rates of their own and stop at times of their own; they go on for two months.</summary>
    private sealed class Lives(BerlinShop shop, int customers, int days)
    {
        private readonly Queue<OrderPlaced> _orders = new(Orders(shop.Clock.GetUtcNow(), customers, days));

        /// <summary>Brings in what has happened by now.</summary>
        public async Task<int> IngestAsync()
        {
            var due = new List<CustomerEvent>();
            while (_orders.TryPeek(out var next) && next.At <= shop.Clock.GetUtcNow())
                due.Add(_orders.Dequeue());
            await shop.Get<IngestEvents>().HandleAsync(due, Cancel);
            return due.Count;
        }

        private static IEnumerable<OrderPlaced> Orders(DateTimeOffset now, int customers, int days)
        {
            var draw = new Random(11);
            return Enumerable.Range(0, customers).SelectMany(i =>
            {
                var (gap, stop, orders) = (10 + (70 * draw.NextDouble()), 0.25 * draw.NextDouble(), new List<OrderPlaced>());
                var at = now.AddDays(-days * (i == 0 ? 1 : draw.NextDouble()));
                do
                {
                    orders.Add(new() { Id = $"o{orders.Count}", Customer = CustomerKey.Parse($"shop:r{i}"), At = at, Total = 10 + draw.Next(40) });
                    at = at.AddDays(-gap * Math.Log(1 - draw.NextDouble()));
                }
                while (at < now.AddDays(60) && draw.NextDouble() > stop);
                return orders;
            }).OrderBy(o => o.At).ThenBy(o => o.Customer.Value, StringComparer.Ordinal);
        }
    }
}
