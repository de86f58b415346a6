using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// How many customers had which history <see cref="Days"/> ago and which have they now, so that models can be fitted on the first and judged,
/// customer by customer, on what came after. Integers alone, mergeable in any order; exact to the day up to the capacity.
/// </summary>
public sealed class HeldOutCounts(int capacity) : CoarseningCounts<(int Repeats, int Recency, int Age, int Since, int Latest)>(capacity)
{
    /// <summary>How many last days are held out: as many as scores look ahead.</summary>
    public const int Days = ShopModel.HorizonDays;

    private const int DayBits = 22;
    private const int RepeatBits = 20;

    /// <summary>Empty, with the capacity of <see cref="HistoryCounts"/>.</summary>
    public HeldOutCounts()
        : this(HistoryCounts.DefaultCapacity)
    {
    }

    /// <summary>
    /// Counts a customer who had bought before the last days. Who placed more orders since than a profile keeps is left out, since nobody
    /// can tell any more how they stood.
    /// </summary>
    /// <param name="purchases">Of a buyer.</param>
    /// <param name="asOf">Now.</param>
    /// <param name="recentDays">Local days of the orders that the profile keeps, in their order.</param>
    public void Add(Purchases purchases, DateOnly asOf, ReadOnlySpan<int> recentDays)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        var first = purchases.FirstDay.DayNumber;
        var cut = asOf.DayNumber - Days;
        if (first > cut)
            return;

        var (last, since) = (first, 0);
        var seesCut = purchases.Orders == recentDays.Length;
        var latest = 0;
        foreach (var day in recentDays)
        {
            if (day <= latest)
                continue;
            latest = day;
            if (day > cut)
                since++;
            else
                (last, seesCut) = (day, true);
        }

        var repeats = purchases.Days - 1 - since;
        if (!seesCut || repeats < 0 || (repeats > 0 && last <= first))
            return;
        AddExact((repeats, repeats == 0 ? 0 : last - first, cut - first, since, PurchaseHistory.Days(purchases, asOf).Recency), 1);
    }

    /// <summary>Adds all of another.</summary>
    public void Merge(HeldOutCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        MergeAll(other);
    }

    /// <summary>The histories in weeks, ascending; a coarse one stands in the middle of its days.</summary>
    public IReadOnlyList<HeldOutHistory> Histories()
    {
        var unit = Math.Pow(2, Level);
        var (keys, counts, at) = (new UInt128[Count], new long[Count], 0);
        foreach (var (key, count) in Unordered())
            (keys[at], counts[at++]) = (Packed(key), count);
        Array.Sort(keys, counts);
        var histories = new HeldOutHistory[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var (repeats, recency, age, since, latest) = Unpacked(keys[i]);
            var then = new PurchaseHistory(repeats, repeats == 0 ? 0 : Weeks(recency), Weeks(age));
            var last = since == 0 ? then.Recency : Weeks(latest);

            // A purchase day may lie after the shop's today where the customer's zone is ahead of it.
            histories[i] = new(then, new(repeats + since, last, Math.Max(last, Weeks(age, Days))), counts[i]);
        }

        return histories;
        double Weeks(int units, int more = 0) => ((units * unit) + ((unit - 1) / 2) + more) / PurchaseHistory.DaysPerWeek;
    }

    // One number sorts several times faster than five.
    private static UInt128 Packed((int Repeats, int Recency, int Age, int Since, int Latest) key) =>
        (((((((UInt128)key.Repeats << DayBits) | (uint)key.Recency) << DayBits) | (uint)key.Age) << RepeatBits | (uint)key.Since) << DayBits)
        | (uint)key.Latest;

    private static (int Repeats, int Recency, int Age, int Since, int Latest) Unpacked(UInt128 key)
    {
        var latest = Take(DayBits);
        var since = Take(RepeatBits);
        var age = Take(DayBits);
        var recency = Take(DayBits);
        return ((int)key, recency, age, since, latest);

        int Take(int bits)
        {
            var low = (int)(key & ((UInt128.One << bits) - 1));
            key >>= bits;
            return low;
        }
    }

    private protected override (int Repeats, int Recency, int Age, int Since, int Latest) Coarser(
        (int Repeats, int Recency, int Age, int Since, int Latest) key, int level) =>
        (key.Repeats, key.Recency >> 1, key.Age >> 1, key.Since, key.Latest >> 1);

    private protected override long[] Numbers((int Repeats, int Recency, int Age, int Since, int Latest) key) =>
        [key.Repeats, key.Recency, key.Age, key.Since, key.Latest];

    private protected override (int Repeats, int Recency, int Age, int Since, int Latest) Key(ReadOnlySpan<long> numbers) =>
        ((int)numbers[0], (int)numbers[1], (int)numbers[2], (int)numbers[3], (int)numbers[4]);
}

/// <summary>Customers alike in what was known before the last days and in what is known now.</summary>
/// <param name="Before">As they were.</param>
/// <param name="After">As they are.</param>
/// <param name="Count">How many.</param>
public readonly record struct HeldOutHistory(PurchaseHistory Before, PurchaseHistory After, long Count)
{
    /// <summary>Logarithm of the density of what they did in the last days, given what was known before.</summary>
    public double LogDensity(IBuyingModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.LogLikelihood(After) - model.LogLikelihood(Before);
    }
}
