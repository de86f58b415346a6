using Recall.Core.Customers;

namespace Recall.Core.Scoring.Reasons;

/// <summary>What the times of all purchases and the sums of the last orders speak for.</summary>
internal static class BuyingEvidence
{
    private const int LeastOrders = 4;

    /// <summary>Months around the middle one that are its season.</summary>
    private const int SeasonMonths = 3;

    /// <summary>From one year's season to the next at least: a year less the length of one.</summary>
    private const int AnotherSeasonDays = 270;

    /// <summary>Wanting less: orders get smaller, gaps longer.</summary>
    public static IEnumerable<ChurnEvidence> OfFatigue(Purchases bought)
    {
        if (bought.Recent.Count < LeastOrders)
            yield break;
        var half = bought.Recent.Count / 2;
        var (earlier, later) = (bought.Recent.Take(half).Average(o => o.Total), bought.Recent.Skip(half).Average(o => o.Total));
        if (earlier > 0 && later < 0.6m * earlier)
            yield return new("orders-shrink", 0.4, (double)later, (double)earlier);
        if (bought.Gaps >= 3 && bought.LastGap > 1.5 * bought.GapMean)
            yield return new("gaps-widen", 0.35, bought.LastGap, bought.GapMean);
    }

    /// <summary>Buying in one season of at least two years, and now is another.</summary>
    public static IEnumerable<ChurnEvidence> OfSeason(Purchases bought, DateOnly today)
    {
        if (bought.Days < 2 || bought.LastDay.DayNumber - bought.FirstDay.DayNumber < AnotherSeasonDays)
            yield break;
        var months = Enumerable.Range(1, 12).Where(m => bought.Months[m - 1] > 0).ToList();
        var seasons = Enumerable.Range(1, 12).Where(start => months.TrueForAll(m => (m - start + 12) % 12 < SeasonMonths)).ToList();
        if (seasons.Count > 0 && seasons.TrueForAll(start => (today.Month - start + 12) % 12 >= SeasonMonths))
            yield return new("one-season", bought.Days > 2 ? 0.75 : 0.55, months.MaxBy(m => bought.Months[m - 1]));
    }
}
