using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Tests.Scoring.Churn;
using Recall.Core.Wording;

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
        var (model, trial) = Judge(Earlier.Value.Model, Later.Value.Model);
        model.ShouldBeSameAs(Later.Value.Model);
        (trial.Champion, trial.Challenger, trial.Refused).ShouldBe((Earlier.Value.Model.Version, model.Version, null));
        trial.Churn!.Customers.ShouldBe(Later.Value.Rows.Count(r => r.CutOff == Later.Value.Plan.CutOffs.Count - 1));
        trial.Churn.Champion.ShouldBe(trial.Churn.Challenger, 0.01);
        trial.Level!.Customers.ShouldBe(trial.Churn.Customers);
        trial.Buying!.Customers.ShouldBe(Later.Value.Statistics.HeldOut.Histories().Sum(h => h.Count));
        trial.Spend!.Customers.ShouldBe(Later.Value.Statistics.Spends.Histories().Sum(h => h.Count));
        StoredJson.Read<ModelTrial>(StoredJson.Text(trial)).ShouldBe(trial);
    }

    [Fact]
    public void The_first_fit_has_nothing_to_beat_and_a_fit_is_as_good_as_itself()
    {
        Judge(null, Later.Value.Model).Model.ShouldBeSameAs(Later.Value.Model);
        Judge(ShopModel.Fit(new(PastShop.First), default, ShopModel.Stated), Later.Value.Model).Model.ShouldBeSameAs(Later.Value.Model);
        var (model, same) = Judge(Later.Value.Model, Later.Value.Model);
        model.ShouldBeSameAs(Later.Value.Model);
        same.Churn!.Challenger.ShouldBe(same.Churn.Champion);
        (same.Churn.StandardError, same.Level!.StandardError, same.Buying!.StandardError, same.Spend!.StandardError).ShouldBe((0, 0, 0, 0));
    }

    /// <summary>Everything that scores are made with and that a broken fit could give.</summary>
    public static TheoryData<string, ModelPart, Func<ShopModel, ShopModel>> Broken => new()
    {
        { "worse-scorecard", ModelPart.Scorecard, m => Card(m, c => Weights(c, -1) with { LeftOutWeights = [.. c.LeftOutWeights.Select(w => w.Select(x => -x).ToArray())] }) },
        { "worse-level", ModelPart.Scorecard, m => Card(m, c => Weights(c, 0)) },
        { "worse-level", ModelPart.Scorecard, m => Card(m, c => Weights(c, double.NaN)) },
        { "worse-level", ModelPart.Scorecard, m => Card(m, c => c with { Intercept = c.Intercept + 1 }) },
        { "worse-level", ModelPart.Scorecard, m => Card(m, c => c with { Intercept = c.Intercept + 1, Season = new(4, true, 0, 1) }) },
        { "worse-season", ModelPart.Scorecard, m => Card(m, c => c with { Season = new(4, true, 0, 1) }) },
        { "worse-season", ModelPart.Scorecard, m => Card(m, c => c with { Season = new(-1, true, 0, 1) }) },
        { "worse-spend", ModelPart.Spend, m => m with { GammaGamma = m.GammaGamma with { Parameters = m.GammaGamma.Parameters! with { V = 1000 * m.GammaGamma.Parameters.V } } } },
        { "worse-buying", ModelPart.RepeatBuying, m => m with { Buying = m.Buying with { Predictor = BuyingModelName.MbgNbd }, MbgNbd = m.MbgNbd with { Parameters = new(0.5, 6, 0.9, 1.6) } } },
        { "worse-alive", ModelPart.RepeatBuying, m => Alive(m, new(0.5, 6, 0.9, 1.6)) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_part_that_is_worse_stays_out_alone_and_gives_way_where_it_is_in_force(string code, ModelPart part, Func<ShopModel, ShopModel> broken)
    {
        var (champion, fitted) = (Earlier.Value.Model, Later.Value.Model);
        var (model, trial) = Judge(champion, broken(fitted));
        var kept = model.Kept.ShouldHaveSingleItem();
        (kept.Part, kept.Version, kept.FittedAt, kept.Because.Code).ShouldBe((part, champion.Version, champion.FittedAt, code));
        kept.Because.Say("en").ShouldMatch("loss (NaN|[0-9.]+) against [0-9.]+, [0-9,]+ customers");
        trial.Challenger.ShouldBe(model.Version);
        (model.Version == fitted.Version).ShouldBeFalse();

        // The old part, and all else of today.
        model.Churn.Terms.ShouldBe(part == ModelPart.Scorecard ? champion.Churn.Terms : fitted.Churn.Terms);
        model.Churn.Season.LogOdds.ShouldBeInRange(-0.5, 0.5);
        model.GammaGamma.ShouldBe(part == ModelPart.Spend ? champion.GammaGamma : fitted.GammaGamma);
        model.Find(model.Buying.Predictor).ShouldBe((part == ModelPart.RepeatBuying ? champion : fitted).Find((part == ModelPart.RepeatBuying ? champion : fitted).Buying.Predictor));
        (model.Rfm, model.Tiers, model.Rhythm, model.Uplift, model.AsOf).ShouldBe((fitted.Rfm, fitted.Tiers, fitted.Rhythm, fitted.Uplift, fitted.AsOf));
        StoredJson.Text(StoredJson.Read<ShopModel>(StoredJson.Text(model))).ShouldBe(StoredJson.Text(model));

        Judge(broken(champion), fitted).Model.Kept.ShouldBeEmpty();
    }

    /// <summary>
    /// The old card's level is that of an older window. Kept, it states what the last window brought, and from there the same outlook as any card of today.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_kept_card_starts_from_the_last_window_and_looks_ahead_from_there(bool worseSeason)
    {
        var (rows, plan) = (Later.Value.Rows, Later.Value.Plan);
        var champion = Card(Earlier.Value.Model, c => c with { Intercept = c.Intercept - 0.05, Outlook = 9 });
        var broken = Card(Later.Value.Model, c => worseSeason
            ? c with { Season = new(4, true, 0, 1), Outlook = 0 }
            : Weights(c, -1) with { LeftOutWeights = [.. c.LeftOutWeights.Select(w => w.Select(x => -x).ToArray())] });
        var card = Judge(champion, broken).Model.Churn;
        card.Terms.ShouldBe(champion.Churn.Terms);
        var last = rows.FindAll(r => r.CutOff == plan.CutOffs.Count - 1);
        var bought = last.Count(r => r.BoughtWithin(plan.WindowDays));
        var level = card with { Season = SeasonalShift.None, Outlook = 0 };
        Shop.Value.SelectMany(p => PastRows.Profiles(p.Customer, p.Events, [plan.CutOffs[^1]], TimeZoneInfo.Utc)).Sum(p => level.BuyChance(p.Day)).ShouldBe(bought, 0.01);
        card.Season.LogOdds.ShouldBe(worseSeason ? 0 : Later.Value.Model.Churn.Season.LogOdds);
        if (worseSeason)
            card.Outlook.ShouldNotBe(0, "the mean of simple answers stands in for the season that was applied and is worse");
        else
            card.Outlook.ShouldBe(Later.Value.Model.Churn.Outlook);
    }

    [Fact]
    public void A_season_that_comes_every_year_is_no_reason_to_stay_out()
    {
        var shop = PastShop.Of(1200, 1200, day => (day % 365) is > 300 and < 350 ? 4 : 1);
        foreach (var day in (int[])[1010, 1110])
        {
            var (champion, challenger) = (Fit.Of(shop, day - 28), Fit.Of(shop, day));
            var (model, trial) = ModelTrial.Of(champion.Model, challenger.Model, challenger.Statistics, challenger.Rows, challenger.Plan);
            model.Kept.ShouldNotContain(k => k.Part == ModelPart.Scorecard);
            challenger.Model.Churn.Season.Applied.ShouldBeTrue();
            (trial.Season is not null).ShouldBe(challenger.Model.Churn.Season.LogOdds != 0);
        }
    }

    [Theory]
    [InlineData(27, 365, true)]
    [InlineData(27, 366, false)]
    public void A_part_that_the_new_data_does_not_give_is_kept_for_a_year_from_its_fit(int first, int last, bool kept)
    {
        var (champion, fitted) = (Earlier.Value.Model, Later.Value.Model);
        ShopModel Poor(int days) => fitted with
        {
            FittedAt = champion.FittedAt.AddDays(days),
            Churn = PriorScorecard.Of(90, new(Refusal.TooFewCustomers, Whys.NoPast.With())),
            GammaGamma = new() { Refusal = new(Refusal.TooFewCustomers, Whys.NoPast.With()) },
            Buying = new(),
        };

        // Twice: who keeps a kept part tells where it is from.
        var once = Judge(champion, Poor(first)).Model;
        once.Kept.Select(k => (k.Part, k.Because.Code)).ShouldBe(
            [(ModelPart.Scorecard, "lost-scorecard"), (ModelPart.RepeatBuying, "lost-buying"), (ModelPart.Spend, "lost-spend")]);
        once.DaysToNextFit(0).ShouldBeGreaterThan(1);
        var twice = Judge(once, Poor(last)).Model;
        twice.Kept.Select(k => k.Version).ShouldBe(kept ? Enumerable.Repeat(champion.Version, 3) : []);
        (twice.Churn.Because is null, twice.GammaGamma.IsFitted, twice.Buying.Predictor is not null).ShouldBe((kept, kept, kept));
        (twice.DaysToNextFit(0) == 1).ShouldBe(!kept);
    }

    [Fact]
    public void A_lost_card_goes_where_the_stated_one_is_nearer_to_the_last_window()
    {
        var fitted = Later.Value.Model with { Churn = PriorScorecard.Of(90, new(Refusal.TooFewCustomers, Whys.NoPast.With())) };
        var wrong = Earlier.Value.Model with { Churn = Earlier.Value.Model.Churn with { Intercept = 6 } };
        Judge(wrong, fitted).Model.Churn.Name.ShouldBe(ChurnScorecard.Prior);

        // Of a handful of customers either may be nearer by luck.
        var few = Later.Value.Rows.Where(r => r.CutOff < Later.Value.Plan.CutOffs.Count - 1)
            .Concat(Later.Value.Rows.Where(r => r.CutOff == Later.Value.Plan.CutOffs.Count - 1).Take(49)).ToList();
        ModelTrial.Of(wrong, fitted, Later.Value.Statistics, few, Later.Value.Plan).Model.Churn.Name.ShouldBe(ChurnScorecard.Learnt);
    }

    [Theory]
    [InlineData(1.644, false)]
    [InlineData(1.646, true)]
    [InlineData(double.NaN, true)]
    public void Worse_is_worse_by_more_than_luck(double deviations, bool worse) =>
        new ModelComparison(100, 0.5, 0.5 + (0.01 * deviations), 0.01).IsWorse.ShouldBe(worse);

    private static FitOutcome Judge(ShopModel? champion, ShopModel challenger) =>
        ModelTrial.Of(champion, challenger, Later.Value.Statistics, Later.Value.Rows, Later.Value.Plan);

    private static ShopModel Card(ShopModel model, Func<ChurnScorecard, ChurnScorecard> change) => model with { Churn = change(model.Churn) };

    private static ChurnScorecard Weights(ChurnScorecard card, double times) => card with { Terms = [.. card.Terms.Select(t => t with { Weight = times * t.Weight })] };

    /// <summary>Predicts as it did, and states P(alive) by another model.</summary>
    private static ShopModel Alive(ShopModel model, MbgNbdParameters parameters) => model with
    {
        Buying = model.Buying with { Alive = BuyingModelName.MbgNbd }, MbgNbd = model.MbgNbd with { Parameters = parameters },
    };

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
