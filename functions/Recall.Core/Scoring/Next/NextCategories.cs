using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Scoring.Next;

/// <summary>
/// What is bought next after each category: a first-order Markov chain whose rows are drawn to the shop's popularity, so that a category
/// bought a few times says little and one never seen says what everybody buys (the hierarchical Dirichlet model of MacKay and Peto 1995, "A
/// hierarchical Dirichlet language model", Natural Language Engineering 1:289-308).
/// </summary>
public sealed record NextCategories
{
    /// <summary>Fewest purchases of known category that say anything.</summary>
    public const int LeastPurchases = 30;

    /// <summary>Popularity weighs in a row as this many purchases.</summary>
    public const double PriorPurchases = 10;

    /// <summary>The most popular category with its share of purchases; null where too little is known.</summary>
    public CategoryChance? Popular { get; init; }

    /// <summary>The likeliest category after each, where purchases after it were seen.</summary>
    public IReadOnlyDictionary<string, CategoryChance> After { get; init; } = new Dictionary<string, CategoryChance>(StringComparer.Ordinal);

    /// <summary>The likeliest category after one; the most popular where nothing was seen after it, or it is null.</summary>
    public CategoryChance? Next(string? last) => last is null ? Popular : After.GetValueOrDefault(last, Popular!);

    internal static NextCategories Of(CategoryTransitions counts)
    {
        double total = counts.Bought.Values.Sum();
        if (total < LeastPurchases)
            return new();
        var popularity = counts.Bought.ToDictionary(b => b.Key, b => b.Value / total, StringComparer.Ordinal);
        return new()
        {
            Popular = Best(popularity),
            After = counts.After.ToDictionary(a => a.Key, a => Smoothed(a.Value, popularity), StringComparer.Ordinal),
        };
    }

    private static CategoryChance Smoothed(IReadOnlyDictionary<string, long> next, Dictionary<string, double> popularity)
    {
        var all = next.Values.Sum() + PriorPurchases;
        return Best(popularity.Select(p => KeyValuePair.Create(
            p.Key, (next.GetValueOrDefault(p.Key) + (PriorPurchases * p.Value)) / all)));
    }

    private static CategoryChance Best(IEnumerable<KeyValuePair<string, double>> chances) =>
        chances.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new CategoryChance(c.Key, c.Value)).First();
}

/// <summary>A category and the probability of it, given that something is bought.</summary>
public sealed record CategoryChance(string Category, double Probability);
