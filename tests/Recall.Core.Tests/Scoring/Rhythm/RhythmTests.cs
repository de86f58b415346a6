using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Rhythm;

namespace Recall.Core.Tests.Scoring.Rhythm;

public class RhythmTests
{
    [Fact]
    public void Stages_change_at_the_threshold_and_at_twice_it()
    {
        // The shop's threshold of 100 days: last purchase on day 10.
        StageOf([10], 109).ShouldBe(LifecycleStage.Growth);
        StageOf([10], 110).ShouldBe(LifecycleStage.Dormant);
        StageOf([10], 209).ShouldBe(LifecycleStage.Dormant);
        StageOf([10], 210).ShouldBe(LifecycleStage.Lost);
        StageOf([0, 5, 10], 50).ShouldBe(LifecycleStage.Mature);
        StageOf([5, 10], 50).ShouldBe(LifecycleStage.Growth);
        Score(Customer.Visiting(0), 500).Stage.ShouldBe(LifecycleStage.Seed);
    }

    [Fact]
    public void A_weekly_buyer_lapses_soon_but_is_not_lost_before_a_stranger_lapses()
    {
        int[] weekly = [.. Enumerable.Range(0, 10).Select(w => 7 * w)];
        var without = Models.Known with { Buying = new() };
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
        score.ExpectedOrders.ShouldBeLessThan(0.02);
        score.Stage.ShouldBe(LifecycleStage.Lost);
        LifecycleStage Expecting(double orders) => Stages.Of(Customer.Buying(0).Purchases, 120, LapseThreshold.Of(Customer.Buying(0), Models.Known.Rhythm), Models.Known.Rhythm, orders);
        (Expecting(0.0199), Expecting(0.0201)).ShouldBe((LifecycleStage.Lost, LifecycleStage.Dormant));
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
        LapseThreshold.Of(new() { Customer = Customer.Key, Purchases = bought }, Models.Known.Rhythm).Days.ShouldBe(exact, 0.005 * exact);
    }

    [Fact]
    public void Few_gaps_are_drawn_to_the_shops_by_one_gap_in_their_mean_and_by_two_in_their_variation()
    {
        // Four even gaps of 20 days in a shop of mean 40 and variation 0.5: a mean of (4 * 20 + 40) / 5 and a variation of (3 * 0 + 2 * 0.5) / 5, so a ninth of it 1 / 45.
        var threshold = LapseThreshold.Of(Customer.Buying(0, 20, 40, 60, 80), Models.Known.Rhythm);
        threshold.Source.ShouldBe(RhythmSource.Own);
        threshold.Days.ShouldBe(24 * Math.Pow(1 - (1 / 45.0) + (1.2815515655446 * Math.Sqrt(1 / 45.0)), 3), 1e-9);
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
        var categories = Models.Known with
        {
            Rhythm = Models.Known.Rhythm with
            {
                Categories = new Dictionary<string, CategoryRhythm>(StringComparer.Ordinal) { ["tea"] = new(40, 20, 55) },
            },
        };
        var tea = Customer.Of(Customer.Order(0, category: "tea"));
        var pots = Customer.Of(Customer.Order(0, category: "pots"));
        Threshold(categories, tea).ShouldBe((55, RhythmSource.Category));
        Threshold(categories, pots).ShouldBe((100, RhythmSource.Shop));
        Threshold(ShopModel.Fit(new(new(2025, 1, 1)), Customer.Start), pots).ShouldBe((90, RhythmSource.Default));
    }

    [Fact]
    public void The_first_gaps_of_ones_own_draw_the_threshold_step_by_step_and_nobody_lapses_within_their_usual_gap()
    {
        // The shop lapses after 100 days; this one buys every 90, then every 10 days.
        double Days(int gap, int gaps) => LapseThreshold.Of(Customer.Buying([.. Enumerable.Range(0, gaps + 1).Select(i => gap * i)]), Models.Known.Rhythm).Days;
        foreach (var gap in new[] { 90, 10 })
        {
            var steps = Enumerable.Range(0, 5).Select(n => Days(gap, n)).ToList();
            steps[0].ShouldBe(100);
            for (var n = 1; n < steps.Count; n++)
                (steps[n] / steps[n - 1]).ShouldBeInRange(0.5, 1.5, $"{gap} days, {n} gaps: {string.Join(' ', steps)}");
        }

        foreach (var gap in new[] { 1, 7, 90, 300, 700 })
        {
            for (var n = 1; n < 6; n++)
                Days(gap, n).ShouldBeGreaterThanOrEqualTo(gap);
        }
    }

    [Fact]
    public void Who_bought_every_ninety_days_is_not_dormant_after_eighty_six_even_where_others_come_weekly()
    {
        var shop = new ShopStatistics(DateOnly.FromDateTime(Customer.Day(800).UtcDateTime));
        foreach (var i in Enumerable.Range(0, 60))
            shop.Add(Customer.Buying([.. Enumerable.Range(0, 100).Select(w => i + (7 * w))]), TimeZoneInfo.Utc);
        var model = ShopModel.Fit(shop, default);
        model.Rhythm.LapseDays.ShouldBe(LapseThreshold.LeastDays);
        var score = new Scorer(model).Score(Customer.Buying(0, 90, 180), Customer.Day(180 + 86), TimeZoneInfo.Utc);
        score.Stage.ShouldBe(LifecycleStage.Mature);
        score.LapseRatio.ShouldBeLessThan(1);
    }

    [Fact]
    public void Those_who_buy_often_do_not_set_the_rhythm_of_all()
    {
        // Fifty come back once, after 100 days; ten of them buy every other day.
        var shop = new ShopStatistics(DateOnly.FromDateTime(Customer.Day(400).UtcDateTime));
        foreach (var i in Enumerable.Range(0, 50))
            shop.Add(Customer.Buying(i, i + 100), TimeZoneInfo.Utc);
        foreach (var i in Enumerable.Range(0, 10))
            shop.Add(Customer.Buying([.. Enumerable.Range(0, 60).Select(d => i + (2 * d))]), TimeZoneInfo.Utc);
        var rhythm = ShopModel.Fit(shop, default).Rhythm;
        (rhythm.MedianDays, rhythm.LapseDays).ShouldBe((100, 100));
        rhythm.MeanDays.ShouldBe(((50 * 100) + (10 * 2)) / 60.0, 1e-9);
    }

    [Fact]
    public void Rows_of_rhythms_of_old_still_read()
    {
        var old = StoredJson.Read<ShopRhythm>("""{"gaps":500,"meanDays":40,"medianDays":30,"lapseDays":100,"variation":0.5,"spread":1.5,"categories":{"tea":{"gaps":40,"medianDays":20,"lapseDays":55}}}""");
        (old.Gaps, old.MedianDays, old.LapseDays, old.Categories["tea"]).ShouldBe((500, 30, 100, new(40, 20, 55)));
    }

    [Fact]
    public void At_the_end_of_CDNOWs_calibration_every_stage_is_populated()
    {
        var now = new DateTimeOffset(1997, 10, 1, 0, 0, 0, TimeSpan.Zero);
        var scorer = new Scorer(ShopModel.Fit(References.MasterStatistics, now));
        var shares = References.Master.Select(p => scorer.Score(p, now, TimeZoneInfo.Utc).Stage).CountBy(s => s)
            .ToDictionary(s => s.Key, s => s.Value / 23_570.0);
        shares[LifecycleStage.Dormant].ShouldBeInRange(0.3, 0.8);
        
        // Twice the time in which nine of ten who come back do is nearly all of these nine months.
        shares[LifecycleStage.Lost].ShouldBeInRange(0.01, 0.4);
        shares[LifecycleStage.Growth].ShouldBeGreaterThan(0.05);
        shares[LifecycleStage.Mature].ShouldBeGreaterThan(0.05);
    }

    private static LifecycleStage StageOf(int[] days, int today) => Score(Customer.Buying(days), today).Stage;

    private static Score Score(Profile profile, int today) =>
        new Scorer(Models.Known).Score(profile, Customer.Day(today), TimeZoneInfo.Utc);

    private static (double Days, RhythmSource Source) Threshold(ShopModel model, Profile profile)
    {
        var score = new Scorer(model).Score(profile, Customer.Day(20), TimeZoneInfo.Utc);
        return (score.LapseThresholdDays, score.Rhythm);
    }
}
