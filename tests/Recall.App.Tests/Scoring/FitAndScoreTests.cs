using Recall.App.Customers;
using Recall.App.Scoring;
using Recall.App.Tests.Shops;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Champion;

namespace Recall.App.Tests.Scoring;

public class FitAndScoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_buyers_nothing_is_fitted_and_the_model_in_force_stays()
    {
        using var shop = new CornerShop();
        var stated = await shop.Get<FitModel>().HandleAsync(null, Cancel);
        (stated.Model.Version, stated.Trial.Refused!.Code).ShouldBe((ShopModel.Stated, "no-buyers"));
        ModelNotes.Of(await shop.Get<DescribeModel>().HandleAsync(Cancel), "en").ShouldHaveSingleItem().ShouldBe(
            "No model: no customer has ordered. Scores are made with stated values, and a fit is tried every night.");
        await BuyersAsync(shop);
        var good = await shop.Get<FitModel>().HandleAsync(null, Cancel);
        (good.Trial.Refused, good.Model.BgNbd.IsFitted, good.Model.GammaGamma.IsFitted).ShouldBe((null, true, true));

        var nobody = await shop.Get<FitModel>().FitAsync(new ShopStatistics(new(2026, 3, 2)), [], Cancel);

        (nobody.Trial.Refused!.Code, nobody.Model.Version).ShouldBe(("no-buyers", good.Model.Version));
        (await shop.Get<ModelStore>().CurrentVersionAsync(Cancel)).ShouldBe(good.Model.Version);
        ModelNotes.Of(await shop.Get<DescribeModel>().HandleAsync(Cancel), "zh-CN").ShouldHaveSingleItem().ShouldContain("的拟合未启用");
    }

    [Fact]
    public async Task A_fit_without_spending_keeps_the_model_of_spend_and_takes_the_rest()
    {
        using var shop = new CornerShop();
        await BuyersAsync(shop);
        var good = await shop.Get<FitModel>().HandleAsync(null, Cancel);
        shop.Clock.Advance(TimeSpan.FromDays(7));
        var free = new ShopStatistics(new(2026, 3, 9));
        await foreach (var row in AllAsync(shop))
            free.Add(row.Profile with { Purchases = row.Profile.Purchases with { Spent = 0, SpentFirstDay = 0 } }, TimeZoneInfo.Utc);

        var outcome = await shop.Get<FitModel>().FitAsync(free, [], Cancel);

        var fitted = ShopModel.Fit(free, shop.Now);
        (fitted.BgNbd.IsFitted, fitted.GammaGamma.IsFitted).ShouldBe((true, false));
        (outcome.Model.GammaGamma.Parameters, outcome.Model.BgNbd.Parameters).ShouldBe((good.Model.GammaGamma.Parameters, fitted.BgNbd.Parameters));
        outcome.Model.Kept.Single(k => k.Part == ModelPart.Spend).Because.Code.ShouldBe("lost-spend");
        StoredJson.Text((await shop.Get<ModelStore>().CurrentAsync(Cancel))!).ShouldBe(StoredJson.Text(outcome.Model));
        var notes = ModelNotes.Of(await shop.Get<DescribeModel>().HandleAsync(Cancel), "en").ToList();
        notes[^1].ShouldBe($"In model {outcome.Model.Version} the model of spend is still that of model {good.Model.Version}, fitted 2026-03-02 12:00 UTC: the new fit has no model of spend (too few customers have paid on a repeat purchase day).");
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
