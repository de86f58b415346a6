using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Replaying;

namespace Recall.Core.Tests.Sequences.Replaying;

public class ReplayTests
{
    private static readonly DateOnly From = new(2025, 3, 1);
    private static readonly DateOnly To = new(2025, 5, 31);

    private static readonly Condition Silent = new Condition.All(
    [
        new Condition.Compare("profile.days-since-order", CompareOperator.AtLeast, [20.0]),
        new Condition.Compare("score.stage", CompareOperator.NotIn, ["seed"]),
        new Condition.Compare("score.churn", CompareOperator.AtLeast, [0.0]), // Has the scorecard learnt too.
    ]);

    private static readonly SequenceDefinition Winback = Definitions.Of(
        Definitions.Coupon("offer"), Definitions.Send("first", coupon: "offer"), Definitions.Wait("then", 3), Definitions.Send("second")) with
    {
        Name = "winback", Audience = Silent, Holdout = 0, Reentry = new(TimeSpan.FromDays(40), null),
    };

    /// <summary>
    /// An order that is planted changes nothing that was decided before it, of anybody and by any fit: an hour after somebody entered or got a
    /// message, where seeing it would have kept them out, and anywhere.
    /// </summary>
    [Fact]
    public void What_comes_later_changes_nothing_before_it()
    {
        var shop = Shop(25);
        var outcome = Run(Winback, shop);
        var without = Facts(outcome);
        var passes = outcome.Enrolments;
        passes.Count.ShouldBeGreaterThan(25);
        for (var i = 0; i < passes.Count; i += 4)
        {
            var pass = passes[i];
            NothingBefore(pass.Id.Customer, (i % 8 == 0 ? pass.StartedAt : pass.Decisions[^1].At).AddHours(1));
        }

        Properties.ForAll(
            Gen.Choose(0, shop.Count - 1).Zip(Gen.Choose(0, (To.DayNumber - From.DayNumber) * 24)),
            plant => NothingBefore(shop[plant.Item1].Customer, Utc(From).AddHours(plant.Item2).AddMinutes(7)),
            8);

        void NothingBefore(CustomerKey customer, DateTimeOffset at)
        {
            var with = Facts(Run(Winback, [.. shop.Select(h => h.Customer == customer ? Given(h, Order(customer, "planted", at, 500)) : h)]));
            Before(with, at).ShouldBe(Before(without, at));
        }
    }

    [Fact]
    public void A_planted_order_does_change_what_comes_after_it()
    {
        var shop = Shop(20);
        var pass = Run(Winback, shop).Enrolments[0];
        var at = pass.StartedAt.AddHours(1);

        var with = Run(Winback, [.. shop.Select(h => h.Customer == pass.Id.Customer ? Given(h, Order(h.Customer, "planted", at, 500)) : h)]);

        with.Enrolments.Single(e => e.Id == pass.Id).ShouldSatisfyAllConditions(
            e => e.Outcome.ShouldBe(Outcomes.Recovered), e => e.EndedAt.ShouldBe(at), e => e.Orders[0].ShouldBe(new ReplayedOrder(at, 500)));
    }

    [Fact]
    public void The_discount_given_away_is_that_of_orders_which_came_anyway_while_a_code_was_good()
    {
        var start = Utc(From).AddDays(-25);
        ReplayHistory[] shop =
        [
            History("in-time", Order(Key("in-time"), "o1", start, 40), Order(Key("in-time"), "o2", Utc(From).AddDays(10), 80)),
            History("too-late", Order(Key("too-late"), "o1", start, 40), Order(Key("too-late"), "o2", Utc(From).AddDays(20), 80)),
            History("never", Order(Key("never"), "o1", start, 60)),
        ];

        var plan = Plan(Winback with { Reentry = new(null, null) }, new Policy());
        var report = ReplayTally.Of(plan, Play(plan, shop), shop.Length, []);

        (report.Treated, report.OrderedAnyway).ShouldBe((3, 2));
        report.Coupons.OrdersAnyway.ShouldBe(1);
        report.Coupons.GivenAway.ShouldBe(8); // 10 % of 80; the other code was good for fourteen days.
        report.Coupons.AtMost.ShouldBe(4 + 4 + 6);
    }

    [Fact]
    public void A_days_budget_and_codes_that_run_out_hold_for_all_together()
    {
        var coupon = new CouponStep("offer", 10, null, TimeSpan.FromDays(14), null, 3);
        var definition = Winback with { Steps = [coupon, Definitions.Send("first", TimeSpan.FromDays(30), "offer")], Reentry = new(null, null) };

        var outcome = Run(definition, Shop(12), new Policy { DailyTouches = 2 });

        var decisions = outcome.Enrolments.SelectMany(e => e.Decisions).ToList();
        decisions.Count(d => d.Coupon is not null).ShouldBe(3);
        decisions.Count(d => d.Code == HoldReason.NoCoupon).ShouldBe(outcome.Enrolments.Count - 3);
        decisions.Count(d => d.Code == HoldReason.WithoutCoupon).ShouldBe(outcome.Enrolments.Count - 3); // The message that shows it.
        decisions.Where(d => d.Kind == ReplayedKind.Sent).GroupBy(d => d.At.Date).Max(d => d.Count()).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void A_sequences_own_rules_hold_its_messages_back_and_nobody_elses()
    {
        var quick = Winback with { Steps = [Definitions.Send("first", TimeSpan.FromDays(30))], Reentry = new(null, null) };
        var calm = quick with { Policy = new() { DailyMessages = 1, QuietHours = new(new(0, 0), new(18, 0)) } };
        var other = quick with { Name = "other", Priority = 9, Audience = new Condition.All([Silent, new Condition.Compare("profile.orders", CompareOperator.AtMost, [6.0])]) };

        var outcome = Play(Plan(calm, new()) with { Others = [other] }, Shop(18));

        var sent = outcome.Enrolments.SelectMany(e => e.Decisions.Where(d => d.Kind == ReplayedKind.Sent).Select(d => (e.Id.Sequence, d.At))).ToList();
        var (own, others) = (sent.Where(s => s.Sequence == "winback").ToList(), sent.Where(s => s.Sequence == "other").ToList());
        own.Count.ShouldBeGreaterThan(3);
        own.ShouldAllBe(s => s.At.Hour >= 18);
        own.GroupBy(s => s.At.Date).ShouldAllBe(d => d.Count() == 1);
        others.ShouldContain(s => s.At.Hour < 18);
        others.GroupBy(s => s.At.Date).ShouldContain(d => d.Count() > 1);
        outcome.Enrolments.SelectMany(e => e.Decisions).Where(d => d.Code == HoldReason.DailyBudget).ShouldAllBe(d => d.Why!.Say("en").Contains("the sequence's budget of 1 a day"));
    }

    [Fact]
    public void A_months_budget_holds_for_all_together_and_the_rest_waits_for_the_next_month()
    {
        var definition = Winback with { Steps = [Definitions.Send("first", TimeSpan.FromDays(30))], Reentry = new(null, null) };

        var decisions = Run(definition, Shop(12), new Policy { MonthlyTouches = 3 }).Enrolments.SelectMany(e => e.Decisions).ToList();

        var sent = decisions.Where(d => d.Kind == ReplayedKind.Sent).GroupBy(d => (d.At.Year, d.At.Month)).ToList();
        sent.Max(m => m.Count()).ShouldBe(3);
        sent.Count.ShouldBeGreaterThan(1);
        decisions.ShouldContain(d => d.Kind == ReplayedKind.Deferred && d.Code == HoldReason.MonthlyBudget && d.Until!.Value.Day == 1);
    }

    [Fact]
    public void Money_of_the_shop_and_of_a_sequence_is_spent_by_codes_and_messages_together_and_what_passes_it_waits()
    {
        var coupon = new CouponStep("offer", null, 5, TimeSpan.FromDays(14), null, null);
        var quick = Winback with { Steps = [coupon, Definitions.Send("first", TimeSpan.FromDays(30), "offer")], Reentry = new(null, null) };
        var other = quick with { Name = "other", Priority = 9, Audience = new Condition.All([Silent, new Condition.Compare("profile.orders", CompareOperator.AtMost, [6.0])]) };
        var own = quick with { Policy = new() { Budget = new(5.5m, null) } };

        var outcome = Play(Plan(own, new() { Budget = new(12, 40) }) with { Others = [other] }, Shop(24));

        var spent = outcome.Enrolments.SelectMany(e => e.Decisions.Select(d => (e.Id.Sequence, d.At, Cost: d.Coupon is not null ? 5 : d.Kind == ReplayedKind.Sent ? 0.5m : 0))).ToList();
        spent.GroupBy(s => s.At.Date).Max(d => d.Sum(s => s.Cost)).ShouldBeInRange(11, 12);
        spent.GroupBy(s => (s.At.Year, s.At.Month)).Max(d => d.Sum(s => s.Cost)).ShouldBeInRange(35, 40);
        spent.Where(s => s.Sequence == "winback").GroupBy(s => s.At.Date).Max(d => d.Sum(s => s.Cost)).ShouldBe(5.5m);
        var held = outcome.Enrolments.SelectMany(e => e.Decisions).Where(d => d.Kind == ReplayedKind.Deferred).ToList();
        held.ShouldContain(d => d.Step == "offer" && d.Code == HoldReason.DailyMoney);
        held.ShouldContain(d => d.Code == HoldReason.OwnDailyMoney && d.Why!.Say("en").Contains("the sequence's budget of 5.5 a day"));
    }

    [Fact]
    public void A_code_that_the_shops_month_has_no_money_for_waits_for_the_next_where_that_is_near_and_the_report_names_the_budget()
    {
        var coupon = new CouponStep("offer", null, 5, TimeSpan.FromDays(14), null, null);
        var definition = Winback with { Steps = [coupon, Definitions.Send("first", coupon: "offer")], Reentry = new(null, null) };
        var plan = Plan(definition, new() { Budget = new(null, 11) }) with { From = From.AddDays(24), To = From.AddDays(40) }; // From 25 March on: 25 is a week before April.

        var outcome = Play(plan, Shop(12));

        var held = outcome.Enrolments.SelectMany(e => e.Decisions).Where(d => d.Step == "offer" && d.Code is not null).ToList();
        held.Where(d => d.Kind == ReplayedKind.Deferred).ShouldAllBe(d => d.Code == HoldReason.MonthlyMoney && d.Until == Utc(new(2025, 4, 1)));
        held.Where(d => d.Kind == ReplayedKind.Skipped).ShouldAllBe(d => d.Code == HoldReason.MonthlyMoney);
        held.Select(d => d.Kind).Distinct().Count().ShouldBe(2, "most wait, and April has no money for all of them either");
        var skipped = ReplayTally.Of(plan, outcome, 12, []).Skipped;
        skipped.Keys.ShouldBe([HoldReason.MonthlyMoney, HoldReason.WithoutCoupon], ignoreOrder: true);
    }

    [Fact]
    public void A_budget_of_money_and_a_ladder_hold_in_a_replay_as_they_do_in_life()
    {
        var coupon = new CouponStep("offer", null, null, TimeSpan.FromDays(14), null, null) { Ladder = [5, 10], Budget = new(20, null, null) };
        var definition = Winback with { Steps = [coupon], Reentry = new(TimeSpan.FromDays(31), null) };

        var outcome = Run(definition, Shop(12));
        var codes = outcome.Enrolments.SelectMany(e => e.Decisions.Select(d => (e.Id.Episode, d.Coupon))).Where(d => d.Coupon is not null).ToList();

        codes.Where(c => c.Episode == 1).ShouldAllBe(c => c.Coupon!.Percent == 5);
        codes.Where(c => c.Episode > 1).ShouldAllBe(c => c.Coupon!.Percent == 10);
        codes.Select(c => c.Episode).ShouldContain(2);
        codes.Sum(c => c.Coupon!.Percent!.Value / 100 * 20).ShouldBeLessThanOrEqualTo(20); // Each paid 20 an order at least.
        outcome.Enrolments.SelectMany(e => e.Decisions).Where(d => d.Code is not null).Select(d => d.Code).Distinct(StringComparer.Ordinal).ShouldBe([HoldReason.CouponMoney]);
    }

    [Fact]
    public void What_waits_for_the_midnight_after_the_last_day_is_not_in_it()
    {
        var coupon = new CouponStep("offer", null, 5, TimeSpan.FromDays(14), null, null);
        var plan = Plan(Winback with { Steps = [coupon], Reentry = new(null, null) }, new() { Budget = new(10, null) }) with { To = From.AddDays(1) };

        var at = Play(plan, Shop(12)).Enrolments.SelectMany(e => e.Decisions).Where(d => d.Coupon is not null).Select(d => d.At).ToList();

        at.Count.ShouldBe(4); // Two a day.
        at.ShouldAllBe(t => t < plan.End);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(60, 5)] // Of what others pay.
    public void Codes_for_people_without_an_order_cost_what_they_do_in_life(int? mean, int codes)
    {
        var coupon = new CouponStep("offer", 10, null, TimeSpan.FromDays(14), null, null) { Budget = new(30, null, null) };
        var plan = Plan(Winback with { Steps = [coupon], Audience = new Condition.Compare("profile.orders", CompareOperator.Is, [0.0]), Reentry = new(null, null) }, new());
        ReplayHistory[] prospects = [.. Enumerable.Range(0, 6).Select(i => History($"p{i}", Order(Key($"p{i}"), "o", Utc(From), 20))).Select(h => h with { Events = [.. h.Events.Where(e => e is not OrderPlaced)] })];

        var outcome = Play(plan, mean is { } paid ? [.. prospects, History("buyer", Order(Key("buyer"), "o", Utc(From).AddDays(-9), paid))] : prospects);

        outcome.Enrolments.SelectMany(e => e.Decisions).Count(d => d.Coupon is not null).ShouldBe(codes);
        ReplayTally.Of(plan, outcome, prospects.Length, []).Coupons.AtMost.ShouldBe(30);
    }

    [Fact]
    public void A_daily_limit_lets_in_as_many_and_the_rest_on_the_next_days()
    {
        var outcome = Run(Winback with { DailyLimit = 2, Reentry = new(null, null) }, Shop(12));

        outcome.Enrolments.GroupBy(e => e.StartedAt).Max(e => e.Count()).ShouldBe(2);
        outcome.Enrolments.Select(e => e.Id.Customer).Distinct().Count().ShouldBe(12);
        outcome.StayedOut[("winback", HoldReason.DailyLimit)].ShouldBeGreaterThan(5);
    }

    [Fact]
    public void The_sequence_of_the_higher_priority_has_the_customer_and_the_clash_is_counted_once_a_pass()
    {
        var first = Winback with { Name = "first", Priority = 9, Reentry = new(null, null) };
        var plan = Plan(Winback with { Reentry = new(null, null) }, new Policy()) with { Others = [first] };

        var outcome = Play(plan, Shop(8));

        outcome.Clashes[("winback", "first")].ShouldBe(8);
        foreach (var customer in outcome.Enrolments.GroupBy(e => e.Id.Customer))
        {
            var passes = customer.OrderBy(e => e.StartedAt).ToList();
            passes[0].Id.Sequence.ShouldBe("first");
            passes.Skip(1).ShouldAllBe(e => e.StartedAt >= passes[0].EndedAt);
        }
    }

    [Fact]
    public void Whom_a_real_run_had_is_free_when_it_really_ended()
    {
        var busy = Utc(From).AddDays(30).AddHours(12);
        var history = History("busy", Order(Key("busy"), "o1", Utc(From).AddDays(-25), 40)) with
        {
            Before = new() { Active = "other--shop:busy--1", Entries = new Dictionary<string, Entries>(StringComparer.Ordinal) { ["winback"] = new(1, Utc(From).AddDays(-60)) } },
            BusyUntil = busy,
        };

        var pass = Run(Winback, [history]).Enrolments[0];

        pass.StartedAt.ShouldBe(Utc(From).AddDays(31).AddHours(9.5));
        pass.Id.Episode.ShouldBe(2);
    }

    private static ReplayOutcome Run(SequenceDefinition definition, IReadOnlyList<ReplayHistory> shop, Policy? policy = null) =>
        Play(Plan(definition, policy ?? Policy.Default), shop);

    private static ReplayOutcome Play(ReplayPlan plan, IReadOnlyList<ReplayHistory> shop) => Replay.Run(plan, shop, null, TestContext.Current.CancellationToken);

    private static ReplayPlan Plan(SequenceDefinition definition, Policy policy) => new()
    {
        Tried = definition, Others = [], From = From, To = To, Zone = TimeZoneInfo.Utc, Policy = policy, Prices = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["email"] = 0.5m },
        Channels = new HashSet<string>(["email", "sms"], StringComparer.Ordinal), Terms = new(0.4, 0.04),
    };

    private static List<ReplayHistory> Shop(int customers) =>
    [
        .. Enumerable.Range(0, customers).Select(i => History($"c{i}", [.. Enumerable.Range(0, 4 + (i % 9)).Select(
            o => Order(Key($"c{i}"), $"o{o}", Utc(From).AddDays(-150 + (o * (11 + (i % 5)))).AddHours(i), 20 + i))])),
    ];

    private static CustomerKey Key(string name) => CustomerKey.Parse("shop:" + name);

    private static OrderPlaced Order(CustomerKey customer, string id, DateTimeOffset at, decimal total) => new() { Id = id, Customer = customer, At = at, Total = total };

    private static ReplayHistory History(string name, params CustomerEvent[] orders)
    {
        var (key, at) = (Key(name), orders[0].At.AddDays(-1));
        return new(
            key,
            [
                new CustomerChanged { Id = "c", Customer = key, At = at, Email = "a@x.example", Phone = "+4915112345678" },
                new ConsentChanged { Id = "k", Customer = key, At = at, Channel = "all", Granted = true },
                .. orders,
            ],
            Engagement.None, default);
    }

    private static ReplayHistory Given(ReplayHistory history, CustomerEvent e) =>
        history with { Events = [.. history.Events.Append(e).OrderBy(EventPosition.Of)] };

    private static DateTimeOffset Utc(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static List<(DateTimeOffset At, string What)> Facts(ReplayOutcome outcome) =>
    [
        .. outcome.Enrolments.SelectMany(e => e.Decisions.Select(d => (d.At, $"{e.Id} {d.Kind} {d.Step} {d.Code} {d.Until}"))
            .Append((e.StartedAt, $"{e.Id} {e.Arm}")).Append((e.EndedAt ?? DateTimeOffset.MaxValue, $"{e.Id} {e.Outcome}"))),
    ];

    private static List<string> Before(List<(DateTimeOffset At, string What)> facts, DateTimeOffset at) =>
        [.. facts.Where(f => f.At < at).Select(f => f.What).Order(StringComparer.Ordinal)];
}
