using Recall.App.Customers;
using Recall.App.Scoring;
using Recall.App.Tests.Shops;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Scoring;

public class ScorecardTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fit_learns_a_scorecard_from_the_shops_past_and_scores_carry_it()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Orders(400));
        var model = (await shop.Get<FitModel>().HandleAsync(null, Cancel)).Model;
        (model.Churn.Name, model.Churn.HorizonDays, model.Churn.Because).ShouldBe((ChurnScorecard.Learnt, 90, null));
        model.Churn.Quality!.Auc.ShouldBeGreaterThan(0.6);

        await shop.Get<ScoreCustomers>().HandleAsync((await shop.Get<ModelStore>().CurrentAsync(Cancel))!, null, Cancel);
        var score = (await shop.Get<CustomerStore>().FindScoreAsync(CornerShop.Key("c0"), Cancel))!;
        score.ChurnModel.ShouldBe(Kebab.Of(model.Buying.Predictor!.Value), "these buy at random moments, as the models of repeat buying suppose");
        model.BuyingLeads.ShouldBeTrue();
        score.ChurnProbability.ShouldBeInRange(0.001, 0.999);
        var profile = (await shop.Get<CustomerStore>().FindAsync(CornerShop.Key("c0"), Cancel))!.Profile;
        new Scorer(model).Score(profile, shop.Now, TimeZoneInfo.Utc).ChurnProbability.ShouldBe(score.ChurnProbability);
    }

    [Fact]
    public async Task The_card_is_the_same_to_the_last_bit_whatever_the_order_of_the_buckets()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Orders(400));
        var model = (await shop.Get<FitModel>().HandleAsync(null, Cancel)).Model;
        var statistics = new ShopStatistics(model.AsOf);
        for (var bucket = shop.Get<CustomerStore>().Buckets - 1; bucket >= 0; bucket--)
            statistics.Merge(await shop.Get<FitModel>().GatherAsync(bucket, model.AsOf, Cancel));
        var plan = TrainingPlan.Of(statistics)!;
        var rows = new List<PastRow>();
        for (var bucket = shop.Get<CustomerStore>().Buckets - 1; bucket >= 0; bucket--)
            rows.AddRange(StoredJson.Read<List<PastRow>>(StoredJson.Text(await shop.Get<GatherPast>().BucketAsync(bucket, plan, 1, Cancel))));

        StoredJson.Text(ScorecardFit.Of(rows, plan, model.Find(model.Buying.Predictor))).ShouldBe(StoredJson.Text(model.Churn));
        ShopFit.Of(null, statistics, rows, shop.Now).Model.Version.ShouldBe(model.Version);
    }

    [Fact]
    public async Task Of_more_customers_than_it_needs_a_share_is_looked_at()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Orders(400));
        var plan = TrainingPlan.Of(DateOnly.FromDateTime(CornerShop.Noon.AddDays(-400).DateTime), DateOnly.FromDateTime(CornerShop.Noon.DateTime), 90);
        var half = new List<PastRow>();
        for (var bucket = 0; bucket < shop.Get<CustomerStore>().Buckets; bucket++)
            half.AddRange(await shop.Get<GatherPast>().BucketAsync(bucket, plan, 0.5, Cancel));
        half.Select(r => r.Customer).Distinct().Count().ShouldBeInRange(120, 250);
        TrainingSample.Share(1_000_000, plan).ShouldBeLessThan(0.05);
        TrainingSample.Share(100, plan).ShouldBe(1);
    }

    [Fact]
    public async Task A_card_that_was_learnt_is_not_replaced_by_the_stated_one()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Orders(400));
        var good = await shop.Get<FitModel>().HandleAsync(null, Cancel);
        var statistics = new ShopStatistics(good.Model.AsOf);
        for (var bucket = 0; bucket < shop.Get<CustomerStore>().Buckets; bucket++)
            statistics.Merge(await shop.Get<FitModel>().GatherAsync(bucket, good.Model.AsOf, Cancel));
        var outcome = await shop.Get<FitModel>().FitAsync(statistics, [], Cancel);
        outcome.Model.Kept.ShouldHaveSingleItem().Because.Code.ShouldBe("lost-scorecard");
        outcome.Model.Churn.Terms.ShouldBe(good.Model.Churn.Terms);
    }

    [Fact]
    public async Task A_card_that_foresees_the_last_window_worse_stays_out_alone_and_the_next_fit_is_due_as_ever()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Orders(400));
        var good = await shop.Get<FitModel>().HandleAsync(null, Cancel);
        shop.Clock.Advance(TimeSpan.FromDays(7));
        var asOf = DateOnly.FromDateTime(shop.Now.UtcDateTime);
        var (statistics, rows) = (new ShopStatistics(asOf), new List<PastRow>());
        for (var bucket = 0; bucket < shop.Get<CustomerStore>().Buckets; bucket++)
            statistics.Merge(await shop.Get<FitModel>().GatherAsync(bucket, asOf, Cancel));
        var plan = TrainingPlan.Of(statistics)!;
        for (var bucket = 0; bucket < shop.Get<CustomerStore>().Buckets; bucket++)
            rows.AddRange(await shop.Get<GatherPast>().BucketAsync(bucket, plan, 1, Cancel));

        // What happened at all cut-offs but the last is turned round, as by an import that lost a column.
        var turned = rows.ConvertAll(r => r.CutOff == plan.CutOffs.Count - 1 ? r : r with { NextAfterDays = r.NextAfterDays > 0 ? 0 : 5 });
        var outcome = await shop.Get<FitModel>().FitAsync(statistics, turned, Cancel);

        outcome.Model.Kept.ShouldHaveSingleItem().Because.Code.ShouldBe("worse-scorecard");
        outcome.Model.Churn.Terms.ShouldBe(good.Model.Churn.Terms);
        StoredJson.Text(outcome.Model.Rfm).ShouldBe(StoredJson.Text(ShopModel.Fit(statistics, shop.Now).Rfm));
        outcome.Trial.Churn!.Challenger.ShouldBeGreaterThan(outcome.Trial.Churn.Champion);
        var state = (await shop.Get<DescribeModel>().HandleAsync(Cancel))!;
        (state.Version, state.LastTrial, state.NextFit(TimeZoneInfo.Utc)).ShouldBe((outcome.Model.Version, outcome.Trial, asOf.AddDays(outcome.Model.RefitDays)));
        ModelNotes.Of(state, "en").ShouldHaveSingleItem().ShouldStartWith(
            $"In model {state.Version} the scorecard is still that of model {good.Model.Version}, fitted 2026-03-02 12:00 UTC: the new scorecard foresaw the last window worse: loss ");
        ModelNotes.Of(state, "zh-CN").ShouldHaveSingleItem().ShouldContain("新评分卡对最近一个窗口的预测更差");

        // The same fit without the mistake takes its place.
        (await shop.Get<FitModel>().FitAsync(statistics, rows, Cancel)).Model.Kept.ShouldBeEmpty();
        ModelNotes.Of(await shop.Get<DescribeModel>().HandleAsync(Cancel), "en").ShouldBeEmpty();
    }

    /// <summary>Customers who came in over a year, buy at rates of their own and stop at times of their own.</summary>
    private static CustomerEvent[] Orders(int customers)
    {
        var draw = new Random(11);
        return [.. Enumerable.Range(0, customers).SelectMany(i => Of(CornerShop.Key($"c{i}"), draw))];
    }

    private static IEnumerable<CustomerEvent> Of(CustomerKey key, Random draw)
    {
        var (gap, stop) = (15 + (120 * draw.NextDouble()), draw.NextDouble() * 0.3);
        var at = CornerShop.Noon.AddDays(-400 + (380 * draw.NextDouble()));
        for (var n = 0; at < CornerShop.Noon && (n == 0 || draw.NextDouble() > stop); n++)
        {
            yield return new OrderPlaced { Id = $"o{n}", Customer = key, At = at, Total = 10 + draw.Next(40) };
            at = at.AddDays(-gap * Math.Log(1 - draw.NextDouble()));
        }
    }
}
