using System.Globalization;
using FsCheck.Fluent;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Sequences;

public sealed class ClockWaitTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "10:00", "", 0, "2024-05-01T00:00Z", "2024-05-01T02:00Z")]
    [InlineData("Asia/Shanghai", "10:00", "", 0, "2024-05-01T02:00Z", "2024-05-02T02:00Z")] // ten o'clock now has passed: two waits are two days
    [InlineData("Asia/Shanghai", "10:00", "", 1, "2024-05-01T02:00Z", "2024-05-02T02:00Z")]
    [InlineData("Asia/Shanghai", "10:00", "Saturday Sunday", 0, "2024-05-01T02:00Z", "2024-05-04T02:00Z")]
    [InlineData("Asia/Shanghai", "10:00", "Saturday Sunday", 3, "2024-05-01T02:01Z", "2024-05-05T02:00Z")]
    [InlineData("Asia/Shanghai", "", "Saturday", 0, "2024-05-01T02:00Z", "2024-05-03T16:00Z")]
    [InlineData("Asia/Shanghai", "", "Wednesday", 0, "2024-05-01T02:00Z", "2024-05-01T02:00Z")]
    [InlineData("Europe/Berlin", "02:30", "", 0, "2024-03-30T12:00Z", "2024-03-31T01:00Z")] // 02:30 does not exist: 03:00 is the same instant
    [InlineData("Europe/Berlin", "02:30", "", 0, "2024-03-31T01:00Z", "2024-04-01T00:30Z")]
    [InlineData("Europe/Berlin", "02:30", "", 0, "2024-10-26T12:00Z", "2024-10-27T00:30Z")] // the first 02:30
    [InlineData("Europe/Berlin", "02:30", "", 0, "2024-10-27T00:30Z", "2024-10-28T01:30Z")] // the second 02:30 is none
    [InlineData("Europe/Berlin", "10:00", "", 1, "2024-03-30T09:00Z", "2024-03-31T08:00Z")] // a day of 23 hours
    [InlineData("Europe/Berlin", "10:00", "", 1, "2024-10-26T08:00Z", "2024-10-27T09:00Z")] // and of 25
    [InlineData("America/Sao_Paulo", "", "Sunday", 0, "2018-11-03T12:00Z", "2018-11-04T03:00Z")] // a day without midnight
    [InlineData("America/St_Johns", "", "Sunday", 0, "2010-11-07T03:00Z", "2010-11-07T03:30Z")] // Saturday again, behind Sunday's first minute
    public void It_ends_when_the_customers_clock_says(string zone, string time, string on, int days, string since, string until) =>
        ClockWait.EndOf(Wait(time, on.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<DayOfWeek>), days), At(since), Zone(zone))
            .ShouldBe(At(until));

    /// <summary>Against a clock that is read every fifteen minutes, over the weeks in which clocks change.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2024-03-27T00:00Z")]
    [InlineData("Europe/Berlin", "2024-10-23T00:00Z")]
    [InlineData("Australia/Lord_Howe", "2024-04-03T00:00Z")]
    [InlineData("Australia/Lord_Howe", "2024-10-02T00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-01T00:00Z")]
    [InlineData("America/Havana", "2024-10-30T00:00Z")]
    [InlineData("Asia/Kathmandu", "2024-02-26T00:00Z")]
    public void It_is_the_first_time_of_a_day_that_fits(string name, string first)
    {
        var zone = Zone(name);
        Properties.ForAll(
            from quarter in Gen.Choose(0, 95)
            from weekdays in Gen.SubListOf(Enum.GetValues<DayOfWeek>())
            from hours in Gen.Choose(0, 30)
            from entered in Gen.Choose(0, 4 * 24 * 4)
            select (time: TimeOnly.MinValue.AddMinutes(15 * quarter), weekdays, hours: hours == 24 ? 0 : hours, since: At(first).AddMinutes(15 * entered)),
            c =>
            {
                var wait = new WaitStep("w", TimeSpan.FromHours(c.hours), []) { UntilTime = c.time, On = [.. c.weekdays] };
                var quarters = Enumerable.Range(-96, 96 * 12).Select(q => c.since.AddMinutes(15 * q)).ToList();
                var expected = quarters.GroupBy(t => DateOnly.FromDateTime(Local(t, zone)))
                    .Where(day => c.weekdays.Count == 0 || c.weekdays.Contains(day.Key.DayOfWeek))
                    .Select(day => day.Where(t => TimeOnly.FromDateTime(Local(t, zone)) >= c.time).Select(t => (DateTimeOffset?)t).FirstOrDefault())
                    .First(t => t > c.since && t >= c.since.AddHours(c.hours));

                ClockWait.EndOf(wait, c.since, zone).ShouldBe(expected!.Value);
                (expected.Value - c.since).ShouldBeLessThanOrEqualTo(wait.Longest + TimeSpan.FromHours(1));
            },
            150);
    }

    private static WaitStep Wait(string time, IEnumerable<DayOfWeek> on, int days) => new("w", TimeSpan.FromDays(days), [])
    {
        UntilTime = time.Length == 0 ? null : TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture), On = [.. on],
    };

    private static DateTime Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
