using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// Counts per whole number. Sums of integers: merging in any order gives the same bits. Its size is bounded by the range of what it counts
/// (days of the shop's history, buckets of <see cref="LogScale"/>), not by the number of customers.
/// </summary>
public sealed class Histogram
{
    private readonly Dictionary<int, long> _counts = [];

    /// <summary>All counts.</summary>
    [JsonIgnore]
    public long Total { get; private set; }

    /// <summary>Value, count, value, count, ... by ascending value; the form in which it is stored and sent.</summary>
    public long[] Entries
    {
        get => [.. Ordered().SelectMany(e => new[] { e.Value, e.Count })];
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            for (var i = 0; i + 1 < value.Length; i += 2)
                Add(checked((int)value[i]), value[i + 1]);
        }
    }

    /// <summary>Counts a value.</summary>
    public void Add(int value, long count = 1)
    {
        _counts[value] = _counts.GetValueOrDefault(value) + count;
        Total += count;
    }

    /// <summary>Adds all of another.</summary>
    public void Merge(Histogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (value, count) in other._counts)
            Add(value, count);
    }

    /// <summary>Values with their counts, ascending.</summary>
    public IEnumerable<(int Value, long Count)> Ordered() => _counts.OrderBy(c => c.Key).Select(c => (c.Key, c.Value));

    /// <summary>The smallest value that at least <paramref name="share"/> of the counts do not exceed; NaN of nothing.</summary>
    public double Quantile(double share)
    {
        var seen = 0L;
        foreach (var (value, count) in Ordered())
        {
            seen += count;
            if (seen >= share * Total)
                return value;
        }

        return double.NaN;
    }

    /// <summary>The mean; NaN of nothing.</summary>
    public double Mean() => Total == 0 ? double.NaN : (double)(_counts.Sum(c => (decimal)c.Key * c.Value) / Total);
}
