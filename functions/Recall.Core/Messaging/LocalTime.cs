namespace Recall.Core.Messaging;

/// <summary>Local clock times of a zone as instants, correct where daylight saving skips or repeats an hour.</summary>
public static class LocalTime
{
    /// <summary>The local day of an instant.</summary>
    public static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The last local day that is over by an instant.</summary>
    public static DateOnly LastDayBefore(DateTimeOffset end, TimeZoneInfo zone) => Day(end, zone).AddDays(-1);

    /// <summary>The first instant of the next local day.</summary>
    public static DateTimeOffset StartOfNextDay(DateTimeOffset at, TimeZoneInfo zone) =>
        FirstAfter(at, Day(at, zone).AddDays(1).ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The local calendar month of an instant, as its first day.</summary>
    public static DateOnly Month(DateTimeOffset at, TimeZoneInfo zone)
    {
        var day = Day(at, zone);
        return new(day.Year, day.Month, 1);
    }

    /// <summary>The first instant of the next local calendar month.</summary>
    public static DateTimeOffset StartOfNextMonth(DateTimeOffset at, TimeZoneInfo zone) =>
        FirstAfter(at, Month(at, zone).AddMonths(1).ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>When the quiet hours that cover <paramref name="at"/> end, or null where it is not quiet.</summary>
    public static DateTimeOffset? EndOfQuiet(QuietHours quiet, DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        if (!quiet.Covers(TimeOnly.FromDateTime(local)))
            return null;
        var end = DateOnly.FromDateTime(local).ToDateTime(quiet.End);
        var instant = FirstAfter(at, end > local ? end : end.AddDays(1), zone);

        // A gap in the clock may swallow all of the allowed hours; then it is still quiet.
        return EndOfQuiet(quiet, instant, zone) ?? instant;
    }

    /// <summary>The first instant, from <paramref name="at"/> on, in an hour of the local day; the one after it on a day that has no such hour.</summary>
    public static DateTimeOffset InHour(DateTimeOffset at, int hour, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        if (local.Hour == hour)
            return at;
        var start = DateOnly.FromDateTime(local).ToDateTime(new(hour, 0));
        return FirstAfter(at, start > local ? start : start.AddDays(1), zone);
    }

    /// <summary>The first instant at which a zone's clocks show at least the local time.</summary>
    public static DateTimeOffset First(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        // Clocks jump over it in spring: the first time after the jump is the same instant. Jumps are whole minutes.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>In the hour that repeats in autumn the local time may have passed once already: then it is the second time round.</summary>
    private static DateTimeOffset FirstAfter(DateTimeOffset at, DateTime local, TimeZoneInfo zone)
    {
        var instant = First(local, zone);
        if (instant > at)
            return instant;
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        return instant + (offsets.Max() - offsets.Min());
    }
}
