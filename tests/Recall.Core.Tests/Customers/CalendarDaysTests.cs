using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Sequences;
using Recall.Core.Tests.Scoring;

namespace Recall.Core.Tests.Customers;

public class CalendarDaysTests
{
    private static readonly string?[] TimeZones = [null, "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "Europe/Berlin"];

    /// <summary>Whatever the hour, the zone and the day: who is silent for so many days is so for scores, reasons and sequences.</summary>
    [Fact]
    public void Reasons_and_sequences_count_the_same_days_of_silence() => Prop.ForAll(
            Gen.Choose(0, 400 * 24).Two().ToArbitrary(), Gen.Elements(TimeZones).ToArbitrary(), Gen.Elements(TimeZones[1..]).ToArbitrary(),
            (hours, own, shop) =>
            {
                var shopZone = TimeZoneInfo.FindSystemTimeZoneById(shop!);
                var profile = ProfileFold.Of(
                    Customer.Key,
                    [
                        new CustomerChanged { Id = "c", Customer = Customer.Key, At = Customer.Start.AddDays(-1), TimeZone = own },
                        new OrderPlaced { Id = "o", Customer = Customer.Key, At = Customer.Start.AddHours(hours.Item1), Total = 10 },
                    ],
                    shopZone);
                var now = Customer.Start.AddHours(hours.Item1 + hours.Item2).AddMinutes(hours.Item2 % 60);
                var score = new Scorer(Models.Known).Score(profile, now, shopZone);

                var field = FieldCatalogue.Find("profile.days-since-order")!.Get(new(profile, score, now, shopZone));
                var reason = ScoreExplanation.Of(profile, score, Models.Known, now, "USD", "en").Single(r => r.Indicator == Indicators.Silence);
                reason.Value.ShouldBe((double)field!);
                reason.Text.ShouldStartWith(reason.Value is 1 ? "Silent for 1 day;" : FormattableString.Invariant($"Silent for {reason.Value:#,0} days;"));
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData("2026-03-01T15:59:00Z", "2026-03-01T16:00:00Z", 1)]
    [InlineData("2026-03-01T16:00:00Z", "2026-03-02T15:59:00Z", 0)]
    [InlineData("2026-03-03T00:00:00Z", "2026-03-02T00:00:00Z", 0)]
    public void Yesterday_evening_is_a_day_ago_this_morning(string at, string now, int days)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        CalendarDays.Since(Time(at), CalendarDays.Today(Person.Unknown, Time(now), zone), zone).ShouldBe(days);

        static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }
}
