using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.Rhythm;

namespace Recall.Core.Tests.Scoring;

public class ScorerTests
{
    private static readonly FitDiagnostics NoDiagnostics = new(1, 0, 1, 1, 1, 0);

    private static readonly ShopModel Model = new()
    {
        Version = "m1",
        FittedAt = Customer.Start,
        AsOf = new(2025, 1, 1),
        BgNbd = new() { Parameters = new(0.243, 4.414, 0.793, 2.426), Diagnostics = NoDiagnostics },
        GammaGamma = new() { Parameters = new(6.25, 3.74, 15.44), Diagnostics = NoDiagnostics },
        Rfm = new(new([30, 60, 90, 120]), new([2, 3, 4, 5]), new([15, 25, 35, 45])),
        Tiers = new([15, 45]),
        Rhythm = new() { Gaps = 500, MeanDays = 40, MedianDays = 30, LapseDays = 100, Variation = 0.5 },
    };

    [Fact]
    public void Stages_change_at_the_threshold_and_at_twice_it()
    {
        // The shop's threshold of 100 days: last purchase on day 10.
        StageOf([10], 109).ShouldBe(LifecycleStage.Growth);
        StageOf([10], 110).ShouldBe(LifecycleStage.Dormant);
        StageOf([10], 209).ShouldBe(LifecycleStage.Dormant);
        StageOf([10], 210).ShouldBe(LifecycleStage.Lost);
        StageOf([0, 5, 10], 109).ShouldBe(LifecycleStage.Mature);
        StageOf([5, 10], 109).ShouldBe(LifecycleStage.Growth);
        Score(Customer.Of(new LoggedIn { Id = "l", Customer = Customer.Key, At = Customer.Start }), 500).Stage.ShouldBe(LifecycleStage.Seed);
    }

    [Fact]
    public void A_weekly_buyer_lapses_soon_but_is_not_lost_before_a_stranger_lapses()
    {
        int[] weekly = [.. Enumerable.Range(0, 10).Select(w => 7 * w)];
        var without = Model with { BgNbd = new() { Refusal = new("not-converged", "") } };
        Score(Customer.Buying(weekly), 63 + 6).Stage.ShouldBe(LifecycleStage.Mature);
        Score(Customer.Buying(weekly), 63 + 25).LapseRatio.ShouldBeGreaterThan(1);
        new Scorer(without).Score(Customer.Buying(weekly), Customer.Day(63 + 99), TimeZoneInfo.Utc).Stage.ShouldBe(LifecycleStage.Dormant);
        new Scorer(without).Score(Customer.Buying(weekly), Customer.Day(63 + 100), TimeZoneInfo.Utc).Stage.ShouldBe(LifecycleStage.Lost);
    }

    [Fact]
    public void A_lapsed_customer_of_whom_nothing_is_expected_is_lost()
    {
        int[] weekly = [.. Enumerable.Range(0, 30).Select(w => 7 * w)];
        var score = Score(Customer.Buying(weekly), (29 * 7) + 95);
        score.ExpectedOrders.ShouldBeLessThan(Stages.LostExpectation);
        score.Stage.ShouldBe(LifecycleStage.Lost);
    }

    [Fact]
    public void Own_rhythm_lies_above_the_mean_gap_and_follows_regularity()
    {
        var regular = Score(Customer.Buying(0, 20, 40, 60, 80, 100, 120, 140), 150);
        var erratic = Score(Customer.Buying(0, 2, 50, 55, 60, 64, 70, 140), 150);
        (regular.Rhythm, erratic.Rhythm).ShouldBe((RhythmSource.Own, RhythmSource.Own));
        regular.LapseThresholdDays.ShouldBeInRange(24, 40);
        erratic.LapseThresholdDays.ShouldBeGreaterThan(1.3 * regular.LapseThresholdDays);
    }

    [Fact]
    public void Threshold_of_many_gaps_is_the_gamma_quantile()
    {
        // Gaps of shape 1/0.25 = 4 and mean 30, so many that the shop's rhythm has no say.
        var bought = new Purchases { Days = 100_001, GapMean = 30, GapSquares = 0.25 * 900 * 99_999 };
        var exact = MathNet.Numerics.Distributions.Gamma.InvCDF(4, 4 / 30.0, LapseThreshold.Quantile);
        LapseThreshold.Of(new() { Customer = Customer.Key, Purchases = bought }, Model.Rhythm).Days.ShouldBe(exact, 0.005 * exact);
    }

    [Fact]
    public void Thresholds_stay_between_a_week_and_two_years()
    {
        Score(Customer.Buying([.. Enumerable.Range(0, 300)]), 300).LapseThresholdDays.ShouldBe(LapseThreshold.LeastDays);
        Score(Customer.Buying(0, 1500, 3000, 4500, 6000), 6001).LapseThresholdDays.ShouldBe(LapseThreshold.MostDays);
    }

    [Fact]
    public void Rhythm_is_the_categorys_then_the_shops_then_the_default()
    {
        var categories = Model with
        {
            Rhythm = Model.Rhythm with { Categories = new Dictionary<string, CategoryRhythm>(StringComparer.Ordinal) { ["tea"] = new(40, 20, 55) } },
        };
        var tea = Customer.Of(Customer.Order(0, category: "tea"), Customer.Order(5, category: "tea"), Customer.Order(9, category: "pots"));
        var pots = Customer.Of(Customer.Order(0, category: "pots"));
        Threshold(categories, tea).ShouldBe((55, RhythmSource.Category));
        Threshold(categories, pots).ShouldBe((100, RhythmSource.Shop));
        Threshold(ShopModel.Fit(new(new(2025, 1, 1)), Customer.Start), pots).ShouldBe((90, RhythmSource.Default));
    }

    [Fact]
    public void Days_are_the_customers_own()
    {
        // 20:00 UTC on day 10 is already the next day in Shanghai, where noon UTC of day 0 still is day 0.
        var shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var profile = ProfileFold.Of(Customer.Key, [Customer.Order(0)], shanghai);
        var evening = Customer.Day(10).AddHours(8);
        new Scorer(Model).Score(profile, evening, shanghai).LapseRatio.ShouldBe(0.11);
        new Scorer(Model).Score(profile, evening, TimeZoneInfo.Utc).LapseRatio.ShouldBe(0.10);
    }

    [Fact]
    public void Loss_makers_are_below_the_bottom_whatever_others_bring()
    {
        Score(Customer.Of(Customer.Order(0, 100, cost: 120)), 1).Tier.ShouldBe(ValueTier.LossMaking);
        Score(Customer.Of(Customer.Order(0, 100), new OrderRefunded { Id = "r", Customer = Customer.Key, At = Customer.Day(1), Amount = 100.01m }), 1)
            .Tier.ShouldBe(ValueTier.LossMaking);
        Score(Customer.Of(Customer.Order(0, 14)), 1).Tier.ShouldBe(ValueTier.Bottom);
        Score(Customer.Of(Customer.Order(0, 15)), 1).Tier.ShouldBe(ValueTier.Middle);
        Score(Customer.Of(Customer.Order(0, 45)), 1).Tier.ShouldBe(ValueTier.Top);
    }

    [Fact]
    public void Rfm_scores_recent_frequent_and_large_high()
    {
        Score(Customer.Of(Customer.Order(0, 50)), 29).Rfm.ShouldBe(new(5, 1, 5));
        Score(Customer.Buying(0, 1, 2, 3, 4), 4 + 120).Rfm.ShouldBe(new(1, 5, 5));
        Score(Customer.Of(new LoggedIn { Id = "l", Customer = Customer.Key, At = Customer.Start }), 1).Rfm.ShouldBe(default);
    }

    [Fact]
    public void Without_an_order_or_a_model_predictions_are_unknown()
    {
        var never = Score(Customer.Of(new LoggedIn { Id = "l", Customer = Customer.Key, At = Customer.Start }), 1);
        (never.PAlive, never.ExpectedOrders, never.Clv, never.LapseRatio).ShouldBe((double.NaN, double.NaN, double.NaN, double.NaN));
        var tiny = new Scorer(ShopModel.Fit(new(new(2025, 1, 1)), Customer.Start)).Score(Customer.Buying(0), Customer.Day(200), TimeZoneInfo.Utc);
        (tiny.PAlive, tiny.ExpectedOrders, tiny.Clv).ShouldBe((double.NaN, double.NaN, double.NaN));
        tiny.Stage.ShouldBe(LifecycleStage.Lost);
    }

    [Fact]
    public void Scores_round_trip_through_json_with_their_defaults()
    {
        var seed = Score(Customer.Of(new LoggedIn { Id = "l", Customer = Customer.Key, At = Customer.Start }), 1);
        var lost = Score(Customer.Of(Customer.Order(0, 100, cost: 120)), 5000);
        StoredJson.Read<Score>(StoredJson.Text(seed)).ShouldBe(seed);
        StoredJson.Read<Score>(StoredJson.Text(lost)).ShouldBe(lost);
        StoredJson.Text(lost).ShouldContain("\"stage\":\"Lost\"");
    }

    [Fact]
    public void At_the_end_of_CDNOWs_calibration_every_stage_is_populated()
    {
        var now = new DateTimeOffset(1997, 10, 1, 0, 0, 0, TimeSpan.Zero);
        var scorer = new Scorer(ShopModel.Fit(References.MasterStatistics, now));
        var shares = References.Master.Select(p => scorer.Score(p, now, TimeZoneInfo.Utc).Stage).CountBy(s => s)
            .ToDictionary(s => s.Key, s => s.Value / 23_570.0);
        shares[LifecycleStage.Dormant].ShouldBeInRange(0.3, 0.7);
        shares[LifecycleStage.Lost].ShouldBeInRange(0.1, 0.4);
        shares[LifecycleStage.Growth].ShouldBeGreaterThan(0.05);
        shares[LifecycleStage.Mature].ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void Sums_over_a_million_customers_agree()
    {
        var checks = References.Json("perf_1m_checks.json");
        double[] bg = checks["perf_1m_params"]!["bgnbd"]!.As<double[]>();
        var parameters = new BgNbdParameters(bg[0], bg[1], bg[2], bg[3]);
        var (alive, orders, buys) = (0.0, 0.0, 0.0);
        foreach (var line in References.Lines("reference/perf_1m.csv.gz").Skip(1))
        {
            var f = line.Split(',');
            var history = new Core.Scoring.Buying.PurchaseHistory(Int(f[0]), Int(f[1]) / 7.0, Int(f[2]) / 7.0);
            alive += BgNbdModel.PAlive(parameters, history);
            orders += BgNbdModel.ExpectedPurchases(parameters, history, 13);
            buys += BgNbdModel.PBuy(parameters, history, 13);
        }

        alive.ShouldAgree((double)checks["sum_p_alive"]!, 1e-9, "P(alive)");
        orders.ShouldAgree((double)checks["sum_ce13"]!, 1e-9, "expected purchases");
        buys.ShouldAgree((double)checks["sum_pbuy13"]!, 1e-9, "P(buy)");
        static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    private static LifecycleStage StageOf(int[] days, int today) => Score(Customer.Buying(days), today).Stage;

    private static Score Score(Profile profile, int today) => new Scorer(Model).Score(profile, Customer.Day(today), TimeZoneInfo.Utc);

    private static (double Days, RhythmSource Source) Threshold(ShopModel model, Profile profile)
    {
        var score = new Scorer(model).Score(profile, Customer.Day(20), TimeZoneInfo.Utc);
        return (score.LapseThresholdDays, score.Rhythm);
    }
}
