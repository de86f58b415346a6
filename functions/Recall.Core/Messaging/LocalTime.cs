namespace Recall.Core.Messaging;

/// <summary>Local clock times of a zone as instants, correct where daylight saving skips or repeats an hour.</summary>
public static class LocalTime
{
    /// <summary>The local day of an instant.</summary>
    public static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The first instant of the next local day.</summary>
    public static DateTimeOffset StartOfNextDay(DateTimeOffset at, TimeZoneInfo zone) =>
        First(Day(at, zone).AddDays(1).ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>When the quiet hours that cover <paramref name="at"/> end, or null where it is not quiet.</summary>
    public static DateTimeOffset? EndOfQuiet(QuietHours quiet, DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        if (!quiet.Covers(TimeOnly.FromDateTime(local)))
            return null;
        var end = DateOnly.FromDateTime(local).ToDateTime(quiet.End);
        var instant = First(end > local ? end : end.AddDays(1), zone);

        // In the hour that repeats in autumn the end may already have passed once: then it is the second time round.
        return instant > at ? instant : instant + Overlap(end, zone);
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

    private static TimeSpan Overlap(DateTime local, TimeZoneInfo zone)
    {
        if (!zone.IsAmbiguousTime(local))
            return TimeSpan.Zero;
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        return offsets.Max() - offsets.Min();
    }
}
