using System.Globalization;
using FsCheck.Fluent;
using Recall.Core.Messaging;

namespace Recall.Core.Tests.Messaging;

public sealed class LocalTimeTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "2024-05-01T13:30Z", "2024-05-02T01:00Z")]
    [InlineData("Asia/Kathmandu", "2024-05-01T15:15Z", "2024-05-02T03:15Z")]
    [InlineData("America/New_York", "2024-03-10T02:00Z", "2024-03-10T13:00Z")] // spring night is an hour shorter
    [InlineData("America/New_York", "2024-11-03T01:00Z", "2024-11-03T14:00Z")] // autumn night is an hour longer
    [InlineData("Europe/Berlin", "2024-03-30T20:00Z", "2024-03-31T07:00Z")]
    [InlineData("Europe/Berlin", "2024-10-26T19:00Z", "2024-10-27T08:00Z")]
    [InlineData("Australia/Lord_Howe", "2024-10-05T10:30Z", "2024-10-05T22:00Z")] // half an hour
    [InlineData("Europe/Berlin", "2024-02-28T22:00Z", "2024-02-29T08:00Z")]
    [InlineData("Europe/Berlin", "2024-02-29T22:00Z", "2024-03-01T08:00Z")]
    [InlineData("Europe/Berlin", "2024-05-01T12:00Z", null)]
    [InlineData("Europe/Berlin", "2024-05-01T07:00Z", null)] // 09:00: allowed again
    [InlineData("Europe/Berlin", "2024-05-01T19:00Z", "2024-05-02T07:00Z")] // 21:00: quiet
    public void A_night_ends_in_the_morning_of_the_zone(string zone, string at, string? end) =>
        LocalTime.EndOfQuiet(new(new(21, 0), new(9, 0)), At(at), Zone(zone)).ShouldBe(end is null ? null : At(end));

    [Theory]
    [InlineData("02:30", "2024-03-10T06:30Z", "2024-03-10T07:00Z")] // 02:30 does not exist: 03:00 is the same instant
    [InlineData("01:30", "2024-11-03T05:15Z", "2024-11-03T05:30Z")] // the first 01:15
    [InlineData("01:30", "2024-11-03T06:15Z", "2024-11-03T06:30Z")] // the second 01:15
    [InlineData("01:30", "2024-11-03T05:45Z", null)] // between the two
    public void Hours_that_are_skipped_or_repeated_end_where_the_clock_says(string end, string at, string? until) =>
        LocalTime.EndOfQuiet(new(new(21, 0), TimeOnly.Parse(end, CultureInfo.InvariantCulture)), At(at), Zone("America/New_York"))
            .ShouldBe(until is null ? null : At(until));

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-03T12:00Z", "2018-11-04T03:00Z")] // midnight does not exist: 01:00
    [InlineData("Africa/Cairo", "2024-04-25T12:00Z", "2024-04-25T22:00Z")]
    [InlineData("America/Havana", "2024-11-02T12:00Z", "2024-11-03T04:00Z")] // midnight comes twice: the first
    [InlineData("America/Havana", "2024-11-03T05:30Z", "2024-11-04T05:00Z")]
    [InlineData("America/Sao_Paulo", "2018-02-18T02:30Z", "2018-02-18T03:00Z")] // the second 23:30
    [InlineData("America/St_Johns", "2010-11-07T03:00Z", "2010-11-07T03:30Z")] // 23:31 again after 00:01: the second midnight
    [InlineData("Asia/Kathmandu", "2024-02-28T18:14Z", "2024-02-28T18:15Z")]
    [InlineData("Asia/Kathmandu", "2024-02-28T18:15Z", "2024-02-29T18:15Z")]
    public void A_day_begins_with_its_first_instant(string zone, string at, string start) =>
        LocalTime.StartOfNextDay(At(at), Zone(zone)).ShouldBe(At(start));

    /// <summary>Against a clock that is read minute by minute, over the nights on which clocks change.</summary>
    [Theory]
    [InlineData("America/New_York", "2024-03-09T12:00Z")]
    [InlineData("America/New_York", "2024-11-02T12:00Z")]
    [InlineData("Europe/Berlin", "2024-03-30T12:00Z")]
    [InlineData("Europe/Berlin", "2024-10-26T12:00Z")]
    [InlineData("Australia/Lord_Howe", "2024-04-06T00:00Z")]
    [InlineData("Australia/Lord_Howe", "2024-10-05T00:00Z")]
    [InlineData("Asia/Shanghai", "2024-02-28T00:00Z")]
    [InlineData("Asia/Kathmandu", "2024-02-28T00:00Z")]
    [InlineData("Africa/Cairo", "2024-04-25T06:00Z")]
    [InlineData("Africa/Cairo", "2024-10-31T06:00Z")]
    [InlineData("America/Havana", "2024-11-02T12:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-03T12:00Z")]
    [InlineData("America/Sao_Paulo", "2018-02-17T12:00Z")]
    [InlineData("America/St_Johns", "2010-11-06T12:00Z")]
    public void Quiet_and_days_end_when_the_clock_says_so(string name, string noon)
    {
        var zone = Zone(name);
        Properties.ForAll(
            from start in Gen.Choose(0, 95)
            from end in Gen.Choose(0, 95)
            from at in Gen.Choose(0, 36 * 60)
            select (start, end, at),
            c =>
            {
                var quiet = new QuietHours(TimeOnly.MinValue.AddMinutes(15 * c.start), TimeOnly.MinValue.AddMinutes(15 * c.end));
                var at = At(noon).AddMinutes(c.at);
                var end = LocalTime.EndOfQuiet(quiet, at, zone);
                (end is null).ShouldBe(!IsQuiet(quiet, at, zone));
                if (end is { } until)
                {
                    // A night that the repeated hour interrupts for some minutes is one night still.
                    IsQuiet(quiet, until, zone).ShouldBeFalse();
                    var allowed = Minutes(at).TakeWhile(t => t < until).Where(t => !IsQuiet(quiet, t, zone)).ToList();
                    allowed.ShouldAllBe(t => zone.IsAmbiguousTime(t));
                }

                var day = LocalTime.Day(at, zone);
                LocalTime.StartOfNextDay(at, zone).ShouldBe(Minutes(at).First(t => LocalTime.Day(t, zone) > day));
            },
            150);
    }

    private static IEnumerable<DateTimeOffset> Minutes(DateTimeOffset from) => Enumerable.Range(0, 50 * 60).Select(m => from.AddMinutes(m));

    private static bool IsQuiet(QuietHours quiet, DateTimeOffset at, TimeZoneInfo zone)
    {
        var (now, start, end) = ((at.UtcDateTime + zone.GetUtcOffset(at)).TimeOfDay, quiet.Start.ToTimeSpan(), quiet.End.ToTimeSpan());
        return start < end ? start <= now && now < end : start > end && (now >= start || now < end);
    }

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    private static DateTimeOffset At(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
