using MathNet.Numerics.Distributions;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Sequences;
using Recall.Core.Tests.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Champion;

public sealed class LeadComparisonTests
{
    private static readonly DateOnly AsOf = PastShop.First.AddDays(400);
    private static readonly Lazy<(ShopModel Model, List<CustomerPast> Shop)> ByRates = new(() =>
    {
        var shop = Simulated(800);
        return (Fit(shop), shop);
    });

    [Fact]
    public void Where_customers_buy_at_a_rate_and_leave_the_model_of_that_leads_and_the_score_says_so()
    {
        var (model, shop) = ByRates.Value;
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
        var (model, shop) = ByRates.Value;
        var profile = ProfileFold.Of(shop[0].Customer, shop[0].Events, TimeZoneInfo.Utc);
        foreach (var lead in new ModelComparison?[] { null, new(100, 0.5, 0.5, 0.1), new(100, 0.5, 0.4, 0.1) })
        {
            var score = new Scorer(model with { Lead = lead }).Score(profile, new(AsOf, new(12, 0), TimeSpan.Zero), TimeZoneInfo.Utc);
            score.ChurnModel.ShouldBe(ChurnScorecard.Learnt);
        }
    }

    private static ShopModel Fit(List<CustomerPast> shop)
    {
        var statistics = new ShopStatistics(AsOf);
        foreach (var past in shop)
            statistics.Add(ProfileFold.Of(past.Customer, past.Events, TimeZoneInfo.Utc), TimeZoneInfo.Utc);
        var plan = TrainingPlan.Of(statistics)!;
        return ShopFit.Of(null, statistics, [.. shop.SelectMany(p => PastRows.Of(p.Customer, p.Events, plan, TimeZoneInfo.Utc))], default).Model;
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
