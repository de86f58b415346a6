using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.Core.Messaging;

/// <summary>
/// Every send passes here at the moment it would go out, not when the run began: goal met, exits, one sequence at a time, consent,
/// reachability, coupon, frequency caps, quiet hours in the customer's zone, the budgets of the day and the month, in messages and in money. What is held back has an expiry.
/// </summary>
public static class Gate
{
    /// <summary>The decision for a send; <paramref name="now"/> is UTC.</summary>
    public static GateDecision Decide(GateFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (Over(facts) is { } over)
            return over;
        if (Reach(facts, out var channel, out var address) is { } unreachable)
            return new GateDecision.Skip(HoldReason.Unreachable, unreachable);
        if (facts.Step.Coupon is not null && facts.Coupon is null)
            return new GateDecision.Skip(HoldReason.WithoutCoupon, Whys.NoCoupon.With(("coupon", facts.Step.Coupon)));
        if (facts.Coupon is { } coupon && coupon.ExpiresAt <= now)
            return new GateDecision.Skip(HoldReason.CouponExpired, Whys.CouponExpired.With(("coupon", coupon.Code)));
        if (MoneySpent.TooDear(facts.Policy.For(facts.Definition), facts.Prices.GetValueOrDefault(channel)) is { } dear)
            return new GateDecision.Skip(HoldReason.TooDear, dear);

        var (at, code, reason) = Earliest(facts, channel, now);
        var expiry = facts.Since + facts.Step.ExpiresAfter;
        if (now >= expiry)
            return new GateDecision.Skip(HoldReason.Expired, Whys.HeldTooLong.With(("hours", facts.Step.ExpiresAfter)));
        if (at <= now)
            return new GateDecision.Allow(channel, address);
        return at < expiry
            ? new GateDecision.Defer(at, code, reason!)
            : new GateDecision.Skip(HoldReason.Expired, Whys.WouldExpire.With(("because", reason), ("hours", facts.Step.ExpiresAfter)));
    }

    /// <summary>Why a run may do nothing more to its customer, message or task; null where it may.</summary>
    public static GateDecision.Exit? Over(RunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var orders = facts.Profile.Purchases.Recent;
        if (orders.Any(o => facts.Known.IsOvertakenBy(o.At, facts.StartedAt)))
            return new(Outcomes.OrderedBefore, Whys.OrderedBefore.With());

        // The first order of the run says whether it came in time; later ones do not take that back.
        var goal = facts.Definition.Goal.IsAny
            ? orders.Select(o => (DateTimeOffset?)o.At).FirstOrDefault(at => at > facts.StartedAt)
            : facts.Orders.FirstOrDefault(o => o.At > facts.StartedAt && facts.Definition.Goal.IsMetBy(o.Order))?.At;
        if (goal is { } ordered)
        {
            return ordered <= facts.StartedAt + facts.Definition.GoalWithin
                ? new(Outcomes.Recovered, Whys.Ordered.With())
                : new(Outcomes.OrderedLate, Whys.OrderedLate.With());
        }

        if (facts.Definition.Exits.Contains(SignalKind.Order) && facts.Orders.Any(o => o.At > facts.StartedAt))
            return new(Outcomes.OrderedOther, Whys.OrderedOther.With());
        if (facts.Definition.Exits.Contains(SignalKind.LeftAudience) && facts.Audience is { Holds: false } left)
            return new(Outcomes.LeftAudience, Whys.LeftAudience.With(("because", left.Because)));
        if (facts.Definition.Exits.Contains(SignalKind.Complaint)
            && facts.Profile.Service.LastComplaintAt is { } complaint && facts.Known.IsNewComplaint(complaint, facts.StartedAt))
            return new(Outcomes.Complained, Whys.Complained.With());
        if (Channels.RefusedAll(facts.Profile))
            return new(Outcomes.Unsubscribed, Whys.Unsubscribed.With());
        if (facts.Active is null || facts.Active != facts.Enrolment.ToString())
            return facts.Active is null ? new(Outcomes.Cancelled, Whys.RunOver.With()) : new(Outcomes.Merged, Whys.OtherRun.With(("enrolment", facts.Active)));
        return null;
    }

    /// <summary>The first channel that is set up, allowed and reachable; else why each is not.</summary>
    private static Why? Reach(GateFacts facts, out string channel, out string address)
    {
        var reasons = new List<Why>();
        foreach (var name in facts.Step.Channels)
        {
            if ((Channels.Obstacle(facts.Profile, name, facts.Channels) ?? facts.Addresses.GetValueOrDefault(name)?.Obstacle) is { } obstacle)
            {
                reasons.Add(Whys.ChannelClosed.With(("channel", name), ("obstacle", obstacle)));
                continue;
            }

            channel = name;
            address = Channels.Address(facts.Profile, name)!;
            return null;
        }

        channel = address = "";
        return Whys.NotReachable.With(("channels", reasons));
    }

    /// <summary>
    /// The first moment that every rule allows. Moving past one rule may break another, so it looks again until nothing moves;
    /// each rule only moves forward, and an expiry bounds the search.
    /// </summary>
    private static (DateTimeOffset At, string Code, Why? Reason) Earliest(GateFacts facts, string channel, DateTimeOffset now)
    {
        var zone = Zones.Of(facts.Profile.Person.TimeZone, facts.ShopZone);
        var (code, reason) = ("", (Why?)null);
        var at = now;
        var limit = facts.Since + facts.Step.ExpiresAfter;
        var touches = facts.Counted;
        var policy = facts.Policy.For(facts.Definition);
        var price = facts.Prices.GetValueOrDefault(channel);
        QuietHours[] quietHours = [.. new[] { policy.QuietHours, policy.Own?.QuietHours }.OfType<QuietHours>()];

        // Counted from when the message was due, so that it waits for the hour once, however often it is looked at; never until it would be too old.
        if (policy.UsualHour && UsualHour.Of(facts.Profile.Purchases, quietHours) is { } hour
            && LocalTime.InHour(facts.Since, hour, zone) is var usual && usual > at && usual < limit)
            (at, code, reason) = (usual, HoldReason.UsualHour, Whys.UsualHour.With(("hour", hour), ("zone", zone.Id)));
        while (at <= limit)
        {
            var before = at;
            foreach (var cap in policy.Caps)
            {
                var free = FrequencyCaps.FreeAt(cap, touches, channel, at);
                if (free > at)
                    (at, code, reason) = (free, HoldReason.FrequencyCap, Capped(cap));
            }

            foreach (var quiet in quietHours)
            {
                if (LocalTime.EndOfQuiet(quiet, at, zone) is { } end)
                    (at, code, reason) = (end, HoldReason.QuietHours, Quiet(quiet, zone));
            }

            if (LocalTime.Day(at, facts.ShopZone) == LocalTime.Day(now, facts.ShopZone) && DayGone(facts, policy, price) is var (dayCode, day))
                (at, code, reason) = (LocalTime.StartOfNextDay(at, facts.ShopZone), dayCode, day);

            if (LocalTime.Month(at, facts.ShopZone) == LocalTime.Month(now, facts.ShopZone) && MonthGone(facts, policy, price) is var (monthCode, month))
                (at, code, reason) = (LocalTime.StartOfNextMonth(at, facts.ShopZone), monthCode, month);

            if (at == before)
                break;
        }

        return (at, code, reason);
    }

    /// <summary>Which budget of the day is used up, in messages or in money, and why; null where none is.</summary>
    private static (string Code, Why Reason)? DayGone(GateFacts facts, Policy policy, decimal price) =>
        UsedUp(facts.SentToday, policy.DailyTouches, Whys.DailyBudget, facts.OwnSentToday, policy.Own?.DailyMessages, Whys.OwnDailyBudget) is { } messages
            ? (HoldReason.DailyBudget, messages)
            : facts.Spent.PastDay(policy, price);

    /// <summary>The same of the month.</summary>
    private static (string Code, Why Reason)? MonthGone(GateFacts facts, Policy policy, decimal price) =>
        UsedUp(facts.SentThisMonth, policy.MonthlyTouches, Whys.MonthlyBudget, facts.OwnSentThisMonth, policy.Own?.MonthlyMessages, Whys.OwnMonthlyBudget) is { } messages
            ? (HoldReason.MonthlyBudget, messages)
            : facts.Spent.PastMonth(policy, price);

    /// <summary>Why a period's messages are used up, the shop's or the sequence's own; null where neither are.</summary>
    private static Why? UsedUp(int sent, int? most, WhyKind why, int ownSent, int? ownMost, WhyKind ownWhy) =>
        sent >= most ? why.With(("limit", most)) : ownSent >= ownMost ? ownWhy.With(("limit", ownMost)) : null;

    private static Why Capped(FrequencyCap cap) => cap.Channel is { } channel
        ? Whys.ChannelCap.With(("most", cap.Max), ("channel", channel), ("hours", cap.Per))
        : Whys.FrequencyCap.With(("most", cap.Max), ("hours", cap.Per));

    private static Why Quiet(QuietHours quiet, TimeZoneInfo zone) => Whys.QuietHours.With(
        ("from", FormattableString.Invariant($"{quiet.Start:HH\\:mm}")), ("to", FormattableString.Invariant($"{quiet.End:HH\\:mm}")), ("zone", zone.Id));
}
