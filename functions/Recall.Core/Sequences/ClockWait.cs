using Recall.Core.Messaging;

namespace Recall.Core.Sequences;

/// <summary>When a wait ends that goes by the clocks and the calendar of the customer's zone.</summary>
public static class ClockWait
{
    /// <summary>
    /// The first fitting instant, UTC. Whole days of <see cref="WaitStep.For"/> are days of the calendar: a day from ten in the morning is
    /// ten in the morning, also where clocks change between. A time that the clocks jump over is the first instant after it; of one that
    /// they show twice it is the first. A time of day that comes at the very moment of entering has passed: two such waits in a row are two
    /// days.
    /// </summary>
    /// <param name="wait">The step.</param>
    /// <param name="since">When it was entered, UTC.</param>
    /// <param name="zone">The customer's.</param>
    public static DateTimeOffset EndOf(WaitStep wait, DateTimeOffset since, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(wait);
        ArgumentNullException.ThrowIfNull(zone);
        var at = Earliest(wait.For, since, zone);
        if (wait.UntilTime is { } time)
            return At(time, wait, at > since ? at : since + TimeSpan.FromTicks(1), zone);
        while (!Fits(LocalTime.Day(at, zone), wait))
            at = LocalTime.StartOfNextDay(at, zone);
        return at;
    }

    private static DateTimeOffset At(TimeOnly time, WaitStep wait, DateTimeOffset earliest, TimeZoneInfo zone)
    {
        for (var day = LocalTime.Day(earliest, zone); ; day = day.AddDays(1))
        {
            if (Fits(day, wait) && LocalTime.First(day.ToDateTime(time), zone) is var at && at >= earliest)
                return at;
        }
    }

    private static bool Fits(DateOnly day, WaitStep wait) => wait.On.Count == 0 || wait.On.Contains(day.DayOfWeek);

    private static DateTimeOffset Earliest(TimeSpan span, DateTimeOffset since, TimeZoneInfo zone) => span.Ticks % TimeSpan.TicksPerDay != 0
        ? since + span
        : span == TimeSpan.Zero ? since : LocalTime.First(TimeZoneInfo.ConvertTime(since, zone).DateTime + span, zone);
}
