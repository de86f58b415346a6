using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Churn;
using Recall.Core.Tests.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Backtesting;

/// <summary>What an export says of an order on the day of the export, at the order's time: of the past it tells who came back since.</summary>
public class UndatedFactsTests
{
    private const int Horizon = 90;
    private static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;
    private static readonly DateOnly CutOff = PastShop.First.AddDays(400);
    private static readonly IReadOnlyList<CustomerPast> Shop = PastShop.Of(500, 500);

    /// <summary>The box for mail is ticked at one order in three and stays ticked; the export writes today's answer into every row. Half of what is sent back is of customers who bought again.</summary>
    private static readonly IReadOnlyList<CustomerPast> Export = Exported(500);

    [Fact]
    public void They_change_no_score_of_a_back_test_and_so_no_figure()
    {
        var (with, without) = (StandardContest.Of(Horizon, Utc)(Export, CutOff), StandardContest.Of(Horizon, Utc)(Shop, CutOff));
        with.Select(m => (m.Model, m.Leads)).ShouldBe(without.Select(m => (m.Model, m.Leads)));
        foreach (var (told, plain) in with.Zip(without))
        {
            told.Scores.Count.ShouldBe(plain.Scores.Count);
            foreach (var (customer, score) in plain.Scores)
                BitConverter.DoubleToInt64Bits(told.Scores[customer]).ShouldBe(BitConverter.DoubleToInt64Bits(score));
        }

        var report = Backtest.Run(Export, [CutOff], Horizon, Utc, StandardContest.Of(Horizon, Utc), null, TestContext.Current.CancellationToken);
        report.Leaks.ShouldBeEmpty();
    }

    /// <summary>All of them stand before the cut-off, so that neither a missing future nor another's shows the leak; and it is one.</summary>
    [Theory, InlineData("flags"), InlineData("refunds")]
    public void A_model_that_looks_at_them_is_caught(string what)
    {
        Contest leaky = (pasts, cutOff) => [Score(what, pasts, cutOff, p => what == "flags" ? Channels.Allowed(p).Count : p.Refunds.Count)];
        var report = Backtest.Run(Export, [CutOff], Horizon, Utc, leaky, null, TestContext.Current.CancellationToken);
        report.CutOffs.Single().Models.Single().Auc.ShouldBeGreaterThan(0.55);
        var leak = report.Leaks.ShouldHaveSingleItem();
        leak.Model.ShouldBe(what);
        leak.Customers.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_leader_chosen_by_the_future_is_caught_where_every_score_stays()
    {
        Contest leaky = (pasts, cutOff) =>
        [
            Score("model", pasts, cutOff, p => p.Purchases.Days) with { Leads = pasts.SelectMany(p => p.Events).Any(e => e.At >= PastRows.EndOf(cutOff, Utc)) },
        ];
        LeakCheck.Of(Shop, CutOff, Utc, leaky).ShouldHaveSingleItem().Customers.ShouldBeGreaterThan(50);
    }

    /// <summary>The card looks at a customer today as it looked at those of the past that it learnt from.</summary>
    [Fact]
    public void They_have_no_part_in_todays_risk_and_dated_facts_have()
    {
        var card = new ChurnScorecard
        {
            Name = ChurnScorecard.Learnt, HorizonDays = 90, WindowDays = 90, Intercept = -1, Quality = new(9000, 1234, 12, 0.01, 0.8, 0.5),
            Terms = [new("consents", 0.5, 0.2, 0.4), new("unsubscribed", -0.5, 0.1, 0.3), new("refunds-per-order", -0.6, 0.1, 0.3), new("refunded-share", -0.4, 0.05, 0.2), new("refund-last", -0.2, 0.1, 0.3)],
        };
        var scorer = new Scorer(Models.Known with { Churn = card });
        CustomerEvent[] orders = [Customer.Order(0, 20), Customer.Order(30, 20)];
        double Risk(params CustomerEvent[] more) => scorer.Score(Customer.Of([.. orders, .. more]), Customer.Day(60), Utc).ChurnProbability;
        var (flag, word) = (Flag(orders[1], Channels.Email, true), new ConsentChanged { Id = "w", Customer = Customer.Key, At = Customer.Day(30), Channel = Channels.Email, Granted = true });
        var refund = new OrderRefunded { Id = "o30.refund", Customer = Customer.Key, At = orders[1].At, Order = "o30", Amount = 20 };

        Risk(flag).ShouldBe(Risk());
        Risk(Flag(orders[1], Channels.Sms, false)).ShouldBe(Risk());
        Risk(refund).ShouldBe(Risk());
        Risk(word).ShouldBeLessThan(Risk());
        Risk(refund with { At = Customer.Day(33) }).ShouldBeGreaterThan(Risk());
        Risk(refund with { Order = null }).ShouldBeGreaterThan(Risk());
    }

    [Fact]
    public void What_they_say_of_today_counts()
    {
        var profile = Customer.Of(Customer.Order(0, 20), Flag(Customer.Order(0), Channels.Email, true), new OrderRefunded { Id = "o0.refund", Customer = Customer.Key, At = Customer.Day(0), Order = "o0", Amount = 5 });
        Channels.Allowed(profile).ShouldBe([Channels.Email]);
        NetValue.Of(profile).ShouldBe(15);
        (profile.Refunds.Count, profile.Refunds.Undated, profile.Refunds.UndatedAmount).ShouldBe((1, 1, 5m));
    }

    private static IReadOnlyList<CustomerPast> Exported(int days)
    {
        var draw = new Random(11);
        var events = new List<CustomerEvent>();
        foreach (var past in Shop)
        {
            events.AddRange(past.Events);
            var (ticked, back) = (past.Events.Any(_ => draw.NextDouble() < 0.35), past.Events.Count > 2 && draw.NextDouble() < 0.5);
            foreach (var order in past.Events)
            {
                events.Add(Flag(order, Channels.Email, ticked));
                if (back)
                    events.Add(new OrderRefunded { Id = order.Id + ".refund", Customer = order.Customer, At = order.At, Order = order.Id, Amount = 3 });
            }
        }

        events.ShouldAllBe(e => e.At < PastRows.EndOf(PastShop.First.AddDays(days - 1), Utc));
        return CustomerPast.Of(events);
    }

    private static ConsentChanged Flag(CustomerEvent order, string channel, bool granted) => new()
    {
        Id = $"{order.Id}.{channel}-{(granted ? "granted" : "withdrawn")}", Customer = order.Customer, At = order.At, Channel = channel, Granted = granted, Order = order.Id,
    };

    private static ModelScores Score(string name, IReadOnlyList<CustomerPast> pasts, DateOnly cutOff, Func<Profile, double> score)
    {
        var known = pasts.Select(p => ProfileFold.Of(p.Customer, p.Events.Where(e => e.At < PastRows.EndOf(cutOff, Utc)), Utc)).Where(p => p.Purchases.Days > 0);
        return new(name, false, known.ToDictionary(p => p.Customer, score));
    }
}
