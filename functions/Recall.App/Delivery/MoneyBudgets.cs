using Recall.App.Reports;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Delivery;

/// <summary>
/// What messages and coupons cost in a day and in a calendar month of the shop, over all sequences and for each that has a budget of its own. Counted
/// before something goes out; a code that nobody uses has been counted all the same.
/// </summary>
public sealed class MoneyBudgets(Counters counters, AppServices app)
{
    private const string Counter = "money";

    /// <summary>The cost so far; what has no limit is not counted, and is 0.</summary>
    public async Task<MoneySpent> SpentAsync(SequenceDefinition definition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var (shop, own) = (app.Shop.Policy.Budget, definition.Policy?.Budget);
        return new(
            await CountAsync(Counter, app.Today(now), shop?.PerDay, cancellationToken), await CountAsync(Counter, app.Month(now), shop?.PerMonth, cancellationToken),
            await CountAsync(Own(definition), app.Today(now), own?.PerDay, cancellationToken), await CountAsync(Own(definition), app.Month(now), own?.PerMonth, cancellationToken));
    }

    /// <summary>How the shop's budget stands; null where it has none.</summary>
    public Task<MoneyUse?> UseAsync(DateTimeOffset now, CancellationToken cancellationToken) => UseAsync(Counter, app.Shop.Policy.Budget, now, cancellationToken);

    /// <summary>How a sequence's own stands; null where it has none.</summary>
    public Task<MoneyUse?> UseAsync(SequenceDefinition definition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return UseAsync(Own(definition), definition.Policy?.Budget, now, cancellationToken);
    }

    /// <summary>What something of that cost takes from the budgets.</summary>
    public IEnumerable<Quota> Quotas(SequenceDefinition definition, decimal cost, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var (shop, own) = (app.Shop.Policy.Budget, definition.Policy?.Budget);
        return cost == 0 ? [] : [.. new (string What, string Period, decimal? Limit)[]
        {
            (Counter, app.Today(at), shop?.PerDay), (Own(definition), app.Today(at), own?.PerDay),
            (Counter, app.Month(at), shop?.PerMonth), (Own(definition), app.Month(at), own?.PerMonth),
        }.Where(q => q.Limit is not null).Select(q => new Quota(q.What, q.Period, q.Limit, cost))];
    }

    /// <summary>The cost so far as it stands for something that has been counted already: a budget that it is part of does not hold it back.</summary>
    public MoneySpent Without(SequenceDefinition definition, MoneySpent spent, DateTimeOffset now, Place counted)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(counted);
        var (today, month, own) = (app.Today(now), app.Month(now), Own(definition));
        return new(
            counted.Has(Counter, today) ? 0 : spent.Today, counted.Has(Counter, month) ? 0 : spent.ThisMonth,
            counted.Has(own, today) ? 0 : spent.OwnToday, counted.Has(own, month) ? 0 : spent.OwnThisMonth);
    }

    private async Task<MoneyUse?> UseAsync(string what, MoneyBudget? budget, DateTimeOffset now, CancellationToken cancellationToken) => budget is null
        ? null
        : new(
            await CountAsync(what, app.Today(now), budget.PerDay, cancellationToken), budget.PerDay,
            await CountAsync(what, app.Month(now), budget.PerMonth, cancellationToken), budget.PerMonth);

    private async Task<decimal> CountAsync(string what, string period, decimal? limit, CancellationToken cancellationToken) =>
        limit is null ? 0 : await counters.GetAmountAsync(what, period, cancellationToken);

    /// <summary>Names of sequences have no <c>|</c>.</summary>
    private static string Own(SequenceDefinition definition) => $"{Counter}|{definition.Name}";
}
