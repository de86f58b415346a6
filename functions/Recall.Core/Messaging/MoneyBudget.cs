using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.Core.Messaging;

/// <summary>What messages and coupons together may cost, in the shop's currency; null is no limit. A message counts its price, a coupon what it is foreseen to cost.</summary>
/// <param name="PerDay">In a day of the shop.</param>
/// <param name="PerMonth">In a calendar month of the shop.</param>
public sealed record MoneyBudget(decimal? PerDay, decimal? PerMonth);

/// <summary>What messages and coupons have cost so far; what has no limit is not counted, and is 0.</summary>
/// <param name="Today">Of all sequences, on this day of the shop.</param>
/// <param name="ThisMonth">Of all sequences, in this calendar month of the shop.</param>
/// <param name="OwnToday">Of the sequence, on this day.</param>
/// <param name="OwnThisMonth">Of the sequence, in this month.</param>
public readonly record struct MoneySpent(decimal Today, decimal ThisMonth, decimal OwnToday, decimal OwnThisMonth)
{
    /// <summary>
    /// Which budget of the day something of that cost would pass, the shop's or the sequence's own, as one of <see cref="HoldReason"/>, and why; null where it
    /// would pass none. What is free passes none.
    /// </summary>
    public (string Code, Why Reason)? PastDay(Policy policy, decimal cost)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Past(cost, Today, policy.Budget?.PerDay, HoldReason.DailyMoney, Whys.DailyMoney)
            ?? Past(cost, OwnToday, policy.Own?.Budget?.PerDay, HoldReason.OwnDailyMoney, Whys.OwnDailyMoney);
    }

    /// <summary>The same of the month.</summary>
    public (string Code, Why Reason)? PastMonth(Policy policy, decimal cost)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Past(cost, ThisMonth, policy.Budget?.PerMonth, HoldReason.MonthlyMoney, Whys.MonthlyMoney)
            ?? Past(cost, OwnThisMonth, policy.Own?.Budget?.PerMonth, HoldReason.OwnMonthlyMoney, Whys.OwnMonthlyMoney);
    }

    /// <summary>Why something costs more than a whole budget, so that waiting never helps; null where it does not.</summary>
    public static Why? TooDear(Policy policy, decimal cost)
    {
        MoneySpent nothing = default;
        return (nothing.PastDay(policy, cost) ?? nothing.PastMonth(policy, cost)) is { } past ? Whys.TooDear.With(("because", past.Reason)) : null;
    }

    /// <summary>
    /// Why a coupon is not issued now: it waits for the next day or month where that comes before <see cref="SequenceMachine.MaxDeferral"/> is over,
    /// and is left out where not, or where it costs more than a whole budget. Null where it may be issued.
    /// </summary>
    /// <param name="policy">The rules for the sequence, see <see cref="Policy.For"/>.</param>
    /// <param name="cost">What the coupon is foreseen to cost.</param>
    /// <param name="since">When its step was entered, UTC.</param>
    /// <param name="now">UTC.</param>
    /// <param name="shop">The shop's zone.</param>
    public GateDecision? Hold(Policy policy, decimal cost, DateTimeOffset since, DateTimeOffset now, TimeZoneInfo shop)
    {
        if (TooDear(policy, cost) is { } dear)
            return new GateDecision.Skip(HoldReason.TooDear, dear);
        var month = PastMonth(policy, cost);
        if ((month ?? PastDay(policy, cost)) is not var (code, because))
            return null;
        var until = month is null ? LocalTime.StartOfNextDay(now, shop) : LocalTime.StartOfNextMonth(now, shop);
        return until < since + SequenceMachine.MaxDeferral
            ? new GateDecision.Defer(until, code, because)
            : new GateDecision.Skip(code, Whys.CouponTooLate.With(("because", because), ("hours", SequenceMachine.MaxDeferral)));
    }

    private static (string Code, Why Reason)? Past(decimal cost, decimal spent, decimal? most, string code, WhyKind why) =>
        cost > 0 && spent + cost > most ? (code, why.With(("limit", most))) : null;
}
