using Recall.App.Delivery;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;

namespace Recall.App.Offers;

/// <summary>What coupon steps give out of their limits (codes in all, and money in all, a day and a month) and of the budgets of shop and sequence.</summary>
public sealed class CouponCounts(Counters counters, MoneyBudgets money, AppServices app)
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

    /// <summary>True where something is counted for the step's codes.</summary>
    public bool Asks(SequenceDefinition definition, CouponStep step)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(step);
        return (step.MaxIssued, step.Budget, app.Shop.Policy.Budget, definition.Policy?.Budget) is not (null, null, null, null);
    }

    /// <summary>A place in the limits that nothing was taken for yet.</summary>
    public Place NewPlace() => new(counters);

    /// <summary>Takes one code of that cost from every limit, or from none; what holds it back where one does not allow it now.</summary>
    /// <param name="definition">The sequence.</param>
    /// <param name="step">The step.</param>
    /// <param name="cost">Foreseen, shop's currency.</param>
    /// <param name="since">When the step was entered, UTC.</param>
    /// <param name="place">A new one, which holds what was taken: see <see cref="Place.GiveBackAsync"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<GateDecision?> TakeAsync(
        SequenceDefinition definition, CouponStep step, decimal cost, DateTimeOffset since, Place place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(place);
        while (true)
        {
            var now = app.Clock.GetUtcNow();
            if ((await UseAsync(definition.Name, step, now, cancellationToken)).Reached(step, cost) is { } reached)
                return reached;
            var spent = await money.SpentAsync(definition, now, cancellationToken);
            if (spent.Hold(app.Shop.Policy.For(definition), cost, since, now, app.Zone) is { } hold)
                return hold;
            if (await place.TakeAsync([.. money.Quotas(definition, cost, now), .. Quotas(definition.Name, step, cost, now)], cancellationToken))
                return null;

            // Others took the rest meanwhile: the limits will say.
        }
    }

    private IEnumerable<Quota> Quotas(string sequence, CouponStep step, decimal cost, DateTimeOffset now)
    {
        if (step.MaxIssued is { } most)
            yield return new(Codes(sequence, step), Total, most);
        if (step.Budget is not { } budget)
            yield break;
        yield return new(Money(sequence, step), app.Today(now), budget.PerDay, cost);
        yield return new(Money(sequence, step), app.Month(now), budget.PerMonth, cost);
        yield return new(Money(sequence, step), Total, budget.Total, cost);
    }

    private static string Codes(string sequence, CouponStep step) => $"coupons|{sequence}|{step.Id}";

    private static string Money(string sequence, CouponStep step) => $"coupon-cost|{sequence}|{step.Id}";
}
