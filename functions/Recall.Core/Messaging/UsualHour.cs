using Recall.Core.Customers;

namespace Recall.Core.Messaging;

/// <summary>
/// The hour of the day at which a customer usually buys, for messages that wait for it. People read when they have time, and the hours at which they
/// bought are the only ones that a shop knows for sure: opens are mostly machines'.
/// </summary>
public static class UsualHour
{
    /// <summary>Fewest orders with a time of day; fewer tell no habit.</summary>
    public const int LeastOrders = 3;

    /// <summary>
    /// The local hour, 0 to 23, in which most of the orders lie, each also counted half in the hours beside it; the earliest of equal ones. Null where there
    /// are fewer than <see cref="LeastOrders"/>, or none near an hour in which messages may go out.
    /// </summary>
    /// <param name="purchases">The customer's, whose hours are local ones.</param>
    /// <param name="quiet">Hours in which nothing may go out.</param>
    public static int? Of(Purchases purchases, IReadOnlyCollection<QuietHours> quiet)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        var hours = purchases.Hours;
        if (hours.Sum() < LeastOrders)
            return null;
        var best = Enumerable.Range(0, hours.Length).Where(h => quiet.All(q => !q.Covers(new TimeOnly(h, 0)))).DefaultIfEmpty(-1).MaxBy(Weight);
        return Weight(best) > 0 ? best : null;

        int Weight(int hour) => hour < 0 ? 0 : (2 * hours[hour]) + hours[(hour + 1) % hours.Length] + hours[(hour + hours.Length - 1) % hours.Length];
    }
}
