using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// How many customers have which purchase history; all that fitting a model of repeat buying needs, since customers with the
/// same history have the same likelihood. Exact to the day up to the capacity, then to two days, four, ...
/// </summary>
public sealed class HistoryCounts(int capacity) : CoarseningCounts<(int Repeats, int Recency, int Age)>(capacity)
{
    /// <summary>Keeps a million customers' histories over two years exact; 12 MB as JSON at most.</summary>
    public const int DefaultCapacity = 1 << 19;

    /// <summary>Empty, with <see cref="DefaultCapacity"/>.</summary>
    public HistoryCounts()
        : this(DefaultCapacity)
    {
    }

    /// <summary>Counts a customer by x, t_x and T in days.</summary>
    public void Add(int repeats, int recencyDays, int ageDays, long count = 1) => AddExact((repeats, recencyDays, ageDays), count);

    /// <summary>Adds all of another.</summary>
    public void Merge(HistoryCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        MergeAll(other);
    }

    /// <summary>The histories in weeks, ascending; a coarse one stands in the middle of its days.</summary>
    public IReadOnlyList<(PurchaseHistory History, long Count)> Histories()
    {
        var unit = Math.Pow(2, Level);
        double Weeks(int units) => ((units * unit) + ((unit - 1) / 2)) / PurchaseHistory.DaysPerWeek;
        return
        [
            .. from e in Ordered()
               let key = e.Key
               select (new PurchaseHistory(key.Repeats, key.Repeats == 0 ? 0 : Weeks(key.Recency), Weeks(key.Age)), e.Count),
        ];
    }

    private protected override (int Repeats, int Recency, int Age) Coarser((int Repeats, int Recency, int Age) key, int level) =>
        (key.Repeats, key.Recency >> 1, key.Age >> 1);

    private protected override long[] Numbers((int Repeats, int Recency, int Age) key) => [key.Repeats, key.Recency, key.Age];

    private protected override (int Repeats, int Recency, int Age) Key(ReadOnlySpan<long> numbers) =>
        ((int)numbers[0], (int)numbers[1], (int)numbers[2]);
}
