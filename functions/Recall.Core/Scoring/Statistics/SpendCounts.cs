using System.Numerics;
using Recall.Core.Scoring.GammaGamma;

namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// How many customers spent which total on which number of repeat days; all that gamma-gamma needs. Totals rather than means, because
/// totals are exact in cents. Beyond the capacity totals lose their last binary digits, one more at each level.
/// </summary>
public sealed class SpendCounts(int capacity) : CoarseningCounts<(int Repeats, long Cents)>(capacity)
{
    /// <summary>Keeps a quarter of a million distinct totals exact.</summary>
    public const int DefaultCapacity = 1 << 18;

    // Beyond this a total is an error of the source; it must not overflow the cents.
    private const decimal MostTotal = 1e15m;
    private const int ExactBits = 41;

    /// <summary>Empty, with <see cref="DefaultCapacity"/>.</summary>
    public SpendCounts()
        : this(DefaultCapacity)
    {
    }

    /// <summary>Counts a customer; <paramref name="total"/> is what the repeat days brought together, above zero.</summary>
    public void Add(int repeats, decimal total, long count = 1) =>
        AddExact((repeats, Cut((long)Math.Max(1, decimal.Round(Math.Min(total, MostTotal) * 100)), ExactBits)), count);

    /// <summary>Adds all of another.</summary>
    public void Merge(SpendCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        MergeAll(other);
    }

    /// <summary>The histories, ascending; a coarse total stands in the middle of what it may have been.</summary>
    public IReadOnlyList<(SpendHistory History, long Count)> Histories() =>
        [.. Ordered().Select(e => (new SpendHistory(e.Key.Repeats, Middle(e.Key.Cents) / 100 / e.Key.Repeats), e.Count))];

    private protected override (int Repeats, long Cents) Coarser((int Repeats, long Cents) key, int level) =>
        (key.Repeats, Cut(key.Cents, ExactBits - level));

    private protected override long[] Numbers((int Repeats, long Cents) key) => [key.Repeats, key.Cents];

    private protected override (int Repeats, long Cents) Key(ReadOnlySpan<long> numbers) => ((int)numbers[0], numbers[1]);

    private static int Dropped(long cents, int bits) => Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)cents) - bits);

    private static long Cut(long cents, int bits)
    {
        var dropped = Dropped(cents, bits);
        return cents >> dropped << dropped;
    }

    private double Middle(long cents) => cents + ((Math.Pow(2, Dropped(cents, ExactBits - Level)) - 1) / 2);
}
