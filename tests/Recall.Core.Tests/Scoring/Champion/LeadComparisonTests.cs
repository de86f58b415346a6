using MathNet.Numerics.Distributions;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Sequences;
using Recall.Core.Tests.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Champion;

public sealed class LeadComparisonTests
{
    private static readonly DateOnly AsOf = PastShop.First.AddDays(400);
    private static readonly Lazy<(ShopModel Model, List<CustomerPast> Shop, List<PastRow> Rows, TrainingPlan Plan)> ByRates = new(() =>
    {
        var shop = Simulated(800);
        var statistics = new ShopStatistics(AsOf);
        foreach (var past in shop)
            statistics.Add(ProfileFold.Of(past.Customer, past.Events, TimeZoneInfo.Utc), TimeZoneInfo.Utc);
        var plan = TrainingPlan.Of(statistics)!;
        List<PastRow> rows = [.. shop.SelectMany(p => PastRows.Of(p.Customer, p.Events, plan, TimeZoneInfo.Utc))];
        return (ShopFit.Of(null, statistics, rows, default).Model, shop, rows, plan);
    });

    [Fact]
    public void Where_customers_buy_at_a_rate_and_leave_the_model_of_that_leads_and_the_score_says_so()
    {
        var (model, shop, _, _) = ByRates.Value;
        model.Churn.Name.ShouldBe(ChurnScorecard.Learnt);
        model.Churn.Outlook.ShouldNotBe(0, "the fitted model of repeat buying has a say in the level");
        model.BuyingLeads.ShouldBeTrue();
        model.Lead!.Champion.ShouldBeLessThan(model.Lead.Challenger);
        var profile = ProfileFold.Of(shop[0].Customer, shop[0].Events, TimeZoneInfo.Utc);
        var now = new DateTimeOffset(AsOf, new(12, 0), TimeSpan.Zero);
        var score = new Scorer(model).Score(profile, now, TimeZoneInfo.Utc);
        score.ChurnModel.ShouldBe(Kebab.Of(model.Buying.Predictor!.Value));
        score.ChurnProbability.ShouldBe(1 - score.PBuy);
        foreach (var (locale, text) in new[] { ("en", "better than the scorecard"), ("zh", "优于评分卡") })
        {
            var reasons = ScoreExplanation.Of(profile, score, model, now, "USD", locale);
            reasons.Single(r => r.Indicator == Indicators.Churn).Text.ShouldContain(text);
            reasons.ShouldNotContain(r => r.Indicator.StartsWith(Indicators.RiskPoints, StringComparison.Ordinal));
        }

        StoredJson.Read<ShopModel>(StoredJson.Text(model)).BuyingLeads.ShouldBeTrue();
    }

    [Fact]
    public void Where_the_card_is_as_good_or_was_not_compared_it_leads()
    {
        var (model, shop, _, _) = ByRates.Value;
        var profile = ProfileFold.Of(shop[0].Customer, shop[0].Events, TimeZoneInfo.Utc);
        foreach (var lead in new ModelComparison?[] { null, new(100, 0.5, 0.5, 0.1), new(100, 0.5, 0.4, 0.1) })
        {
            var score = new Scorer(model with { Lead = lead }).Score(profile, new(AsOf, new(12, 0), TimeSpan.Zero), TimeZoneInfo.Utc);
            score.ChurnModel.ShouldBe(ChurnScorecard.Learnt);
        }
    }

    /// <summary>
    /// Customers at the last cut-off: the card by the weights that were learnt without their fifth, the model of repeat buying by what was known then, both moved to the level at which as many
    /// buy as did.
    /// </summary>
    [Fact]
    public void What_is_compared_is_what_either_says_of_customers_it_has_not_learnt_at_the_level_of_the_window()
    {
        var (model, _, rows, plan) = ByRates.Value;
        var (card, lead) = (model.Churn, model.Lead!);
        var last = rows.FindAll(r => r.CutOff == plan.CutOffs.Count - 1);
        var columns = card.Terms.Select(t => IndicatorCatalogue.All.Index().First(i => i.Item.Name == t.Indicator).Index).ToArray();
        double LeftOut(PastRow row) => card.Calibration.Of(card.Intercept + card.Terms.Select((t, i) => double.IsNaN(row.Values[columns[i]])
            ? 0
            : card.LeftOutWeights[(int)(row.Customer % 5)][i] * Math.Clamp((row.Values[columns[i]] - t.Mean) / t.Deviation, -4, 4)).Sum());
        var known = BuyingFits.Of([.. last.CountBy(r => r.History()).Select(h => (h.Key, (long)h.Value))]).Find(model.Buying.Predictor!.Value)!;
        double Rates(PastRow row) => Math.Log(known.PBuy(row.History(), plan.WindowDays / 7.0) / (1 - known.PBuy(row.History(), plan.WindowDays / 7.0)));

        lead.Customers.ShouldBe(last.Count);
        lead.Challenger.ShouldBe(Loss(last, plan.WindowDays, LeftOut), 1e-6);
        lead.Champion.ShouldBe(Loss(last, plan.WindowDays, Rates), 1e-6);
    }

    /// <summary>Mean loss at the level at which as many buy as did, found by halving.</summary>
    private static double Loss(List<PastRow> rows, int days, Func<PastRow, double> logOdds)
    {
        var (sums, bought) = (rows.ConvertAll(r => logOdds(r)), rows.Count(r => r.BoughtWithin(days)));
        var (low, high) = (-5.0, 5.0);
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = sums.Sum(s => 1 / (1 + Math.Exp(-s - middle))) < bought ? (middle, high) : (low, middle);
        }

        return rows.Zip(sums, (row, sum) => Math.Log(1 + Math.Exp(row.BoughtWithin(days) ? -sum - low : sum + low))).Average();
    }

    // MBG/NBD to the letter.
    private static List<CustomerPast> Simulated(int customers)
    {
        var random = new Random(7);
        return [.. CustomerPast.Of(Enumerable.Range(0, customers).SelectMany(i =>
        {
            var (rate, leave) = (Gamma.Sample(random, 0.8, 40), Beta.Sample(random, 0.8, 3));
            var (at, days) = (200 * random.NextDouble(), new List<int>());
            do
            {
                days.Add((int)at);
                at += Exponential.Sample(random, rate);
            }
            while (random.NextDouble() > leave && at < 400);
            return days.Distinct().Select(day => new OrderPlaced
            {
                Id = $"o{i}-{day}", Customer = CustomerKey.Parse($"made:{i}"), At = new(PastShop.First.AddDays(day), new(10, 0), TimeSpan.Zero), Total = 10 + random.Next(50),
            });
        }))];
    }
}
