using Recall.Core.Customers;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Wording;

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
        var card = ScorecardFit.Of(shop.SelectMany(p => PastRows.Of(p.Customer, p.Events, plan, Utc)), plan);
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

    private static ChurnScorecard Card(IReadOnlyList<CustomerPast> shop, int day)
    {
        var (rows, plan) = Rows(shop, day);
        return ScorecardFit.Of(rows, plan);
    }

    private static (List<PastRow> Rows, TrainingPlan Plan) Rows(IReadOnlyList<CustomerPast> shop, int day)
    {
        var plan = TrainingPlan.Of(PastShop.First, PastShop.First.AddDays(day), 90);
        return ([.. shop.SelectMany(p => PastRows.Of(p.Customer, p.Events, plan, Utc))], plan);
    }

    private static List<CustomerDay> Known(IReadOnlyList<CustomerPast> shop, int day) =>
        [.. shop.SelectMany(p => PastRows.Profiles(p.Customer, p.Events, [PastShop.First.AddDays(day)], Utc)).Select(p => p.Day)];
}
