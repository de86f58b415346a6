using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Tests.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Champion;

/// <summary>A made-up shop whose model is fitted again four weeks later.</summary>
public sealed class ModelTrialTests
{
    private const int Today = 640;
    private static readonly Lazy<IReadOnlyList<CustomerPast>> Shop = new(() => PastShop.Of(1200, 700));
    private static readonly Lazy<Fit> Earlier = new(() => Fit.Of(Shop.Value, Today - 28));
    private static readonly Lazy<Fit> Later = new(() => Fit.Of(Shop.Value, Today));

    [Fact]
    public void A_fit_as_good_takes_the_place_of_the_old_which_is_judged_on_the_same_customers_of_today()
    {
        var trial = Judge(Earlier.Value.Model, Later.Value.Model);
        (trial.Refused, trial.Winner).ShouldBe((null, Later.Value.Model.Version));
        trial.Churn!.Customers.ShouldBe(Later.Value.Rows.Count(r => r.CutOff == Later.Value.Plan.CutOffs.Count - 1));
        trial.Churn.Champion.ShouldBe(trial.Churn.Challenger, 0.01);
        trial.Buying!.Customers.ShouldBe(Later.Value.Statistics.HeldOut.Histories().Sum(h => h.Count));
        StoredJson.Read<ModelTrial>(StoredJson.Text(trial)).ShouldBe(trial);
    }

    [Fact]
    public void The_first_fit_has_nothing_to_beat_and_a_fit_is_as_good_as_itself()
    {
        Judge(null, Later.Value.Model).Refused.ShouldBeNull();
        var same = Judge(Later.Value.Model, Later.Value.Model);
        same.Churn!.Challenger.ShouldBe(same.Churn.Champion);
        (same.Refused, same.Churn.StandardError, same.Buying!.StandardError).ShouldBe((null, 0, 0));
    }

    [Fact]
    public void A_card_that_weighs_the_wrong_way_stays_out()
    {
        var card = Later.Value.Model.Churn;
        var turned = card with
        {
            Terms = [.. card.Terms.Select(t => t with { Weight = -t.Weight })], LeftOutWeights = [.. card.LeftOutWeights.Select(w => w.Select(x => -x).ToArray())],
        };
        var trial = Judge(Earlier.Value.Model, Later.Value.Model with { Churn = turned });
        (trial.Refused!.Code, trial.Winner).ShouldBe(("worse-scorecard", Earlier.Value.Model.Version));

        // In force, it gives way.
        Judge(Earlier.Value.Model with { Churn = turned }, Later.Value.Model).Refused.ShouldBeNull();
    }

    [Fact]
    public void Customers_that_a_card_has_learnt_by_heart_do_not_speak_for_it()
    {
        // Weights of the whole fit as bad as can be: only those learnt without a customer may be asked about them.
        var card = Later.Value.Model.Churn;
        var trial = Judge(Earlier.Value.Model, Later.Value.Model with { Churn = card with { Terms = [.. card.Terms.Select(t => t with { Weight = -9 })] } });
        trial.Churn!.Challenger.ShouldBe(Judge(Earlier.Value.Model, Later.Value.Model).Churn!.Challenger);
    }

    [Fact]
    public void A_model_of_repeat_buying_of_another_shop_stays_out_and_gives_way()
    {
        var model = Later.Value.Model;
        var other = model with { Buying = model.Buying with { Predictor = Core.Scoring.Buying.BuyingModelName.MbgNbd }, MbgNbd = model.MbgNbd with { Parameters = new MbgNbdParameters(0.5, 6, 0.9, 1.6) } };
        var trial = Judge(Earlier.Value.Model, other);
        trial.Refused!.Code.ShouldBe("worse-buying");
        trial.Refused.Say("en").ShouldStartWith("the new model of repeat buying fits the last days worse: loss ");
        Judge(other, model).Refused.ShouldBeNull();
    }

    [Theory]
    [InlineData(1.644, false)]
    [InlineData(1.646, true)]
    [InlineData(double.NaN, true)]
    public void Worse_is_worse_by_more_than_luck(double deviations, bool worse) =>
        new ModelComparison(100, 0.5, 0.5 + (0.01 * deviations), 0.01).IsWorse.ShouldBe(worse);

    private static ModelTrial Judge(ShopModel? champion, ShopModel challenger) =>
        ModelTrial.Of(champion, challenger, Later.Value.Statistics.HeldOut, Later.Value.Rows, Later.Value.Plan);

    private sealed record Fit(ShopStatistics Statistics, List<PastRow> Rows, TrainingPlan Plan, ShopModel Model)
    {
        public static Fit Of(IReadOnlyList<CustomerPast> shop, int day)
        {
            var asOf = PastShop.First.AddDays(day);
            var plan = TrainingPlan.Of(PastShop.First, asOf, ShopModel.HorizonDays);
            var statistics = new ShopStatistics(asOf);
            foreach (var past in shop)
            {
                var known = past.Events.Where(e => e.At < PastRows.EndOf(asOf, TimeZoneInfo.Utc)).ToList();
                if (known.Count > 0)
                    statistics.Add(ProfileFold.Of(past.Customer, known, TimeZoneInfo.Utc), TimeZoneInfo.Utc);
            }

            List<PastRow> rows = [.. shop.SelectMany(p => PastRows.Of(p.Customer, p.Events, plan, TimeZoneInfo.Utc))];
            return new(statistics, rows, plan, ShopModel.Fit(statistics, new(asOf, new(2, 0), TimeSpan.Zero), churn: ScorecardFit.Of(rows, plan)));
        }
    }
}
