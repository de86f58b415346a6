namespace Recall.Local.Demo.Buying;

/// <summary>A decision to buy.</summary>
/// <param name="At">UTC.</param>
/// <param name="Last">The person leaves after it.</param>
internal readonly record struct Purchase(DateTimeOffset At, bool Last);

/// <summary>Makes purchases as <see cref="BuyingTruth"/> says.</summary>
internal static class PurchaseProcess
{
    /// <summary>The purchases of a person who arrives at a moment of the calendar, until its end.</summary>
    public static List<Purchase> Of(
        ShopCalendar calendar, double arrival, double rate, double leaving, TimeZoneInfo zone, int hourShift, Draws draws)
    {
        var purchases = new List<Purchase>();
        var last = DateOnly.MinValue;
        for (var busy = arrival; calendar.Day(busy) is var (day, share); busy += 7 * draws.Exponential() / rate)
        {
            // Models of buying count days: who would come back within the day puts it into the same order.
            if (day == last)
                continue;

            // BG/NBD lets nobody leave after the first purchase: its coin is tossed after repeats alone.
            var leaves = purchases.Count > 0 && draws.Chance(leaving);
            purchases.Add(new(ShopCalendar.At(day, share, zone, hourShift), leaves));
            if (leaves)
                break;
            last = day;
        }

        return purchases;
    }
}
