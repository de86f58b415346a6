using System.Numerics;
using System.Text.Json.Serialization;
using Recall.Core.Customers;

namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// Gaps between purchase days by the buyers' main category. At most <see cref="Capacity"/> categories: of more, those are kept whose hash
/// ends in zeros, one more zero at each level (the distinct sample of Gibbons 2001), so that the choice does not depend on any order.
/// Buyers of the others follow the shop's rhythm.
/// </summary>
public sealed class CategoryGaps
{
    /// <summary>Most categories kept.</summary>
    public const int Capacity = 1024;

    private readonly SortedDictionary<string, GapCounts> _gaps = new(StringComparer.Ordinal);

    /// <summary>Zeros that the hash of a kept category ends in.</summary>
    [JsonInclude]
    public int Level { get; private set; }

    /// <summary>Gaps in days by category name.</summary>
    public IReadOnlyDictionary<string, GapCounts> Gaps
    {
        get => _gaps;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var (category, gaps) in value)
                _gaps[category] = gaps;
        }
    }

    /// <summary>Counts the gaps of a buyer of the category, in days.</summary>
    public void Add(string category, ReadOnlySpan<int> gaps)
    {
        if (!Kept(category))
            return;
        Counts(category).Add(gaps);
        Shrink();
    }

    /// <summary>Adds all of another.</summary>
    public void Merge(CategoryGaps other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Level = Math.Max(Level, other.Level);
        Drop();
        foreach (var (category, gaps) in other._gaps)
        {
            if (!Kept(category))
                continue;
            Counts(category).Merge(gaps);
            Shrink();
        }
    }

    private GapCounts Counts(string category)
    {
        if (!_gaps.TryGetValue(category, out var gaps))
            _gaps[category] = gaps = new();
        return gaps;
    }

    private bool Kept(string category) => BitOperations.TrailingZeroCount(Bucket.Hash(category)) >= Level;

    private void Shrink()
    {
        while (_gaps.Count > Capacity)
        {
            Level++;
            Drop();
        }
    }

    private void Drop()
    {
        foreach (var category in _gaps.Keys.Where(c => !Kept(c)).ToList())
            _gaps.Remove(category);
    }
}
