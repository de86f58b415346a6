using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// Counts of distinct keys, at most a capacity of them. When there are more, all keys are made coarser by one level, and again until they
/// fit (the uniform collapse of UDDSketch: Epicoco et al. 2020, IEEE Access 8). A coarser key depends on the finer one alone, so the level
/// reached is the lowest at which all data fit, whatever the order of adding and merging.
/// </summary>
/// <typeparam name="TKey">What is counted.</typeparam>
public abstract class CoarseningCounts<TKey>
    where TKey : struct, IComparable<TKey>
{
    private const int MaxLevel = 40;
    private readonly int _capacity;
    private Dictionary<TKey, long> _counts = [];

    /// <summary>Counts of at most <paramref name="capacity"/> keys.</summary>
    private protected CoarseningCounts(int capacity) => _capacity = capacity;

    /// <summary>How often keys were made coarser; 0 is exact.</summary>
    [JsonInclude]
    public int Level { get; private set; }

    /// <summary>Keys kept.</summary>
    [JsonIgnore]
    public int Count => _counts.Count;

    /// <summary>Keys and counts by ascending key, all numbers in a row; the form in which they are stored and sent.</summary>
    public long[] Entries
    {
        get => [.. Ordered().SelectMany(e => (long[])[.. Numbers(e.Key), e.Count])];
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            var size = Numbers(default).Length;
            for (var i = 0; i + size < value.Length; i += size + 1)
                _counts[Key(value.AsSpan(i, size))] = value[i + size];
        }
    }

    /// <summary>Counts a key that is still exact.</summary>
    private protected void AddExact(TKey key, long count)
    {
        for (var level = 0; level < Level; level++)
            key = Coarser(key, level + 1);
        AddCurrent(key, count);
    }

    /// <summary>Keys of the current level with their counts, ascending.</summary>
    private protected IOrderedEnumerable<(TKey Key, long Count)> Ordered() => _counts.Select(c => (c.Key, c.Value)).OrderBy(c => c.Key);

    /// <summary>The same in no order.</summary>
    private protected Dictionary<TKey, long> Unordered() => _counts;

    /// <summary>Adds all of another.</summary>
    private protected void MergeAll(CoarseningCounts<TKey> other)
    {
        while (Level < other.Level)
            Coarsen();
        foreach (var (key, count) in other._counts)
        {
            var current = key;
            for (var level = other.Level; level < Level; level++)
                current = Coarser(current, level + 1);
            AddCurrent(current, count);
        }
    }

    /// <summary>The key of <paramref name="level"/> for one of the level before.</summary>
    private protected abstract TKey Coarser(TKey key, int level);

    /// <summary>A key as numbers.</summary>
    private protected abstract long[] Numbers(TKey key);

    /// <summary>The key of its numbers.</summary>
    private protected abstract TKey Key(ReadOnlySpan<long> numbers);

    private void AddCurrent(TKey key, long count)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) += count;
        while (_counts.Count > _capacity && Level < MaxLevel)
            Coarsen();
    }

    private void Coarsen()
    {
        Level++;
        var coarser = new Dictionary<TKey, long>();
        foreach (var (key, count) in _counts)
        {
            var next = Coarser(key, Level);
            coarser[next] = coarser.GetValueOrDefault(next) + count;
        }

        _counts = coarser;
    }
}
