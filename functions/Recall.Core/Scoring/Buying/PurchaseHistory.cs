using Recall.Core.Customers;

namespace Recall.Core.Scoring.Buying;

/// <summary>
/// What models of repeat buying know about a customer: the sufficient statistics (x, t_x, T) of Fader, Hardie and Lee (2005).
/// The models count in weeks, profiles in days; a week is seven days, so values may be fractions.
/// </summary>
/// <param name="Repeats">x: purchase days after the first.</param>
/// <param name="Recency">t_x: weeks from the first purchase day to the last; zero without repeats.</param>
/// <param name="Age">T: weeks from the first purchase day to the moment of looking; at least <paramref name="Recency"/>.</param>
public readonly record struct PurchaseHistory(int Repeats, double Recency, double Age)
{
    /// <summary>Days of the models' time unit.</summary>
    public const double DaysPerWeek = 7.0;

    /// <summary>
    /// x, t_x and T in days of a customer who bought, on <paramref name="today"/> of their own zone. A day before the last purchase day
    /// (another zone's calendar) counts as the last purchase day.
    /// </summary>
    internal static (int Repeats, int Recency, int Age) Days(Purchases purchases, DateOnly today)
    {
        var recency = purchases.LastDay.DayNumber - purchases.FirstDay.DayNumber;
        return (purchases.Days - 1, recency, Math.Max(recency, today.DayNumber - purchases.FirstDay.DayNumber));
    }
}
