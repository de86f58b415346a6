using System.Numerics;
using System.Text.Json.Serialization;
using Recall.Core.Customers;

namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// Which category is bought after which, and how often each is bought at all. At most <see cref="MaxCategories"/> categories and
/// <see cref="MaxPairs"/> pairs: of more, those are kept whose hash ends in zeros, one more zero at each level (the distinct sample of
/// Gibbons 2001, as in <see cref="CategoryGaps"/>). Pairs are sampled by the category they start from, so the rows that are left are whole.
/// </summary>
public sealed class CategoryTransitions
{
    /// <summary>Most categories counted.</summary>
    public const int MaxCategories = 2048;

    /// <summary>Most pairs counted.</summary>
    public const int MaxPairs = 1 << 16;

    private readonly SortedDictionary<string, long> _bought = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, long>> _after = new(StringComparer.Ordinal);
    private int _pairs;

    /// <summary>Zeros that the hash of a kept category ends in.</summary>
    [JsonInclude]
    public int Level { get; private set; }

    /// <summary>Zeros that the hash of a category ends in whose pairs are kept.</summary>
    [JsonInclude]
    public int PairLevel { get; private set; }

    /// <summary>Purchases by category.</summary>
    public IReadOnlyDictionary<string, long> Bought
    {
        get => _bought;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var (category, count) in value)
                _bought[category] = count;
        }
    }

    /// <summary>Purchases by category and the category bought before; read back after <see cref="Bought"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> After
    {
        get => _after.ToDictionary(a => a.Key, a => (IReadOnlyDictionary<string, long>)a.Value, StringComparer.Ordinal);
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var (from, next) in value)
            {
                _after[from] = new(next.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
                _pairs += next.Count;
            }
        }
    }

    /// <summary>Counts a purchase of a category, and the category of the purchase before where that is known.</summary>
    public void Add(string? before, string category)
    {
        AddBought(category, 1);
        if (before is not null)
            AddPair(before, category, 1);
    }

    /// <summary>Adds all of another.</summary>
    public void Merge(CategoryTransitions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Level, PairLevel) = (Math.Max(Level, other.Level), Math.Max(PairLevel, other.PairLevel));
        DropBought();
        DropPairs();
        foreach (var (category, count) in other._bought)
            AddBought(category, count);
        foreach (var (from, next) in other._after)
        {
            foreach (var (category, count) in next)
                AddPair(from, category, count);
        }
    }

    private static bool Kept(string category, int level) => BitOperations.TrailingZeroCount(Bucket.Hash(category)) >= level;

    private void AddBought(string category, long count)
    {
        if (!Kept(category, Level))
            return;
        _bought[category] = _bought.GetValueOrDefault(category) + count;
        while (_bought.Count > MaxCategories)
        {
            Level++;
            DropBought();
        }
    }

    private void AddPair(string from, string category, long count)
    {
        if (!Kept(from, PairLevel))
            return;
        if (!_after.TryGetValue(from, out var next))
            _after[from] = next = new(StringComparer.Ordinal);
        if (!next.TryGetValue(category, out var known))
            _pairs++;
        next[category] = known + count;
        while (_pairs > MaxPairs && PairLevel < 64)
        {
            PairLevel++;
            DropPairs();
        }
    }

    private void DropBought()
    {
        foreach (var category in _bought.Keys.Where(c => !Kept(c, Level)).ToList())
            _bought.Remove(category);
    }

    private void DropPairs()
    {
        foreach (var from in _after.Keys.Where(c => !Kept(c, PairLevel)).ToList())
        {
            _pairs -= _after[from].Count;
            _after.Remove(from);
        }
    }
}
