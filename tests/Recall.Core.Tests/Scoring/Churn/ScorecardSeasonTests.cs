using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.MbgNbd;
using static Recall.Core.Tests.Scoring.Churn.PastCards;

namespace Recall.Core.Tests.Scoring.Churn;

/// <summary>How the level of a card moves: with a season that has proved itself, and back from a window that was out of the ordinary.</summary>
public class ScorecardSeasonTests
{
    [Fact]
    public void A_season_that_returns_is_learnt_and_applied_and_without_one_nothing_is_shifted()
    {
        var seasonal = Card(PastShop.Of(1500, 1000, day => (day % 365) is > 270 and < 340 ? 4 : 0.7), 900);
        seasonal.Season.Applied.ShouldBeTrue();
        var (rows, plan) = Rows(PastShop.Of(1500, 1000, day => (day % 365) is > 270 and < 340 ? 4 : 0.7), 900);
        ScorecardFit.Of(rows, plan, new MbgNbdParameters(1, 12, 0.5, 4)).Outlook.ShouldBe(0, "the season has proved itself");
        seasonal.Season.ErrorWith.ShouldBeLessThan(seasonal.Season.ErrorWithout);

        // Day 900 is in June: the 90 days from then on have no season, the last 90 before neither; at day 980 the high season begins.
        var before = Card(PastShop.Of(1500, 1100, day => (day % 365) is > 270 and < 340 ? 4 : 0.7), 985);
        before.Season.LogOdds.ShouldBeGreaterThan(0.3);
        var none = Card(PastShop.Of(1500, 1000), 900);
        Math.Abs(none.Season.LogOdds).ShouldBeLessThan(0.15);
    }

    /// <summary>
    /// The last window was a sale; the model of repeat buying remembers the time before it. Half of the way back to it, and where a year ago the same two windows are known, a third
    /// of both ways.
    /// </summary>
    [Theory]
    [InlineData(400)]
    [InlineData(600)]
    public void After_a_lively_window_the_level_goes_some_of_the_way_back(int day)
    {
        var shop = PastShop.Of(1500, 1000, d => d > day - 90 ? 3 : 1);
        var (rows, plan) = Rows(shop, day);
        var model = new MbgNbdParameters(1, 12, 0.5, 4);
        var last = rows.FindAll(r => r.CutOff == plan.CutOffs.Count - 1);
        double Bought(double shift) => last.Sum(r => Chance(((IBuyingModel)model).PBuy(r.History(), plan.WindowDays / 7.0), shift));
        static double Chance(double chance, double shift) => 1 / (1 + ((1 - chance) / chance * Math.Exp(-shift)));

        var (with, without) = (ScorecardFit.Of(rows, plan, model), ScorecardFit.Of(rows, plan));
        with.Season.Applied.ShouldBeFalse();
        var longRun = with.Outlook * (day == 400 ? 2 : 3) - (without.Outlook * (day == 400 ? 1 : 2));
        longRun.ShouldBeLessThan(-0.2);
        Bought(-longRun).ShouldBe(last.Count(r => r.BoughtWithin(plan.WindowDays)), 0.1, "that far from the model's own level the last window was");
        (without.Outlook == 0).ShouldBe(day == 400, "at the second day a year ago is known and no second one");
        var customer = Known(shop, day)[0];
        Math.Log(with.BuyChance(customer) / (1 - with.BuyChance(customer))).ShouldBe(
            Math.Log(without.BuyChance(customer) / (1 - without.BuyChance(customer))) + with.Outlook - without.Outlook, 1e-9);
    }

    /// <summary>What was sold in one year only is no season.</summary>
    [Fact]
    public void Two_years_that_disagree_shift_nothing()
    {
        var season = Card(PastShop.Of(1500, 1000, day => day is > 270 and < 340 or > 450 and < 520 ? 4 : 0.7), 900).Season;
        season.ErrorWith.ShouldBeGreaterThan(season.ErrorWithout);
        (season.Applied, season.LogOdds).ShouldBe((false, 0));
    }

    /// <summary>
    /// Bands of a hundred customers. In one month of each year 70 of those who bought lately buy again, else 50; of the two silent bands always 20. The change of the
    /// first is drawn to none as if that were known to a variance of 1, that of the others to the band before to one of 0.05.
    /// </summary>
    [Fact]
    public void Bands_that_say_little_follow_the_one_before_them()
    {
        var plan = TrainingPlan.Of(PastShop.First, PastShop.First.AddDays(1100), 90);
        plan.CutOffs.Count.ShouldBe(24);
        var rows = new List<PastRow>();
        for (var cutOff = 0; cutOff < 24; cutOff++)
        {
            for (var customer = 0; customer < 300; customer++)
            {
                var (band, number) = (customer / 100, customer % 100);
                var buys = number < (band > 0 ? 20 : cutOff % 12 == 2 ? 70 : 50);
                double[] values = [number % 7, .. Enumerable.Repeat(double.NaN, IndicatorCatalogue.All.Count - 1)];
                rows.Add(new((ulong)customer, cutOff, (100 * band) + 50, values, buys ? 1 : 0));
            }
        }

        var season = ScorecardFit.Of(rows, plan).Season;
        static double Variance(int bought) => (1 / (bought + 0.5)) + (1 / (100.5 - bought));
        var (lively, silent) = (Variance(70) + Variance(50), 2 * Variance(20));
        var first = Math.Log(70.5 / 30.5) / lively / ((1 / lively) + 1);
        var second = first / 0.05 / ((1 / silent) + (1 / 0.05));
        var third = second / 0.05 / ((1 / silent) + (1 / 0.05));
        (season.Applied, season.ErrorWith).ShouldBe((true, 0));
        season.LogOdds.ShouldBe((first + second + third) / 3, 1e-9);
    }

    /// <summary>Cut-offs closer than a month have no counterpart at the same distance a year before.</summary>
    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(80)]
    public void A_short_horizon_knows_no_season(int horizon)
    {
        var shop = PastShop.Of(400, 1000, day => (day % 365) is > 270 and < 340 ? 4 : 0.7);
        var plan = TrainingPlan.Of(PastShop.First, PastShop.First.AddDays(985), horizon);
        var card = ScorecardFit.Of(shop.SelectMany(p => PastRows.Of(p.Customer, p.Events, plan, TimeZoneInfo.Utc)), plan);
        (card.Name, card.Season).ShouldBe((ChurnScorecard.Learnt, SeasonalShift.None));
    }

    [Fact]
    public void A_high_season_raises_everybodys_chance()
    {
        var shop = PastShop.Of(400, 1000);
        var card = Card(shop, 900);
        var high = card with { Season = SeasonalShift.None with { LogOdds = 0.5 } };
        var none = card with { Season = SeasonalShift.None };
        Known(shop, 900).ShouldAllBe(d => high.BuyChance(d) > none.BuyChance(d));
    }
}
