using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Tests.Sequences;
using Recall.Core.Tests.Wording;
using static Recall.Core.Tests.Messaging.GateScenario;

namespace Recall.Core.Tests.Messaging;

public sealed class GateTests
{
    [Fact]
    public void What_somebody_else_of_the_same_address_refused_is_not_sent_and_the_other_channel_is()
    {
        var mail = Fine with { Step = Definitions.Send("a", TimeSpan.FromDays(3), null, ["email"]) };
        var refused = mail with { Addresses = Addresses(("email", new() { RefusedAt = Now.AddDays(-1), AllowedAt = Now.AddDays(-1) })) };
        Gate.Decide(refused, Now).ShouldBeOfType<GateDecision.Skip>().Reason.Say("en").ShouldContain("under this customer key or another");
        var either = refused with { Step = Definitions.Send("a", TimeSpan.FromDays(3), null, ["email", "sms"]) };
        Gate.Decide(either, Now).ShouldBeOfType<GateDecision.Allow>().Channel.ShouldBe("sms");
        var allowed = mail with { Addresses = Addresses(("email", new() { RefusedAt = Now.AddDays(-1), AllowedAt = Now.AddDays(-1).AddTicks(1) })) };
        Gate.Decide(allowed, Now).ShouldBeOfType<GateDecision.Allow>();
        var bounced = mail with { Addresses = Addresses(("email", new() { BouncedAt = Now.AddDays(-1), DeliveredAt = Now.AddDays(-2) })) };
        Gate.Decide(bounced, Now).ShouldBeOfType<GateDecision.Skip>().Reason.Say("en").ShouldContain("the address bounced");
    }

    [Fact]
    public void A_message_to_the_address_counts_under_whichever_key_it_went_and_once()
    {
        var touch = new Touch(Now.AddDays(-1), "email", "other/a");
        var facts = Fine with { Addresses = Addresses(("email", new() { Touches = [touch] })), Policy = new() { Caps = [new(null, 2, TimeSpan.FromDays(2))] } };
        Gate.Decide(facts with { Touches = [touch] }, Now).ShouldBeOfType<GateDecision.Allow>("it is one message");
        Gate.Decide(facts with { Touches = [new(Now.AddHours(-5), "email", "mine/b")] }, Now).ShouldBeOfType<GateDecision.Defer>().Code
            .ShouldBe(HoldReason.FrequencyCap);
    }

    private static Dictionary<string, AddressHistory> Addresses(params (string Channel, AddressHistory History)[] known) =>
        known.ToDictionary(k => k.Channel, k => k.History, StringComparer.Ordinal);

    [Fact]
    public void A_reachable_customer_at_noon_gets_the_first_channel() =>
        Gate.Decide(Fine, Now).ShouldBe(new GateDecision.Allow("email", "a@x.example"));

    [Theory]
    [InlineData(Outcomes.Recovered, 1.0)]
    [InlineData(Outcomes.Recovered, 1.0, 2.5)]
    [InlineData(Outcomes.OrderedLate, 2.5)]
    [InlineData(Outcomes.Recovered, -5.0, 1.9, 2.5)]
    public void An_order_since_the_run_began_ends_it_and_the_first_says_how(string outcome, params double[] days)
    {
        var facts = Fine with { Definition = Fine.Definition with { GoalWithin = TimeSpan.FromDays(2) } };
        Exit(facts.WithOrders(days)).ShouldBe(outcome);
    }

    [Fact]
    public void An_order_from_before_the_run_ends_it_where_it_is_newer_than_the_last_that_was_known()
    {
        Gate.Decide(Fine.WithOrders(-5, -1), Now).ShouldBeOfType<GateDecision.Allow>();
        Exit(Fine.WithOrders(-5, -1, -0.99)).ShouldBe(Outcomes.OrderedBefore);
        Exit(Fine.WithOrders(-1, 0)).ShouldBe(Outcomes.OrderedBefore);
        Exit(Fine.WithOrders(-1, -0.5, 1)).ShouldBe(Outcomes.OrderedBefore);
        Exit((Fine with { Known = default }).WithOrders(-400)).ShouldBe(Outcomes.OrderedBefore);
    }

    [Fact]
    public void A_complaint_that_was_not_known_ends_the_run_where_the_file_says_so()
    {
        var facts = Fine with { Profile = Fine.Profile with { Service = Service.None with { LastComplaintAt = Now.AddDays(-1) } } };
        Exit(facts).ShouldBe(Outcomes.Complained);
        Gate.Decide(facts with { Definition = facts.Definition with { Exits = [] } }, Now).ShouldBeOfType<GateDecision.Allow>();

        // It was known, or it is about what the last order made good.
        var later = facts with { StartedAt = Now.AddHours(-1) };
        Exit(later).ShouldBe(Outcomes.Complained);
        Gate.Decide(later with { Known = later.Known with { ComplaintAt = Now.AddDays(-1) } }, Now).ShouldBeOfType<GateDecision.Allow>();
        Gate.Decide(later with { Known = new(Now.AddDays(-0.5), null) }, Now).ShouldBeOfType<GateDecision.Allow>();
    }

    [Fact]
    public void Refusing_everything_ends_the_run_unless_a_channel_was_allowed_after_it()
    {
        Exit(Fine.WithConsents(("email", true, -5), ("all", false, -1))).ShouldBe(Outcomes.Unsubscribed);
        Gate.Decide(Fine.WithConsents(("all", false, -5), ("email", true, -1)), Now).ShouldBe(new GateDecision.Allow("email", "a@x.example"));
    }

    [Theory]
    [InlineData(null, Outcomes.Cancelled)]
    [InlineData("winback--shop:42--2", Outcomes.Merged)]
    [InlineData("other--shop:42--1", Outcomes.Merged)]
    public void A_run_that_does_not_have_the_customer_touches_nobody(string? active, string outcome) =>
        Exit(Fine with { Active = active }).ShouldBe(outcome);

    [Fact]
    public void The_next_channel_is_taken_where_the_first_cannot_be_and_each_reason_is_told()
    {
        var bounced = Fine with { Profile = Fine.Profile with { Responses = Responses.None with { Suppressed = ["email"] } } };
        Gate.Decide(bounced, Now).ShouldBe(new GateDecision.Allow("sms", "+4915112345678"));
        var skip = Gate.Decide(bounced.WithConsents(("email", true, -5)), Now).ShouldBeOfType<GateDecision.Skip>();
        (skip.Code, skip.Reason.Say("en")).ShouldBe((HoldReason.Unreachable, "not reachable: email: the address bounced; sms: no consent"));
    }

    [Fact]
    public void A_text_that_shows_a_coupon_needs_one_that_is_good()
    {
        var facts = Fine with { Step = Definitions.Send("a", null, "c") };
        Skip(facts).ShouldBe(HoldReason.WithoutCoupon);
        Skip(facts with { Coupon = new("X", 10, null, null, Now.AddDays(-1), Now) }).ShouldBe(HoldReason.CouponExpired);
        Gate.Decide(facts with { Coupon = new("X", 10, null, null, Now.AddDays(-1), Now.AddTicks(1)) }, Now).ShouldBeOfType<GateDecision.Allow>();
    }

    [Fact]
    public void A_capped_message_goes_out_when_the_cap_allows_or_expires()
    {
        var facts = Fine with { Touches = [new(Now.AddDays(-1), "sms", "other/a")] };
        var capped = Defer(facts, Now);
        (capped.Until, capped.Code, capped.Reason.Say("en")).ShouldBe((Now.AddDays(1), HoldReason.FrequencyCap, "frequency cap: 1 message(s) in 2 days"));
        Skip(facts with { Step = Definitions.Send("a", TimeSpan.FromDays(1)) }).ShouldBe(HoldReason.Expired);
        Skip(facts with { Since = Now.AddDays(-3) }).ShouldBe(HoldReason.Expired);
    }

    [Fact]
    public void A_night_is_the_customers_own_and_then_the_shops()
    {
        var midnight = new DateTimeOffset(2024, 5, 8, 22, 0, 0, TimeSpan.Zero);
        var facts = Fine with { Since = midnight };
        Defer(facts, midnight).Until.ShouldBe(midnight.AddHours(9));
        Defer(facts with { Profile = facts.Profile with { Person = facts.Profile.Person with { TimeZone = null } } }, midnight).Until
            .ShouldBe(midnight.AddHours(11), "09:00 UTC");
        Defer(facts, midnight).Reason.ShouldSay("quiet hours 21:00-09:00 in Europe/Berlin");
    }

    [Fact]
    public void A_cap_that_ends_at_night_waits_for_the_morning()
    {
        var facts = Fine with { Touches = [new(Now.AddHours(-38), "email", "other/a")] };
        var night = Defer(facts, Now);
        (night.Until, night.Code, night.Reason.Say("en")).ShouldBe((Now.AddHours(21), HoldReason.QuietHours, "quiet hours 21:00-09:00 in Europe/Berlin"));
    }

    [Fact]
    public void A_days_budget_is_the_shops_day()
    {
        var facts = Fine with { Policy = new() { DailyTouches = 10 }, SentToday = 10, ShopZone = Kathmandu };
        var spent = Defer(facts, Now);
        spent.Until.ShouldBe(new(2024, 5, 8, 18, 15, 0, TimeSpan.Zero));
        (spent.Code, spent.Reason.Say("en")).ShouldBe((HoldReason.DailyBudget, "the day's budget of 10 is used up"));
        Gate.Decide(facts with { SentToday = 9 }, Now).ShouldBeOfType<GateDecision.Allow>();
    }

    [Fact]
    public void A_months_budget_is_the_shops_calendar_month_and_what_cannot_wait_for_the_next_expires()
    {
        var facts = Fine with { Policy = new() { MonthlyTouches = 10 }, SentThisMonth = 10, ShopZone = Kathmandu };
        Skip(facts).ShouldBe(HoldReason.Expired);
        Gate.Decide(facts, Now).ShouldBeOfType<GateDecision.Skip>().Reason.Say("en").ShouldContain("the month's budget of 10 is used up");

        var patient = facts with { Step = Definitions.Send("a", TimeSpan.FromDays(30)) };
        var spent = Defer(patient, Now);
        spent.Until.ShouldBe(new(2024, 5, 31, 18, 15, 0, TimeSpan.Zero));
        (spent.Code, spent.Reason.Say("en")).ShouldBe((HoldReason.MonthlyBudget, "the month's budget of 10 is used up"));
        Gate.Decide(patient with { SentThisMonth = 9 }, Now).ShouldBeOfType<GateDecision.Allow>();
    }

    private static TimeZoneInfo Kathmandu => TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");

    private static string Exit(GateFacts facts) => Gate.Decide(facts, Now).ShouldBeOfType<GateDecision.Exit>().Outcome;

    private static string Skip(GateFacts facts) => Gate.Decide(facts, Now).ShouldBeOfType<GateDecision.Skip>().Code;

    private static GateDecision.Defer Defer(GateFacts facts, DateTimeOffset now) => Gate.Decide(facts, now).ShouldBeOfType<GateDecision.Defer>();
}
