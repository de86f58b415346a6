using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Offers;

/// <summary>What coupon steps give out of their limits: codes in all, and money in all, a day and a month.</summary>
public sealed class CouponCounts(Counters counters, AppServices app)
{
    private const string Total = "total";

    /// <summary>How a step stands; what it has no limit for is not counted.</summary>
    public async Task<CouponUse> UseAsync(string sequence, CouponStep step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        var issued = step.MaxIssued is null ? 0 : await counters.GetAsync(Codes(sequence, step), Total, cancellationToken);
        if (step.Budget is null)
            return new(issued, 0, 0, 0);
        return new(issued, await SpentAsync(Total), await SpentAsync(app.Today(now)), await SpentAsync(app.Month(now)));

        Task<decimal> SpentAsync(string period) => counters.GetAmountAsync(Money(sequence, step), period, cancellationToken);
    }

    /// <summary>Takes one code of that cost from every limit, or from none; the reason where one does not allow it.</summary>
    public async Task<Why?> TakeAsync(string sequence, CouponStep step, decimal cost, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        if ((await UseAsync(sequence, step, now, cancellationToken)).Reached(step, cost) is { } reached)
            return reached;
        if (step.MaxIssued is { } limit && !await counters.AddAsync(Codes(sequence, step), Total, cancellationToken, limit))
            return Whys.CouponsGone.With(("limit", limit));

        (string Period, decimal? Limit, WhyKind Gone)[] budgets = step.Budget is not { } budget
            ? []
            : [(Total, budget.Total, Whys.BudgetGone), (app.Month(now), budget.PerMonth, Whys.MonthBudgetGone), (app.Today(now), budget.PerDay, Whys.DayBudgetGone)];
        for (var i = 0; i < budgets.Length; i++)
        {
            if (await counters.AddAmountAsync(Money(sequence, step), budgets[i].Period, cost, cancellationToken, budgets[i].Limit))
                continue;

            // Others took the rest meanwhile: what was taken so far is another code's.
            foreach (var taken in budgets.Take(i))
                await counters.AddAmountAsync(Money(sequence, step), taken.Period, -cost, cancellationToken);
            if (step.MaxIssued is not null)
                await counters.GiveBackAsync(Codes(sequence, step), Total, cancellationToken);
            return budgets[i].Gone.With(("limit", budgets[i].Limit));
        }

        return null;
    }

    private static string Codes(string sequence, CouponStep step) => $"coupons|{sequence}|{step.Id}";

    private static string Money(string sequence, CouponStep step) => $"coupon-cost|{sequence}|{step.Id}";
}
