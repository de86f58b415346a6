using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Tests.Sequences.Files;

namespace Recall.Core.Tests.Offers;

/// <summary>A code is good to the end of the day that messages name, where its customer is.</summary>
public class CouponLifeTests
{
    private static readonly SequenceDefinition Winback = SequenceFile.Read("dormant-winback.yaml", Shipped.Sequence("dormant-winback.yaml")).Definition!;

    private static readonly string[] ZoneIds =
    [
        "UTC", "Asia/Shanghai", "America/Los_Angeles", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "Africa/Cairo",
        "America/Havana", "America/Asuncion", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Beirut", "America/Santiago",
    ];

    [Theory]
    [InlineData("UTC", "2026-03-01T09:30:00Z", 14 * 24, "2026-03-16T00:00:00Z", "2026-03-15")]
    [InlineData("UTC", "2026-03-01T00:00:00Z", 14 * 24, "2026-03-16T00:00:00Z", "2026-03-15")]
    [InlineData("Asia/Shanghai", "2026-03-01T20:00:00Z", 14 * 24, "2026-03-16T16:00:00Z", "2026-03-16")] // The 2nd there.
    [InlineData("America/Los_Angeles", "2026-03-01T04:00:00Z", 14 * 24, "2026-03-15T07:00:00Z", "2026-03-14")] // 28 February there; summer time since the 8th.
    [InlineData("America/Los_Angeles", "2026-10-25T18:00:00Z", 10 * 24, "2026-11-05T08:00:00Z", "2026-11-04")] // And back on 1 November.
    [InlineData("Africa/Cairo", "2026-04-20T10:00:00Z", 3 * 24, "2026-04-23T22:00:00Z", "2026-04-23")] // No midnight follows: clocks jump from 0:00 to 1:00.
    [InlineData("America/Los_Angeles", "2026-03-02T05:00:00Z", 6, "2026-03-03T08:00:00Z", "2026-03-02")] // 21:00 and six hours: to the end of the next day.
    [InlineData("UTC", "2026-03-02T05:00:00Z", 6, "2026-03-03T00:00:00Z", "2026-03-02")]
    public void Ends_with_the_day_that_messages_name(string zone, string issued, int hours, string expires, string lastDay)
    {
        var where = TimeZoneInfo.FindSystemTimeZoneById(zone);

        var coupon = Issued(where, DateTimeOffset.Parse(issued, null), TimeSpan.FromHours(hours));

        coupon.ExpiresAt.ShouldBe(DateTimeOffset.Parse(expires, null));
        coupon.LastDay(where).ShouldBe(DateOnly.Parse(lastDay, null));
    }

    [Fact]
    public void Everywhere_and_at_any_time_of_year_it_is_good_on_the_whole_of_that_day_and_on_none_after_it() => Properties.ForAll(
        Gen.Elements(ZoneIds).Zip(Gen.Choose(0, 365 * 24 * 4)).Zip(Gen.Choose(1, 60 * 24)),
        draw =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(draw.Item1.Item1);
            var (issued, life) = (new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(15 * draw.Item1.Item2), TimeSpan.FromHours(draw.Item2));

            var coupon = Issued(zone, issued, life);

            var day = coupon.LastDay(zone);
            LocalTime.Day(coupon.ExpiresAt.AddTicks(-1), zone).ShouldBe(day);
            LocalTime.Day(coupon.ExpiresAt, zone).ShouldBe(day.AddDays(1));
            day.ShouldBeGreaterThanOrEqualTo(LocalTime.Day(issued, zone).AddDays(life.Days));
            (coupon.ExpiresAt - issued).ShouldBeInRange(life - TimeSpan.FromHours(1), life + TimeSpan.FromHours(26)); // Clocks that are changed, and the day.
            Named(coupon, zone.Id).ShouldContain($"good until {day:d MMMM yyyy}.");
        },
        400);

    /// <summary>Who moves between the code and the message is told a day on which it is good to the end in either place.</summary>
    [Theory]
    [InlineData("America/New_York", "14 March 2026")] // Midnight of Shanghai is noon of the 15th.
    [InlineData("Asia/Shanghai", "15 March 2026")]
    public void Who_has_moved_is_not_promised_more(string now, string day) =>
        Named(Issued(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new(2026, 3, 1, 4, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(14)), now).ShouldContain($"good until {day}.");

    private static Coupon Issued(TimeZoneInfo zone, DateTimeOffset at, TimeSpan life) => Coupon.Of(new("offer", 10, null, life, null, null), "TEA", at, zone);

    private static string Named(Coupon coupon, string zone) => MessageRenderer.Render(Winback, "reminder", "en", new()
    {
        Profile = new() { Customer = CustomerKey.Parse("shop:1"), Person = Person.Unknown with { TimeZone = zone } },
        Shop = new("Tea", "1 Main St", "https://tea.example/", "EUR", TimeZoneInfo.Utc), Coupon = coupon.Values, UnsubscribeUrl = "https://tea.example/u",
    }).Sms!;
}
