using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Wording;
using static Recall.Core.Tests.Scoring.Churn.PastCards;

namespace Recall.Core.Tests.Scoring.Churn;

/// <summary>Cards of shops with little past: the stated one, and what a short window tells of a longer one.</summary>
public class YoungShopCardTests
{
    [Theory]
    [InlineData(40, 60, "too-short")]
    [InlineData(40, 500, "too-few-customers")]
    public void A_shop_with_too_little_history_gets_the_stated_card_and_the_reason(int customers, int days, string code)
    {
        var shop = PastShop.Of(customers, days);
        var (rows, plan) = Rows(shop, days - 1);
        var card = ScorecardFit.Of(rows, plan);
        card.Name.ShouldBe(ChurnScorecard.Prior);
        card.Because!.Code.ShouldBe(code);
        var chances = Known(shop, days - 1).ConvertAll(card.BuyChance);
        chances.ShouldAllBe(c => c > 0 && c < 1);
        var read = StoredJson.Read<ChurnScorecard>(StoredJson.Text(card));
        Known(shop, days - 1).ConvertAll(read.BuyChance).ShouldBe(chances);
    }

    [Fact]
    public void Of_two_customers_the_one_silent_for_longer_is_less_likely_to_buy_by_the_stated_card()
    {
        var card = PriorScorecard.Of(90, new("too-short", Core.Wording.Whys.NoPast.With()));
        double Chance(Profile profile, int today) => card.BuyChance(new(profile, new DateOnly(2025, 1, 1).AddDays(today), Customer.Day(today)));
        var chances = new[] { 1, 10, 30, 60, 120, 240, 480 }.Select(silent => Chance(Customer.Buying(0, 30, 60), 60 + silent)).ToList();
        chances.ShouldBe(chances.OrderDescending());
        Chance(Customer.Buying(0, 10, 20, 30), 40).ShouldBeGreaterThan(Chance(Customer.Buying(0), 40));
    }

    [Fact]
    public void The_stated_card_gives_somebody_average_in_everything_three_chances_in_thirteen()
    {
        var card = PriorScorecard.Of(90, new(Refusal.TooFewCustomers, Whys.ShortWindow.With(("days", 20), ("least", 28))));
        var average = card with { Terms = [.. card.Terms.Select(t => t with { Weight = 0 })] };
        average.BuyChance(Known(PastShop.Of(400, 500), 499)[0]).ShouldBe(1 / (1 + Math.Exp(1.2)), 1e-12);
    }

    [Fact]
    public void A_young_shop_stretches_what_it_has_seen_to_the_horizon()
    {
        var shop = PastShop.Of(1500, 140);
        var (rows, plan) = Rows(shop, 130);
        plan.WindowDays.ShouldBe(43);
        var card = ScorecardFit.Of(rows, plan);

        // From one window to two the hazard grew by that power, and halfway to the usual one is enough.
        var two = rows.FindAll(r => plan.CutOffs[r.CutOff].AddDays(2 * plan.WindowDays) <= plan.AsOf);
        double Hazard(int days) => -Math.Log(1 - ((double)two.Count(r => r.BoughtWithin(days)) / two.Count));
        card.Power.ShouldBe((0.75 + Math.Log2(Hazard(2 * plan.WindowDays) / Hazard(plan.WindowDays))) / 2, 1e-9);
        var seen = card with { HorizonDays = card.WindowDays };
        Known(shop, 130).ShouldAllBe(d => card.BuyChance(d) > seen.BuyChance(d));
    }

    /// <summary>The model is asked about the window that was watched, not about the horizon, in which more buy.</summary>
    [Fact]
    public void In_a_young_shop_the_level_is_that_of_its_own_short_window()
    {
        var (rows, plan) = Rows(PastShop.Of(1500, 140), 130);
        var model = new MbgNbdParameters(1, 12, 0.5, 4);
        var last = rows.FindAll(r => r.CutOff == plan.CutOffs.Count - 1);
        var shift = -2 * ScorecardFit.Of(rows, plan, model).Outlook;
        last.Sum(r => 1 / (1 + ((1 / ((IBuyingModel)model).PBuy(r.History(), plan.WindowDays / 7.0) - 1) * Math.Exp(-shift))))
            .ShouldBe(last.Count(r => r.BoughtWithin(plan.WindowDays)), 0.1);
    }
}
