using Recall.Core.Messaging;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>Reads limits in the shop's currency.</summary>
internal static class BudgetReader
{
    /// <summary>The <c>budget</c> of a policy.</summary>
    /// <param name="problems">Of the file.</param>
    /// <param name="node">The part.</param>
    /// <param name="field">Its name.</param>
    /// <param name="shop">The shop's budget, which a sequence's own must not pass; null where there is none, or it is the shop's.</param>
    public static MoneyBudget? Read(ProblemList problems, Node node, string field, MoneyBudget? shop = null)
    {
        if (Keys(problems, node, field, SequenceWords.Budget, PolicyTexts.Budget) is not { } keys)
            return null;
        var budget = new MoneyBudget(Money(keys, "per-day", Least(shop?.PerDay, shop?.PerMonth)), Money(keys, "per-month", shop?.PerMonth));
        if (budget.PerDay > budget.PerMonth)
            problems.Error(keys.Get("per-day")!, keys.Field("per-day"), PolicyTexts.MoreThanMonth, budget.PerMonth);
        return budget;
    }

    /// <summary>The limits, of which there must be one.</summary>
    public static MapReader? Keys(ProblemList problems, Node node, string field, KeyList words, Phrase example)
    {
        var keys = MapReader.Of(problems, node, field, words, example);
        if (keys is not null && node is MapNode { Entries.Count: 0 })
            problems.Error(node, field, PolicyTexts.NoLimit, new Sentence(example));
        return keys;
    }

    /// <summary>One limit.</summary>
    public static decimal? Money(MapReader keys, string key, decimal? shop = null) => keys.Read(key, (p, n, f) =>
    {
        var own = Values.Money(p, n, f, 0.01m, 1_000_000_000);
        if (own > shop)
            p.Error(n, f, PolicyTexts.ShopBudget, shop);
        return own;
    });

    /// <summary>A day costs no more than its month may.</summary>
    private static decimal? Least(decimal? day, decimal? month) => day < month || month is null ? day : month;
}
