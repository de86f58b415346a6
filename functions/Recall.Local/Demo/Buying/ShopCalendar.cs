using Recall.Core.Messaging;

namespace Recall.Local.Demo.Buying;

/// <summary>
/// When people shop: weekday, season and hour as a change of time. A day is as long on this clock as it is busy, one on average, so a
/// steady stream of purchases on it is a stream with busy and quiet hours on the wall's, and its mean rate is unchanged.
/// </summary>
internal sealed class ShopCalendar
{
    private static readonly double[] Months = [0.95, 0.95, 0.95, 1.0, 1.0, 0.92, 0.9, 0.92, 1.0, 1.03, 1.13, 1.25];
    private static readonly double[] Weekdays = [1.05, 0.9, 0.9, 0.95, 1.0, 1.05, 1.15];
    private static readonly double[] Hours =
        [0.15, 0.08, 0.05, 0.04, 0.05, 0.15, 0.4, 0.8, 1, 1.2, 1.4, 1.4, 1.6, 1.3, 1.1, 1.1, 1.1, 1.2, 1.4, 1.7, 2.1, 2.2, 1.5, 0.6];

    private static readonly double[] HoursBefore = Sums(Hours);
    private readonly DateOnly _first;
    private readonly double[] _daysBefore;

    public ShopCalendar(SyntheticShopOptions options)
    {
        // Two days of room at both ends: local days begin up to 14 hours before or after UTC's, and people look before they buy.
        _first = DateOnly.FromDateTime(options.Start.UtcDateTime).AddDays(2);
        var days = DateOnly.FromDateTime(options.End.UtcDateTime).AddDays(2).DayNumber - _first.DayNumber;
        _daysBefore = Sums([.. Enumerable.Range(0, days).Select(d => Busy(_first.AddDays(d)))]);
    }

    /// <summary>Busy days from the first to the last.</summary>
    public double Length => _daysBefore[^1];

    /// <summary>The local day and the share of its business done by then, at a moment of this clock; null after the end.</summary>
    public (DateOnly Day, double Share)? Day(double busyDays)
    {
        if (busyDays >= Length)
            return null;
        var (day, share) = Find(_daysBefore, busyDays);
        return (_first.AddDays(day), share);
    }

    /// <summary>The moment of this clock at which a local day begins; the ends are the clock's ends.</summary>
    public double Begin(DateOnly day) => _daysBefore[Math.Clamp(day.DayNumber - _first.DayNumber, 0, _daysBefore.Length - 1)];

    /// <summary>The instant at which a share of a person's business of a local day is done.</summary>
    public static DateTimeOffset At(DateOnly day, double share, TimeZoneInfo zone, int hourShift)
    {
        var (hour, part) = Find(HoursBefore, share * HoursBefore[^1]);
        var seconds = ((hour + 24 + hourShift) % 24 * 3600) + (int)(part * 3600);
        return LocalTime.First(day.ToDateTime(TimeOnly.MinValue).AddSeconds(seconds), zone);
    }

    private static double Busy(DateOnly day) => Months[day.Month - 1] * Weekdays[(int)day.DayOfWeek];

    private static double[] Sums(double[] values)
    {
        var sums = new double[values.Length + 1];
        for (var i = 0; i < values.Length; i++)
            sums[i + 1] = sums[i] + values[i];
        return sums;
    }

    private static (int Index, double Part) Find(double[] before, double at)
    {
        var found = Array.BinarySearch(before, at);
        var index = Math.Clamp(found >= 0 ? found : ~found - 1, 0, before.Length - 2);
        return (index, (at - before[index]) / (before[index + 1] - before[index]));
    }
}
