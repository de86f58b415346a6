using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.Core.Offers;

/// <summary>What a coupon step may cost, in the shop's currency; null is no limit. A code counts what it takes off an order of its customer's usual size.</summary>
/// <param name="Total">In all.</param>
/// <param name="PerDay">In a day of the shop.</param>
/// <param name="PerMonth">In a calendar month of the shop.</param>
public sealed record CouponBudget(decimal? Total, decimal? PerDay, decimal? PerMonth);

/// <summary>What a coupon step has given out so far.</summary>
/// <param name="Issued">Codes; counted only where the step has a limit of them.</param>
/// <param name="Total">What they cost, like the others counted only where the step has a budget.</param>
/// <param name="Today">Of it on this day of the shop.</param>
/// <param name="ThisMonth">Of it in this month of the shop.</param>
public readonly record struct CouponUse(int Issued, decimal Total, decimal Today, decimal ThisMonth)
{
    /// <summary>What keeps one more code of that cost from being issued; null where nothing does.</summary>
    public GateDecision.Skip? Reached(CouponStep step, decimal cost)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (Issued >= step.MaxIssued)
            return new(HoldReason.NoCoupon, Whys.CouponsGone.With(("limit", step.MaxIssued)));
        if (step.Budget is not { } budget)
            return null;
        return Total + cost > budget.Total ? new(HoldReason.CouponMoney, Whys.BudgetGone.With(("limit", budget.Total)))
            : ThisMonth + cost > budget.PerMonth ? new(HoldReason.MonthlyCouponMoney, Whys.MonthBudgetGone.With(("limit", budget.PerMonth)))
            : Today + cost > budget.PerDay ? new(HoldReason.DailyCouponMoney, Whys.DayBudgetGone.With(("limit", budget.PerDay)))
            : null;
    }
}

/// <summary>Which rung of a ladder of discounts a customer is on.</summary>
public static class CouponLadder
{
    /// <summary>
    /// 0 for the lowest: as many rungs up as codes of the sequence's ladders brought no order, in this pass or an earlier one. An order takes the
    /// customer back to the lowest, and the highest is not passed.
    /// </summary>
    /// <param name="earlier">Codes of the sequence that the customer was given before.</param>
    /// <param name="lastOrder">UTC; null without an order.</param>
    public static int Rung(IEnumerable<Coupon> earlier, DateTimeOffset? lastOrder) =>
        earlier.Count(c => c.Rung is not null && !(c.IssuedAt <= lastOrder));
}
