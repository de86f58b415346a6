using Recall.App.Reports;
using Recall.App.Tests.Http;

namespace Recall.App.Tests.Reports;

public class ReportEndpointTests
{
    [Fact]
    public async Task A_month_that_is_over_is_told_as_it_was_kept_and_the_one_that_runs_as_it_stands()
    {
        await using var shop = await TestShop.StartAsync();
        (await shop.GetAsync("/api/reports")).ShouldBe(200)["months"]!.AsArray().ShouldBeEmpty();
        (await shop.GetAsync("/api/reports/2026-02")).ShouldBe(404);
        (await shop.Get<MonthlyReport>().KeepAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await shop.PostAsync("/api/events", """{"type":"order","id":"o9","customer":"shop:bob","at":"2026-02-27T10:00:00Z","total":9}""")).ShouldBe(202);

        (await shop.GetAsync("/api/reports")).ShouldBe(200)["months"]!.AsArray().Select(m => m!.GetValue<string>()).ShouldBe(["2026-02"]);
        (await Customers("2026-02"), await Customers("2026-03")).ShouldBe((1, 2));

        async Task<int> Customers(string month) => (await shop.GetAsync("/api/reports/" + month)).ShouldBe(200)["customers"]!.GetValue<int>();
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(31, false)]
    public async Task A_month_is_kept_in_the_first_days_of_the_next_or_not_at_all(int day, bool kept)
    {
        await using var shop = await TestShop.StartAsync();
        shop.Clock.Now = new(2026, 3, day, 20, 0, 0, TimeSpan.Zero);

        (await shop.Get<MonthlyReport>().KeepAsync(TestContext.Current.CancellationToken)).ShouldBe(kept);
    }

    [Theory]
    [InlineData("2026-2", 400)]
    [InlineData("february", 400)]
    [InlineData("2025-02", 404)]
    public async Task What_is_no_month_or_was_not_kept_is_said_to_be(string month, int status)
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.GetAsync("/api/reports/" + month)).ShouldBe(status);
    }
}
