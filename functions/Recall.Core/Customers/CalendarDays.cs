namespace Recall.Core.Customers;

/// <summary>
/// How many days ago something was, as people count: by the calendar of the customer's own zone. What happened yesterday evening is one day
/// ago this morning. Scores, their reasons and the fields of sequences all count so, and agree.
/// </summary>
public static class CalendarDays
{
    /// <summary>The customer's local day.</summary>
    /// <param name="person">Whose day.</param>
    /// <param name="now">Any offset.</param>
    /// <param name="shopZone">Where the customer's own zone is unknown.</param>
    public static DateOnly Today(Person person, DateTimeOffset now, TimeZoneInfo shopZone)
    {
        ArgumentNullException.ThrowIfNull(person);
        return Day(now, Zones.Of(person.TimeZone, shopZone));
    }

    /// <summary>Days from a moment to a local day, zero at least.</summary>
    public static int Since(DateTimeOffset at, DateOnly today, TimeZoneInfo zone) => Between(Day(at, zone), today);

    /// <summary>Days of silence: from the last day with an order to a local day, zero at least; null without an order.</summary>
    public static int? SinceOrder(Purchases purchases, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        return purchases.Days == 0 ? null : Between(purchases.LastDay, today);
    }

    /// <summary>A birthday in a year: who was born on 29 February is congratulated on the 28th in other years.</summary>
    public static DateOnly InYear(DateOnly birthday, int year) =>
        new(year, birthday.Month, Math.Min(birthday.Day, DateTime.DaysInMonth(year, birthday.Month)));

    private static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static int Between(DateOnly from, DateOnly to) => Math.Max(0, to.DayNumber - from.DayNumber);
}
