using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Replaying;
using static Recall.Core.Tests.Sequences.Replaying.ReplayShop;

namespace Recall.Core.Tests.Sequences.Replaying;

/// <summary>What couples the customers of a replay: messages, codes and money that are for all of them together.</summary>
public class ReplayBudgetTests
{
    [Fact]
    public void A_days_budget_and_codes_that_run_out_hold_for_all_together()
    {
        var coupon = new CouponStep("offer", 10, null, TimeSpan.FromDays(14), null, 3);
        var definition = Winback with { Steps = [coupon, Definitions.Send("first", TimeSpan.FromDays(30), "offer")], Reentry = new(null, null) };

        var outcome = Run(definition, Buyers(12), new Policy { DailyTouches = 2 });

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

        var outcome = Play(Plan(calm, new()) with { Others = [other] }, Buyers(18));

        var sent = outcome.Enrolments.SelectMany(e => e.Decisions.Where(d => d.Kind == ReplayedKind.Sent).Select(d => (e.Id.Sequence, d.At))).ToList();
        var (own, others) = (sent.Where(s => s.Sequence == "winback").ToList(), sent.Where(s => s.Sequence == "other").ToList());
        own.Count.ShouldBeGreaterThan(3);
        own.ShouldAllBe(s => s.At.Hour >= 18);
        own.GroupBy(s => s.At.Date).ShouldAllBe(d => d.Count() == 1);
        others.ShouldContain(s => s.At.Hour < 18);
        others.GroupBy(s => s.At.Date).ShouldContain(d => d.Count() > 1);

        // Where hours are quiet too they are what a message waits for last, and so what is named.
        var busy = Play(Plan(quick with { Policy = new() { DailyMessages = 1 } }, new()), Buyers(18)).Enrolments.SelectMany(e => e.Decisions).ToList();
        var held = busy.Where(d => d.Code == HoldReason.DailyBudget).ToList();
        held.Count.ShouldBeGreaterThan(3);
        held.ShouldAllBe(d => d.Why!.Say("en").Contains("the sequence's budget of 1 a day"));
    }

    [Fact]
    public void A_months_budget_holds_for_all_together_and_the_rest_waits_for_the_next_month()
    {
        var definition = Winback with { Steps = [Definitions.Send("first", TimeSpan.FromDays(30))], Reentry = new(null, null) };

        var decisions = Run(definition, Buyers(12), new Policy { MonthlyTouches = 3 }).Enrolments.SelectMany(e => e.Decisions).ToList();

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

        var outcome = Play(Plan(own, new() { Budget = new(12, 40) }) with { Others = [other] }, Buyers(24));

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

        var outcome = Play(plan, Buyers(12));

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

        var outcome = Run(definition, Buyers(12));
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

        var at = Play(plan, Buyers(12)).Enrolments.SelectMany(e => e.Decisions).Where(d => d.Coupon is not null).Select(d => d.At).ToList();

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
}
