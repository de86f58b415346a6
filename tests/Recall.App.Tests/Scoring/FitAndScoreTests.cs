using Recall.App.Customers;
using Recall.App.Scoring;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Scoring;

namespace Recall.App.Tests.Scoring;

public class FitAndScoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fit_that_lost_a_part_never_replaces_a_model_that_has_it()
    {
        using var shop = new CornerShop();
        await BuyersAsync(shop);
        var good = await shop.Get<FitModel>().HandleAsync(null, Cancel);
        (good.Trial.Refused, good.Model.BgNbd.IsFitted, good.Model.GammaGamma.IsFitted).ShouldBe((null, true, true));

        // Nobody's statistics: nothing can be fitted.
        var bad = await shop.Get<FitModel>().FitAsync(new ShopStatistics(new(2026, 3, 2)), [], Cancel);

        (bad.Trial.Refused!.Code, bad.Model.Version).ShouldBe(("lost-buying", good.Model.Version));
        bad.Trial.Refused.Say("en").ShouldBe("the new fit has no model of repeat buying (too few repeat customers)");
        bad.Trial.Refused.Say("zh-CN").ShouldBe("新的拟合没有回购模型（回购顾客太少）");
        (await shop.Get<ModelStore>().CurrentVersionAsync(Cancel)).ShouldBe(good.Model.Version);
    }

    [Fact]
    public async Task A_fit_without_spending_never_replaces_a_model_with_it()
    {
        using var shop = new CornerShop();
        await BuyersAsync(shop);
        var good = await shop.Get<FitModel>().HandleAsync(null, Cancel);
        var free = new ShopStatistics(new(2026, 3, 2));
        await foreach (var row in AllAsync(shop))
            free.Add(row.Profile with { Purchases = row.Profile.Purchases with { Spent = 0, SpentFirstDay = 0 } }, TimeZoneInfo.Utc);

        var outcome = await shop.Get<FitModel>().FitAsync(free, [], Cancel);

        ShopModel.Fit(free, shop.Now).BgNbd.IsFitted.ShouldBeTrue();
        ShopModel.Fit(free, shop.Now).GammaGamma.IsFitted.ShouldBeFalse();
        (outcome.Trial.Refused!.Code, outcome.Model.Version).ShouldBe(("lost-spend", good.Model.Version));
    }

    [Fact]
    public async Task Scoring_again_changes_no_score_and_counts_everybody()
    {
        using var shop = new CornerShop();
        await BuyersAsync(shop);
        var model = (await shop.Get<FitModel>().HandleAsync(null, Cancel)).Model;

        (await shop.Get<ScoreCustomers>().HandleAsync(model, null, Cancel)).ShouldBe(200);
        var first = Scores(shop);
        (await shop.Get<ScoreCustomers>().HandleAsync(model, null, Cancel)).ShouldBe(200);

        Scores(shop).ShouldBe(first);
        first.Count.ShouldBe(200);
    }

    private static List<string> Scores(CornerShop shop) => [.. shop.Store.Rows(CustomerKeys.Table)
        .Where(r => r.RowKey.StartsWith("s|", StringComparison.Ordinal)).Select(r => Convert.ToHexString(r.Get<byte[]>(ScoreCustomers.ScoreProperty)!))];

    private static async IAsyncEnumerable<CustomerRow> AllAsync(CornerShop shop)
    {
        for (var bucket = 0; bucket < 4; bucket++)
        {
            await foreach (var row in shop.Get<CustomerStore>().RowsAsync('p', bucket, Cancel))
                yield return CustomerRow.Read(row);
        }
    }

    /// <summary>Two hundred who bought for a year at rates and prices of their own, and stopped at times of their own.</summary>
    private static Task BuyersAsync(CornerShop shop)
    {
        var draw = new Random(7);
        return shop.GiveAsync([.. Enumerable.Range(0, 200).SelectMany(i => Orders(CornerShop.Key($"c{i}"), draw))]);
    }

    private static IEnumerable<CustomerEvent> Orders(CustomerKey key, Random draw)
    {
        var (gap, price, stop) = (10 + (90 * draw.NextDouble()), 20 + (80 * draw.NextDouble()), draw.NextDouble() * 0.25);
        var at = CornerShop.Noon.AddDays(-365 + (60 * draw.NextDouble()));
        for (var n = 0; at < CornerShop.Noon && (n == 0 || draw.NextDouble() > stop); n++)
        {
            yield return new OrderPlaced { Id = $"o{n}", Customer = key, At = at, Total = decimal.Round((decimal)(price * (0.5 + draw.NextDouble())), 2) };
            at = at.AddDays(-gap * Math.Log(1 - draw.NextDouble()));
        }
    }
}
