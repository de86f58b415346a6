using Recall.Core.Customers;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Tests.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Backtesting;

public class BacktestTests
{
    private const int Horizon = 90;
    private static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;
    private static readonly DateOnly CutOff = PastShop.First.AddDays(400);
    private static readonly IReadOnlyList<CustomerPast> Shop = PastShop.Of(500, 500);

    [Fact]
    public void A_sound_contest_has_no_leak_and_ranks_better_than_chance()
    {
        var report = Backtest.Run(Shop, [CutOff], Horizon, Utc, StandardContest.Of(Horizon, Utc), null, TestContext.Current.CancellationToken);
        report.Leaks.ShouldBeEmpty();
        var models = report.CutOffs.Single().Models.ToDictionary(m => m.Model, StringComparer.Ordinal);
        models.Keys.ShouldBe(["scorecard", "recency", "rfm", "bg-nbd", "mbg-nbd", "pareto-nbd"]);
        models["scorecard"].Auc.ShouldBeGreaterThan(0.65);
        models["recency"].Brier.ShouldBe(double.NaN);
        models["scorecard"].Deciles.Sum(d => d.Customers).ShouldBe(report.CutOffs[0].Customers);
        models["scorecard"].Deciles[0].Lift.ShouldBeGreaterThan(1.3);
    }

    /// <summary>As it has in scores (<see cref="ShopFit"/>): what is back-tested is what is in force.</summary>
    [Fact]
    public void In_the_level_of_the_card_of_the_contest_the_model_of_repeat_buying_has_its_say()
    {
        var fit = PastFit.Of(Shop, CutOff, Horizon);
        fit.Card.Outlook.ShouldNotBe(0);
        var played = StandardContest.Of(Horizon, Utc)(Shop, CutOff)[0];
        played.Model.ShouldBe(fit.Card.Name);
        foreach (var day in fit.Known)
            played.Scores[day.Profile.Customer].ShouldBe(fit.Card.BuyChance(day), 1e-12);
    }

    [Fact]
    public void A_feature_that_sees_the_label_period_is_caught()
    {
        // Looks harmless: "orders, all time". Some of them are in the window that is to be foretold.
        Contest leaky = (pasts, cutOff) => [.. StandardContest.Of(Horizon, Utc)(pasts, cutOff), Score("all-orders", pasts, cutOff, p => p.Events.Count)];
        var report = Backtest.Run(Shop, [CutOff], Horizon, Utc, leaky, null, TestContext.Current.CancellationToken);
        var leak = report.Leaks.ShouldHaveSingleItem();
        (leak.Model, leak.CutOff).ShouldBe(("all-orders", CutOff));
        leak.Customers.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Training_on_a_window_that_has_not_ended_is_caught()
    {
        Contest leaky = (pasts, cutOff) =>
        {
            var plan = TrainingPlan.Of(PastShop.First, cutOff.AddDays(60), Horizon);
            var card = ScorecardFit.Of(pasts.SelectMany(p => PastRows.Of(p.Customer, p.Events, plan, Utc)), plan);
            return [Score("eager", pasts, cutOff, p => card.BuyChance(PastRows.Profiles(p.Customer, p.Events, [cutOff], Utc).Single().Day))];
        };
        LeakCheck.Of(Shop, CutOff, Utc, leaky).ShouldHaveSingleItem().Model.ShouldBe("eager");
    }

    [Fact]
    public void Knowing_who_will_buy_through_their_last_event_is_caught_even_of_one_customer()
    {
        var one = Shop.First(p => p.Events[0].At < PastRows.EndOf(CutOff, Utc) && p.Events[^1].At > PastRows.EndOf(CutOff, Utc)).Customer;
        Contest leaky = (pasts, cutOff) => [Score("spy", pasts, cutOff, p => p.Customer == one ? p.Events[^1].At.Ticks : 0)];
        LeakCheck.Of(Shop, CutOff, Utc, leaky).ShouldBe([new("spy", CutOff, 1)]);
    }

    [Fact]
    public void A_look_ahead_that_is_right_of_everybody_and_silent_without_a_future_is_caught_by_anothers_future()
    {
        // "Is there an order of somebody else?": of true futures never, of no future neither.
        Contest leaky = (pasts, cutOff) => [Score("own", pasts, cutOff, p => p.Events.Any(e => e.Id.Contains("made:", StringComparison.Ordinal)) ? 0 : 1)];
        LeakCheck.Of(Shop, CutOff, Utc, leaky).ShouldHaveSingleItem().Customers.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Cut_offs_are_a_horizon_apart_and_leave_one_after_the_last()
    {
        CustomerPast[] pasts = [new(Customer.Key, [Customer.Order(0), Customer.Order(300)])];
        var first = new DateOnly(2025, 1, 1);
        Backtest.CutOffs(pasts, 90, 9, Utc).ShouldBe([first.AddDays(30), first.AddDays(120), first.AddDays(210)]);
        Backtest.CutOffs(pasts, 90, 1, Utc).ShouldBe([first.AddDays(210)]);
        Backtest.CutOffs(pasts, 280, 3, Utc).ShouldBeEmpty();
        Backtest.CutOffs([], 90, 3, Utc).ShouldBeEmpty();
    }

    [Fact]
    public void Figures_are_what_a_recount_gives()
    {
        // Ten customers who bought on day 0; the first five buy again within the horizon, for 10 each, and the model knows three of them.
        var pasts = CustomerPast.Of(Enumerable.Range(0, 10).SelectMany(i => new[] { 0, 20 }.Where(d => d == 0 || i < 5).Select(d => (CustomerEvent)new OrderPlaced
        {
            Id = $"o{d}", Customer = CustomerKey.Parse($"made:{i}"), At = Customer.Day(d), Total = d == 0 ? 3 : 10,
        })));
        Contest contest = (known, cutOff) => [Score("three", known, cutOff, p => int.Parse(p.Customer.Value[5..], System.Globalization.CultureInfo.InvariantCulture) < 3 ? 0.9 : 0.3)];
        var result = Backtest.Run(pasts, [new(2025, 1, 10)], 30, Utc, contest, null, TestContext.Current.CancellationToken).CutOffs.Single();
        (result.Customers, result.Bought, result.Revenue).ShouldBe((10, 5, 50m));
        var model = result.Models.Single();
        model.Auc.ShouldBe((15 + (0.5 * 10)) / 25, 1e-12);
        model.Brier.ShouldBe(((3 * 0.01) + (2 * 0.49) + (5 * 0.09)) / 10, 1e-12);
        model.RevenueInTopFifth.ShouldBe(20 / 50.0);
        model.Deciles.Select(d => d.Customers).ShouldBe(Enumerable.Repeat(1, 10));
        model.Deciles[0].Lift.ShouldBe(2);
        model.CalibrationError.ShouldBe(((3 * 0.1) + (2 * 0.7) + (5 * 0.3)) / 10, 1e-12);
    }

    private static ModelScores Score(string name, IReadOnlyList<CustomerPast> pasts, DateOnly cutOff, Func<CustomerPast, double> score) => new(
        name, true, pasts.Where(p => p.Events.OfType<OrderPlaced>().Any(o => o.At < PastRows.EndOf(cutOff, Utc))).ToDictionary(p => p.Customer, score));
}
