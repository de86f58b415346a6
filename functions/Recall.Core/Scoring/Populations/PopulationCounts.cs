using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Scoring.Populations;

/// <summary>
/// How many of the scored customers stand where: by churn probability and by the indicators that weigh most. Whole numbers, so the counts of
/// buckets merge in any order. Serialises as JSON.
/// </summary>
public sealed class PopulationCounts
{
    /// <summary>Name of the churn probability among the counts; per cent.</summary>
    public const string Churn = "churn";

    /// <summary>Counts those of whom a value is not known; it is no number among the others.</summary>
    public const int NotKnown = int.MinValue;

    private readonly SortedDictionary<string, Histogram> _counts = new(StringComparer.Ordinal);

    /// <summary>By <see cref="Churn"/> and the names of indicators.</summary>
    public IReadOnlyDictionary<string, Histogram> Counts
    {
        get => _counts;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var (name, counts) in value)
                _counts[name] = counts;
        }
    }

    /// <summary>Counts a value.</summary>
    public void Add(string name, int value) => Of(name).Add(value);

    /// <summary>Adds all of another; the two must have no customer in common.</summary>
    public void Merge(PopulationCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (name, counts) in other._counts)
            Of(name).Merge(counts);
    }

    private Histogram Of(string name) => _counts.TryGetValue(name, out var counts) ? counts : _counts[name] = new();
}
