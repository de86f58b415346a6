using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Churn;
using static Recall.Core.Tests.Scoring.Churn.PastCards;

namespace Recall.Core.Tests.Scoring.Churn;

public class ScorecardFitTests
{
    private static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;

    [Fact]
    public void Equal_rows_in_any_order_give_an_equal_card_to_the_last_bit()
    {
        var (rows, plan) = Rows(PastShop.Of(400, 500), 499);
        var card = ScorecardFit.Of(rows, plan);
        var shuffled = rows.ToArray();
        new Random(3).Shuffle(shuffled);
        card.Name.ShouldBe(ChurnScorecard.Learnt);
        StoredJson.Text(ScorecardFit.Of(shuffled, plan)).ShouldBe(StoredJson.Text(card));
        StoredJson.Text(ScorecardFit.Of(rows.Skip(1), plan)).ShouldNotBe(StoredJson.Text(card), StringComparer.Ordinal);
    }

    [Fact]
    public void Where_nothing_tells_who_buys_the_card_is_judged_by_customers_it_did_not_learn_from_and_learns_next_to_nothing()
    {
        // Whoever is looked at, a coin says whether they bought: any rank above chance is of rows the card has seen.
        var (rows, plan) = Rows(PastShop.Of(400, 500), 499);
        var coin = new Random(11);
        var bought = rows.Select(r => r.Customer).Distinct().ToDictionary(c => c, _ => coin.Next(2) == 0);
        var card = ScorecardFit.Of(rows.Select(r => r with { NextAfterDays = bought[r.Customer] ? 1 : 0 }), plan);
        card.Quality!.Auc.ShouldBe(0.5, 0.04);
        card.Quality.Penalty.ShouldBe(0.1, "the largest that is not clearly worse");
    }

    [Fact]
    public void A_card_round_trips_through_json_and_says_the_same()
    {
        var shop = PastShop.Of(400, 500);
        var (rows, plan) = Rows(shop, 499);
        var card = ScorecardFit.Of(rows, plan);
        var read = StoredJson.Read<ChurnScorecard>(StoredJson.Text(card));
        StoredJson.Text(read).ShouldBe(StoredJson.Text(card));
        foreach (var day in Known(shop, 499))
            read.BuyChance(day).ShouldBe(card.BuyChance(day));
    }

    [Fact]
    public void Chances_of_a_learnt_card_are_what_happens()
    {
        var shop = PastShop.Of(3000, 800);
        var (rows, plan) = Rows(shop, 709);
        var card = ScorecardFit.Of(rows, plan);
        var days = Known(shop, 709);
        var later = shop.ToDictionary(p => p.Customer, p => PastRows.NextAfter(p.Events, PastShop.First.AddDays(709), PastShop.First.AddDays(709 + 90), Utc) > 0);
        var bought = days.ConvertAll(d => later[d.Profile.Customer]);
        days.Average(card.BuyChance).ShouldBe(bought.Average(b => b ? 1 : 0), 0.03);
        Ranking.Auc([.. days.Select(card.BuyChance)], bought).ShouldBeGreaterThan(0.72);
        days.ShouldAllBe(d => card.BuyChance(d) > 0 && card.BuyChance(d) < 1);
    }

    [Fact]
    public void What_is_not_known_is_neither_for_nor_against()
    {
        var (rows, plan) = Rows(PastShop.Of(400, 500), 499);
        var card = ScorecardFit.Of(rows, plan);
        card.Terms.Select(t => t.Indicator).ShouldNotContain("rating", StringComparer.Ordinal);
        var day = Known(PastShop.Of(400, 500), 499)[0];
        var rated = day with { Profile = day.Profile with { Service = day.Profile.Service with { Surveys = 1, LastRating = 2 } } };
        card.BuyChance(rated).ShouldBe(card.BuyChance(day));
        new ScorecardTerm("rating", 1, 5, 2).Of(day).ShouldBe(0);
        new ScorecardTerm("rating", 1, 5, 2).Of(rated).ShouldBe(-1.5);
        new ScorecardTerm("of a later version", 1, 5, 2).Of(day).ShouldBe(0);
    }

    /// <summary>Of 100, 200, 300 and 500 customers at four cut-offs 10, 20, 30 and 40 % bought, and nothing tells them apart.</summary>
    [Fact]
    public void The_level_of_few_customers_is_drawn_to_that_of_all_cut_offs_as_by_two_hundred_more()
    {
        var plan = TrainingPlan.Of(PastShop.First, PastShop.First.AddDays(271), 90);
        plan.CutOffs.Count.ShouldBe(4);
        int[] customers = [100, 200, 300, 500];
        double[] shares = [0.1, 0.2, 0.3, 0.4];
        var rows = Enumerable.Range(0, 4).SelectMany(cutOff => Enumerable.Range(0, customers[cutOff]).Select(i => Alike(i, cutOff, i < shares[cutOff] * customers[cutOff])));
        var levels = Array.ConvertAll(shares, s => Math.Log(s / (1 - s)));
        ScorecardFit.Of(rows, plan).Intercept.ShouldBe(((500 * levels[3]) + (200 * levels.Average())) / 700, 1e-3);
    }

    /// <summary>
    /// Shares of 10, 40, 20, 50 and 80 % from the first fifth to the last of what the weights say: the second and the third contradict their order, and are taken together.
    /// </summary>
    [Fact]
    public void Chances_rise_with_what_the_weights_say_whatever_the_shares_of_the_bins()
    {
        int[] bought = [20, 80, 40, 100, 160];
        var plan = new TrainingPlan(PastShop.First.AddDays(180), 90, 90, [PastShop.First.AddDays(90)]);

        // Each fifth of the customers, which one fit leaves out, has the same share of buyers.
        var rows = Enumerable.Range(0, 1000).Select(i => Alike(i, 0, i % 200 < bought[i / 200], gap: i / 200));
        var calibration = ScorecardFit.Of(rows, plan).Calibration;
        calibration.From.ShouldBe(calibration.From.Order());
        double[] shares = [20.5 / 201, 120.5 / 401, 100.5 / 201, 160.5 / 201];
        calibration.To.ShouldBe(shares.Select(s => Math.Log(s / (1 - s))), 1e-12);
    }

    /// <summary>What few customers say of the penalty may be luck; the same customers sixteen times over say it clearly.</summary>
    [Fact]
    public void A_smaller_penalty_has_to_be_better_by_more_than_luck()
    {
        double Penalty(int times)
        {
            var plan = new TrainingPlan(PastShop.First.AddDays(270), 90, 90, [PastShop.First.AddDays(90), PastShop.First.AddDays(180)]);
            return ScorecardFit.Of(
                from copy in Enumerable.Range(0, times)
                from cutOff in Enumerable.Range(0, 2)
                from i in Enumerable.Range(0, 400)
                select Alike((1000 * copy) + i, cutOff, (7 * i) % 400 < 80 * (1 + (i / 200)), gap: i / 200), plan).Quality!.Penalty;
        }

        Penalty(1).ShouldBe(0.1);
        Penalty(16).ShouldBeLessThan(0.1);
    }

    /// <summary>A customer who differs from others at most in their last gap against the usual one.</summary>
    private static PastRow Alike(int customer, int cutOff, bool bought, double gap = double.NaN)
    {
        var values = Enumerable.Repeat(double.NaN, IndicatorCatalogue.All.Count).ToArray();
        values[IndicatorCatalogue.All.Index().First(i => i.Item.Name == "gap-trend").Index] = gap;
        return new((ulong)customer, cutOff, 50, values, bought ? 1 : 0);
    }
}
