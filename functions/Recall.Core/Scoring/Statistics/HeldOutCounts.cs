using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// Histories of the same customers as they were <see cref="Days"/> ago and as they are now, so that models can be fitted on the first and
/// judged by what came after. Integers alone, mergeable in any order.
/// </summary>
public sealed class HeldOutCounts
{
    /// <summary>How many last days are held out: as many as scores look ahead.</summary>
    public const int Days = ShopModel.HorizonDays;

    /// <summary>As they were.</summary>
    public HistoryCounts Before { get; init; } = new();

    /// <summary>As they are.</summary>
    public HistoryCounts After { get; init; } = new();

    /// <summary>
    /// Counts a customer who had bought before the last days. Who placed more orders since than a profile keeps is left out of both, since
    /// nobody can tell any more how they stood.
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
        Before.Add(repeats, repeats == 0 ? 0 : last - first, cut - first);
        var (now, recency, age) = PurchaseHistory.Days(purchases, asOf);
        After.Add(now, recency, age);
    }

    /// <summary>Adds all of another.</summary>
    public void Merge(HeldOutCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Before.Merge(other.Before);
        After.Merge(other.After);
    }
}
