using FsCheck.Fluent;
using Recall.Core.Messaging;

namespace Recall.Core.Tests.Messaging;

/// <summary>The gate against rules written down a second time, one by one and without cleverness.</summary>
public sealed class GateProperties
{
    [Fact]
    public void Nothing_goes_out_against_a_rule_and_nothing_is_held_back_longer_than_the_rules_need() => Properties.ForAll(
        from facts in GateScenario.Any
        from quarter in Gen.Choose(0, 95)
        select (facts, facts.Since > GateScenario.Now.AddMinutes(15 * quarter) ? facts.Since : GateScenario.Now.AddMinutes(15 * quarter)),
        given => Check(given.facts, given.Item2),
        600);

    /// <summary>Where clocks are changed in the customer's zone or the shop's, and over a leap day.</summary>
    [Theory]
    [InlineData("2024-02-28")]
    [InlineData("2024-03-09")]
    [InlineData("2024-03-30")]
    [InlineData("2024-04-06")]
    [InlineData("2024-10-05")]
    [InlineData("2024-10-26")]
    [InlineData("2024-11-02")]
    public void The_rules_hold_on_days_that_are_longer_or_shorter(string day) => Properties.ForAll(
        from facts in GateScenario.Any
        from quarter in Gen.Choose(0, 2 * 96)
        select (facts, quarter),
        given =>
        {
            var shift = DateTimeOffset.Parse(day + "T00:00Z", System.Globalization.CultureInfo.InvariantCulture) - GateScenario.Now;
            var facts = Shifted(given.facts, shift);
            var now = GateScenario.Now + shift + TimeSpan.FromMinutes(15 * given.quarter);
            Check(facts, facts.Since > now ? facts.Since : now);
        },
        150);

    private static GateFacts Shifted(GateFacts facts, TimeSpan by) => facts with
    {
        Touches = [.. facts.Touches.Select(t => t with { At = t.At + by })],
        StartedAt = facts.StartedAt + by,
        Known = new(facts.Known.OrderAt + by, facts.Known.ComplaintAt + by),
        Since = facts.Since + by,
        Coupon = facts.Coupon is null ? null : facts.Coupon with { ExpiresAt = facts.Coupon.ExpiresAt + by },
    };

    private static void Check(GateFacts facts, DateTimeOffset now)
    {
        var decision = Gate.Decide(facts, now);
        var expiry = facts.Since + facts.Step.ExpiresAfter;
        switch (decision)
        {
            case GateDecision.Allow allow:
                MaySend(facts, allow.Channel, now, now).ShouldBeTrue();
                now.ShouldBeLessThan(expiry);
                facts.Step.Channels.TakeWhile(c => c != allow.Channel).ShouldAllBe(c => !Reachable(facts, c));
                var person = facts.Profile.Person;
                allow.Address.ShouldBe(allow.Channel switch { "email" => person.Email, "sms" => person.Phone, "push" => facts.Profile.Customer.Value, _ => person.Wecom });
                break;
            case GateDecision.Defer later:
                var channel = facts.Step.Channels.First(c => Reachable(facts, c));
                later.Until.ShouldBeGreaterThan(now);
                later.Until.ShouldBeLessThan(expiry);
                later.Code.ShouldBeOneOf(HoldReason.UsualHour, HoldReason.QuietHours, HoldReason.FrequencyCap, HoldReason.DailyBudget, HoldReason.MonthlyBudget,
                    HoldReason.DailyMoney, HoldReason.MonthlyMoney, HoldReason.OwnDailyMoney, HoldReason.OwnMonthlyMoney);
                Earliest(facts, channel, now, later.Until).ShouldBe(later.Until);
                var (today, thisMonth) = (SameDay(facts, now, later.Until), SameMonth(facts, now, later.Until));
                var then = facts with
                {
                    SentToday = today ? facts.SentToday : 0, SentThisMonth = thisMonth ? facts.SentThisMonth : 0,
                    OwnSentToday = today ? facts.OwnSentToday : 0, OwnSentThisMonth = thisMonth ? facts.OwnSentThisMonth : 0,
                    Spent = new(today ? facts.Spent.Today : 0, thisMonth ? facts.Spent.ThisMonth : 0, today ? facts.Spent.OwnToday : 0, thisMonth ? facts.Spent.OwnThisMonth : 0),
                };
                (Gate.Decide(then, later.Until) is GateDecision.Allow or GateDecision.Skip { Code: HoldReason.CouponExpired }).ShouldBeTrue();
                break;
            case GateDecision.Skip { Code: HoldReason.Unreachable }:
                facts.Step.Channels.ShouldAllBe(c => !Reachable(facts, c));
                break;
            case GateDecision.Skip { Code: HoldReason.TooDear }:
                var price = facts.Prices.GetValueOrDefault(facts.Step.Channels.First(c => Reachable(facts, c)));
                new[] { facts.Policy.Budget, facts.Definition.Policy?.Budget }.ShouldContain(b => b != null && (price > b.PerDay || price > b.PerMonth));
                break;
            case GateDecision.Skip { Code: HoldReason.CouponExpired }:
                facts.Coupon!.ExpiresAt.ShouldBeLessThanOrEqualTo(now);
                break;
            case GateDecision.Skip { Code: HoldReason.Expired }:
                Earliest(facts, facts.Step.Channels.First(c => Reachable(facts, c)), now, expiry).ShouldBe(expiry);
                break;
            case GateDecision.Exit exit:
                exit.Outcome.ShouldBe(Core.Sequences.Outcomes.Unsubscribed);
                (Consented(facts, "email") || Consented(facts, "sms")).ShouldBeFalse();
                break;
            default:
                decision.ShouldBeNull();
                break;
        }
    }

    /// <summary>The first quarter of an hour in which a message may go out, or <paramref name="limit"/>.</summary>
    private static DateTimeOffset Earliest(GateFacts facts, string channel, DateTimeOffset now, DateTimeOffset limit)
    {
        for (var at = now; at < limit; at = at.AddMinutes(15))
        {
            if (MaySend(facts, channel, at, now))
                return at;
        }

        return limit;
    }

    /// <summary>The shop's rules allow it, and so do the sequence's own, which are looked at apart.</summary>
    private static bool MaySend(GateFacts facts, string channel, DateTimeOffset at, DateTimeOffset now)
    {
        var (shop, own, spent, price) = (facts.Policy, facts.Definition.Policy, facts.Spent, facts.Prices.GetValueOrDefault(channel));
        if (price > 0 && SameMonth(facts, now, at) && (spent.ThisMonth + price > shop.Budget?.PerMonth || spent.OwnThisMonth + price > own?.Budget?.PerMonth))
            return false;
        if (price > 0 && SameDay(facts, now, at) && (spent.Today + price > shop.Budget?.PerDay || spent.OwnToday + price > own?.Budget?.PerDay))
            return false;
        return at >= UsualTime(facts) && Keeps(facts, channel, at, shop.Caps, shop.QuietHours) && (own is null || Keeps(facts, channel, at, own.Caps, own.QuietHours))
            && !(SameMonth(facts, now, at) && (facts.SentThisMonth >= shop.MonthlyTouches || facts.OwnSentThisMonth >= own?.MonthlyMessages))
            && !(SameDay(facts, now, at) && (facts.SentToday >= shop.DailyTouches || facts.OwnSentToday >= own?.DailyMessages));
    }

    /// <summary>
    /// The first quarter of an hour, from when the message was due, in the hour with the most orders in and around it that is not quiet; no later than a message is
    /// still good for, and none where there is no such hour or nobody asked for it.
    /// </summary>
    private static DateTimeOffset UsualTime(GateFacts facts)
    {
        var (own, hours) = (facts.Definition.Policy, facts.Profile.Purchases.Hours);
        if (!(own?.UsualHour ?? facts.Policy.UsualHour) || hours.Length == 0)
            return facts.Since;
        var allowed = Enumerable.Range(0, 24).Where(h => !Quiet(facts.Policy.QuietHours, h) && !Quiet(own?.QuietHours, h))
            .Select(h => (Hour: h, Near: hours[h] + ((hours[(h + 23) % 24] + hours[(h + 1) % 24]) / 2.0))).Where(h => h.Near > 0).OrderByDescending(h => h.Near).ThenBy(h => h.Hour).ToList();
        if (allowed.Count == 0)
            return facts.Since;
        var at = facts.Since;
        while (Clock(facts, at).Hours != allowed[0].Hour)
            at = at.Minute % 15 == 0 ? at.AddMinutes(15) : at.AddMinutes(1);
        return at < facts.Since + facts.Step.ExpiresAfter ? at : facts.Since;

        static bool Quiet(QuietHours? quiet, int hour) => quiet is { } q && (q.Start < q.End ? hour >= q.Start.Hour + (q.Start.Minute / 60.0) && hour < q.End.Hour + (q.End.Minute / 60.0)
            : q.Start > q.End && (hour >= q.Start.Hour + (q.Start.Minute / 60.0) || hour < q.End.Hour + (q.End.Minute / 60.0)));
    }

    private static TimeSpan Clock(GateFacts facts, DateTimeOffset at)
    {
        var name = facts.Profile.Person.TimeZone;
        var zone = name is null or "" or "Mars/Olympus" ? facts.ShopZone : TimeZoneInfo.FindSystemTimeZoneById(name);
        return (at.UtcDateTime + zone.GetUtcOffset(at)).TimeOfDay;
    }

    private static bool Keeps(GateFacts facts, string channel, DateTimeOffset at, IReadOnlyList<FrequencyCap> caps, QuietHours? hours)
    {
        foreach (var cap in caps.Where(c => c.Channel is null || c.Channel == channel))
        {
            var sent = facts.Touches.Count(t => (cap.Channel is null || t.Channel == channel) && t.At > at - cap.Per);
            if (sent + 1 > cap.Max)
                return false;
        }

        if (hours is not { } quiet)
            return true;
        var clock = Clock(facts, at);
        var (start, end) = (quiet.Start.ToTimeSpan(), quiet.End.ToTimeSpan());
        return !(start < end ? clock >= start && clock < end : start > end && (clock >= start || clock < end));
    }

    private static bool SameMonth(GateFacts facts, DateTimeOffset a, DateTimeOffset b) =>
        (a.UtcDateTime + facts.ShopZone.GetUtcOffset(a)).Month == (b.UtcDateTime + facts.ShopZone.GetUtcOffset(b)).Month;

    private static bool SameDay(GateFacts facts, DateTimeOffset a, DateTimeOffset b) =>
        (a.UtcDateTime + facts.ShopZone.GetUtcOffset(a)).Date == (b.UtcDateTime + facts.ShopZone.GetUtcOffset(b)).Date;

    private static bool Reachable(GateFacts facts, string channel) =>
        Consented(facts, channel) && facts.Channels.Contains(channel)
        && !facts.Profile.Responses.Suppressed.Contains(channel, StringComparer.Ordinal);

    private static bool Consented(GateFacts facts, string channel)
    {
        var words = facts.Profile.Consents
            .Where(c => c.Key == channel || c.Key == "all")
            .OrderBy(c => c.Value.At)
            .Select(c => (c.Key, c.Value.Granted))
            .ToList();
        return words switch
        {
            [] => false,
            [var only] => only.Granted,
            [("all", _), var own] => own.Granted,
            [var own, var all] => own.Granted && all.Granted,
            _ => throw new ArgumentOutOfRangeException(nameof(channel)),
        };
    }
}
