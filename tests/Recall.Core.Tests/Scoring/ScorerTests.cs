using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Rhythm;

namespace Recall.Core.Tests.Scoring;

public class ScorerTests
{
    [Fact]
    public void Days_are_the_customers_own()
    {
        // 20:00 UTC on day 10 is already the next day in Shanghai, where noon UTC of day 0 still is day 0.
        var shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var profile = ProfileFold.Of(Customer.Key, [Customer.Order(0)], shanghai);
        var evening = Customer.Day(10).AddHours(8);
        new Scorer(Models.Known).Score(profile, evening, shanghai).LapseRatio.ShouldBe(0.11);
        new Scorer(Models.Known).Score(profile, evening, TimeZoneInfo.Utc).LapseRatio.ShouldBe(0.10);
    }

    /// <summary>
    /// Value is orders to come times what a repeat order brings: two customers of the same age and count of orders differ in it as in their chance to be
    /// one still, and what the first day brought says nothing of repeat orders (Fader, Hardie and Lee 2005).
    /// </summary>
    [Fact]
    public void Value_follows_the_chance_to_be_a_customer_still_and_what_repeat_orders_bring()
    {
        Score Of(int last, decimal first, decimal repeat) => Score(Customer.Of(Customer.Order(0, first), Customer.Order(last, repeat)), 200);
        var (early, late) = (Of(20, 10, 10), Of(150, 10, 10));
        late.Clv.ShouldBeGreaterThan(early.Clv * 1.1);
        (late.Clv / early.Clv).ShouldBe(late.PBuy / early.PBuy, 1e-9);
        Of(150, 1000, 10).Clv.ShouldBe(late.Clv);
        Of(150, 10, 100).Clv.ShouldBeGreaterThan(late.Clv * 1.5);
    }

    /// <summary>Who is told to buy within 90 days with 5 % cannot do so within 45 days with 20 %.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(0.4)]
    public void What_customers_do_when_left_alone_agrees_with_the_answer_that_leads(double chance)
    {
        var usual = Core.Scoring.Uplift.ShopUplift.Of(new(), new(0.4, 0)).Usual;
        var card = new ChurnScorecard
        {
            Name = ChurnScorecard.Learnt, HorizonDays = 90, WindowDays = 90, Intercept = Math.Log(chance / (1 - chance)), Terms = [], Quality = new(1, 1, 1, 1, 0.5, 0.5),
        };
        var model = Models.Known with { Uplift = new() { Usual = usual }, Churn = card };
        var profile = Customer.Buying(0, 30, 60);
        var led = new Scorer(model).Score(profile, Customer.Day(100), TimeZoneInfo.Utc);
        led.ChurnProbability.ShouldBe(1 - chance, 1e-12);
        var alone = led.Touch!.Usual!.Alone;
        alone.ShouldBeLessThan(chance);

        // Of both chances the hazard of half the days is the same share of that of all.
        var byRates = new Scorer(model with { Lead = new(100, 0.1, 0.2, 0.01) }).Score(profile, Customer.Day(100), TimeZoneInfo.Utc);
        byRates.ChurnProbability.ShouldBe(1 - byRates.PBuy);
        (Math.Log(1 - alone) / Math.Log(1 - chance)).ShouldBe(Math.Log(1 - byRates.Touch!.Usual!.Alone) / Math.Log(1 - byRates.PBuy), 1e-9);
    }

    /// <summary>
    /// Frequent and then silent: the model of repeat buying holds them for gone and the card does not. Both stand for what they are, and the card's chance does not all
    /// come in the first days, as that of a frequent buyer would.
    /// </summary>
    [Theory]
    [InlineData("en", "the percentage above is the more favourable one", " or more", " or less", "less sure that they have left", "an even higher chance that they buy")]
    [InlineData("zh", "上面的百分比是其中较乐观的一个", "或更", "或更低", "对其已离开没有那么肯定", "认为其购买的可能性比这还高")]
    public void A_card_that_is_surer_to_see_them_buy_than_they_are_to_be_customers_is_told_as_one_end_of_a_range(string locale, string text, string more, string less, string left, string surer)
    {
        var card = new ChurnScorecard { Name = ChurnScorecard.Learnt, HorizonDays = 90, WindowDays = 90, Intercept = 0, Terms = [], Quality = new(1, 1, 1, 1, 0.5, 0.5) };
        var model = Models.Known with { Churn = card, Uplift = new() { Usual = Core.Scoring.Uplift.ShopUplift.Of(new(), new(0.4, 0)).Usual } };
        Score Of(int today) => new Scorer(model).Score(Customer.Buying([.. Enumerable.Range(0, 15).Select(i => 2 * i)]), Customer.Day(today), TimeZoneInfo.Utc);
        var (here, gone) = (Of(30), Of(200));
        here.PAlive.ShouldBeGreaterThan(0.5);
        gone.PAlive.ShouldBeLessThan(0.05);

        // Of half the days, half the hazard; of the model that holds them for gone it would be all.
        var half = model.Uplift.Usual!.WindowDays / 90;
        gone.Touch!.Usual!.Alone.ShouldBe(1 - Math.Pow(gone.ChurnProbability, half), 1e-9);
        var profile = Customer.Buying([.. Enumerable.Range(0, 15).Select(i => 2 * i)]);
        IReadOnlyList<Core.Scoring.Explaining.Reason> All(Score score, int today) => Core.Scoring.Explaining.ScoreExplanation.Of(profile, score, model, Customer.Day(today), "USD", locale);
        string Told(Score score, int today, string indicator) => All(score, today).Single(r => r.Indicator == indicator).Text;
        All(here, 30).ShouldContain(r => r.Indicator == "next-purchase");
        All(gone, 200).ShouldNotContain(r => r.Indicator == "next-purchase", "within days, says the model that holds them for gone");
        foreach (var (indicator, says) in new[] { ("p-alive", text), ("churn", more), ("clv", more), ("orders-alone", less) })
        {
            Told(gone, 200, indicator).ShouldContain(says);
            Told(here, 30, indicator).ShouldNotContain(says);
        }

        // Nobody is told of somebody who is probably a customer that they have left.
        model = model with { Churn = card with { Intercept = 4 } };
        var likely = Of(30);
        likely.PAlive.ShouldBeInRange(0.5, 1 - likely.ChurnProbability);
        (Told(likely, 30, "p-alive").Contains(surer, StringComparison.Ordinal), Told(likely, 30, "p-alive").Contains(left, StringComparison.Ordinal)).ShouldBe((true, false));
        (Told(gone, 200, "p-alive").Contains(surer, StringComparison.Ordinal), Told(gone, 200, "p-alive").Contains(left, StringComparison.Ordinal)).ShouldBe((false, true));
    }

    [Fact]
    public void Where_customers_stand_is_counted_in_tenths_of_a_deviation_and_per_cents()
    {
        // Silent for 19 days: log 20 is 2.9957, of which the mean is 1 and the deviation 2.
        var model = Models.Known with { Churn = Models.Known.Churn with { Terms = [new("silence", -1, 1, 2), new("rating", 0.5, 7, 2)] } };
        var (scorer, profile) = (new Scorer(model), Customer.Buying(0));
        var score = scorer.Score(profile, Customer.Day(19), TimeZoneInfo.Utc);
        var counts = new Core.Scoring.Populations.PopulationCounts();
        scorer.Count(counts, profile, score, TimeZoneInfo.Utc);
        counts.Counts["silence"].Ordered().ShouldBe([(9, 1L)]);
        counts.Counts["rating"].Ordered().ShouldBe([(Core.Scoring.Populations.PopulationCounts.NotKnown, 1L)]);
        counts.Counts["churn"].Ordered().ShouldBe([((int)(100 * score.ChurnProbability), 1L)]);
    }

    [Fact]
    public void Loss_makers_are_below_the_bottom_whatever_others_bring()
    {
        Score(Customer.Of(Customer.Order(0, 100, cost: 120)), 1).Tier.ShouldBe(ValueTier.LossMaking);
        Score(Customer.Of(Customer.Order(0, 100), Customer.Refund(1, 100.01m)), 1).Tier.ShouldBe(ValueTier.LossMaking);
        Score(Customer.Of(Customer.Order(0, 14)), 1).Tier.ShouldBe(ValueTier.Bottom);
        Score(Customer.Of(Customer.Order(0, 15)), 1).Tier.ShouldBe(ValueTier.Middle);
        Score(Customer.Of(Customer.Order(0, 45)), 1).Tier.ShouldBe(ValueTier.Top);
    }

    [Fact]
    public void Rfm_scores_recent_frequent_and_large_high()
    {
        Score(Customer.Of(Customer.Order(0, 50)), 29).Rfm.ShouldBe(new(5, 1, 5));
        Score(Customer.Buying(0, 1, 2, 3, 4), 4 + 120).Rfm.ShouldBe(new(1, 5, 5));
        Score(Customer.Visiting(0), 1).Rfm.ShouldBe(default);
    }

    [Fact]
    public void Without_an_order_or_a_model_predictions_are_unknown()
    {
        var never = Score(Customer.Visiting(0), 1);
        (never.PBuy, never.PAlive, never.ExpectedOrders, never.Clv, never.LapseRatio)
            .ShouldBe((double.NaN, double.NaN, double.NaN, double.NaN, double.NaN));
        never.Buying.ShouldBeNull();
        var empty = ShopModel.Fit(new(new(2025, 1, 1)), Customer.Start);
        var tiny = new Scorer(empty).Score(Customer.Buying(0), Customer.Day(200), TimeZoneInfo.Utc);
        (tiny.PBuy, tiny.PAlive, tiny.ExpectedOrders, tiny.Clv).ShouldBe((double.NaN, double.NaN, double.NaN, double.NaN));
        tiny.Buying.ShouldBeNull();
        tiny.Stage.ShouldBe(LifecycleStage.Lost);
    }

    [Fact]
    public void Scores_round_trip_through_json_with_their_defaults()
    {
        var seed = Score(Customer.Visiting(0), 1);
        var lost = Score(Customer.Of(Customer.Order(0, 100, cost: 120)), 5000);
        foreach (var score in new[] { seed, lost })
        {
            var read = StoredJson.Read<Score>(StoredJson.Text(score));
            (read with { Tags = score.Tags, Churn = score.Churn, Changed = score.Changed }).ShouldBe(score);
            StoredJson.Text(read).ShouldBe(StoredJson.Text(score));
        }

        StoredJson.Text(lost).ShouldContain("\"stage\":\"lost\",\"tier\":\"loss-making\"");
    }

    [Fact]
    public void Any_profile_gets_a_score_in_range_and_an_explanation()
    {
        var order =
            from day in Gen.Choose(0, 3_000)
            from cents in Gen.Frequency((5, Gen.Choose(0, 100_000)), (1, Gen.Constant(int.MaxValue)))
            from cost in Gen.Choose(-1, 1_000)
            let total = cents * (cents == int.MaxValue ? 1e15m : 0.01m)
            select Customer.Order(day, total, cost % 3 == 0 ? "tea" : null, cost < 0 ? null : cost);
        var cases =
            from orders in order.ListOf()
            from wait in Gen.Choose(0, 10_000)
            select (Orders: orders.DistinctBy(o => o.Id, StringComparer.Ordinal).ToArray(), Wait: wait);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var profile = Customer.Of(c.Orders);
            var score = Score(profile, 3_000 + c.Wait);
            var bought = c.Orders.Length > 0;
            var shop = ShopModel.Fit(References.Gather([profile], new(2050, 1, 1)), Customer.Start);
            double[] known = [score.PBuy, score.PAlive, score.ExpectedOrders, score.Clv, score.LapseRatio];
            return (!bought || (score.PAlive <= 1 && score.PBuy <= score.PAlive && score.PBuy <= score.ExpectedOrders * (1 + 1e-9) && known.All(v => v >= 0 && double.IsFinite(v))))
                && score.LapseThresholdDays is >= LapseThreshold.LeastDays and <= LapseThreshold.MostDays
                && (!bought || new[] { score.Rfm.Recency, score.Rfm.Frequency, score.Rfm.Money }.All(s => s is >= 1 and <= 5))
                && shop.Buyers == (bought ? 1 : 0)
                && Core.Scoring.Explaining.ScoreExplanation.Of(profile, score, Models.Known, Customer.Day(13_000), "USD", "zh").Count >= 1;
        }));
    }

    [Fact]
    public void Sums_over_a_million_customers_agree()
    {
        var checks = References.Json("perf_1m_checks.json");
        double[] bg = checks["perf_1m_params"]!["bgnbd"]!.As<double[]>();
        var parameters = new BgNbdParameters(bg[0], bg[1], bg[2], bg[3]);
        var gg = checks["perf_1m_params"]!["gg"]!.As<double[]>();
        var spend = new Core.Scoring.GammaGamma.GammaGammaParameters(gg[0], gg[1], gg[2]);
        var outlooks = new Core.Scoring.Buying.Outlooks(parameters, 13, weeksPerMonth: 4.345);
        var (alive, orders, buys, value) = (0.0, 0.0, 0.0, 0.0);
        foreach (var line in References.Lines("reference/perf_1m.csv.gz").Skip(1))
        {
            var f = line.Split(',');
            var history = new Core.Scoring.Buying.PurchaseHistory(Int(f[0]), Int(f[1]) / 7.0, Int(f[2]) / 7.0);
            var pAlive = BgNbdModel.PAlive(parameters, history);
            var outlook = outlooks.Of(history.Repeats, Int(f[2]));
            var mean = double.Parse(f[3], CultureInfo.InvariantCulture);
            alive += pAlive;
            orders += pAlive * outlook.Expected;
            buys += pAlive * outlook.PBuy;
            value += pAlive * outlook.Discounted * Core.Scoring.GammaGamma.GammaGammaModel.ExpectedSpend(spend, new(history.Repeats, mean));
        }

        alive.ShouldAgree((double)checks["sum_p_alive"]!, 1e-9, "P(alive)");
        orders.ShouldAgree((double)checks["sum_ce13"]!, 1e-9, "expected purchases");
        buys.ShouldAgree((double)checks["sum_pbuy13"]!, 1e-9, "P(buy)");
        value.ShouldAgree((double)checks["sum_clv12"]!, 1e-9, "value");
        static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    private static Score Score(Profile profile, int today) =>
        new Scorer(Models.Known).Score(profile, Customer.Day(today), TimeZoneInfo.Utc);
}
