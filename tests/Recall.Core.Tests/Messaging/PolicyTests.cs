using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Tests.Sequences;

namespace Recall.Core.Tests.Messaging;

/// <summary>When a rule is stricter than another, and what holds for a sequence that has some of its own.</summary>
public class PolicyTests
{
    [Theory]
    [InlineData("21:00", "09:00", "21:00", "09:00", true)]
    [InlineData("20:00", "10:00", "21:00", "09:00", true)]
    [InlineData("22:00", "10:00", "21:00", "09:00", false)]
    [InlineData("20:00", "08:30", "21:00", "09:00", false)]
    [InlineData("12:00", "14:00", "21:00", "09:00", false)]
    [InlineData("00:00", "23:00", "01:00", "09:00", true)]
    [InlineData("09:00", "20:59", "21:00", "09:00", false)]
    public void Hours_cover_others_that_lie_in_them(string start, string end, string otherStart, string otherEnd, bool covers)
    {
        var (own, other) = (Hours(start, end), Hours(otherStart, otherEnd));

        own.Covers(other).ShouldBe(covers);
        Enumerable.Range(0, 24 * 60).Select(m => TimeOnly.MinValue.AddMinutes(m)).All(t => own.Covers(t) || !other.Covers(t)).ShouldBe(covers);
        own.ToString().ShouldBe($"{start}-{end}");
    }

    [Theory]
    [InlineData(null, 2, 48, true)]
    [InlineData("sms", 1, 48, true)]
    [InlineData(null, 4, 24 * 7, true)]
    [InlineData(null, 3, 24 * 7, false)]
    [InlineData(null, 1, 72, false)]
    [InlineData("sms", 1, 72, false)]
    [InlineData(null, 1, 24, true)]
    public void A_cap_follows_from_one_message_in_two_days(string? channel, int max, int hours, bool follows) =>
        new FrequencyCap(channel, max, TimeSpan.FromHours(hours)).FollowsFrom(new(null, 1, TimeSpan.FromDays(2))).ShouldBe(follows);

    [Fact]
    public void A_cap_of_a_channel_says_nothing_of_the_others() =>
        new FrequencyCap(null, 9, TimeSpan.FromDays(1)).FollowsFrom(new("sms", 1, TimeSpan.FromDays(2))).ShouldBeFalse();

    /// <summary>A cap that follows from another holds back nothing that the other lets out.</summary>
    [Fact]
    public void What_keeps_the_stricter_cap_keeps_the_one_that_follows_from_it() => Properties.ForAll(
        from caps in Cap.Two()
        from hours in Gen.Choose(0, 40 * 24).ListOf()
        select (caps.Item1, caps.Item2, hours),
        given =>
        {
            var (cap, stricter, hours) = given;
            if (!cap.FollowsFrom(stricter))
                return;
            var touches = new List<Touch>();
            foreach (var at in hours.Order().Select(h => GateScenario.Now.AddHours(h)))
            {
                if (FrequencyCaps.FreeAt(stricter, touches, "sms", at) != at)
                    continue;
                FrequencyCaps.FreeAt(cap, touches, "sms", at).ShouldBe(at);
                touches.Add(new(at, "sms", "a"));
            }
        },
        2000);

    [Fact]
    public void A_sequences_rules_hold_beside_the_shops_and_change_them_for_no_other()
    {
        var shop = new Policy { QuietHours = Hours("21:00", "09:00"), Caps = [new(null, 1, TimeSpan.FromDays(2))], DailyTouches = 9 };
        var own = new SequencePolicy { QuietHours = Hours("20:00", "10:00"), Caps = [new("sms", 1, TimeSpan.FromDays(30))], DailyMessages = 3 };
        var plain = Definitions.Of();

        shop.For(plain).ShouldBeSameAs(shop);
        shop.For(plain with { Policy = own }).ShouldSatisfyAllConditions(
            p => p.Caps.ShouldBe([.. shop.Caps, .. own.Caps]), p => p.QuietHours.ShouldBe(shop.QuietHours), p => p.Own.ShouldBe(own), p => p.DailyTouches.ShouldBe(9));
    }

    private static Gen<FrequencyCap> Cap =>
        from channel in Gen.Elements<string?>(null, "sms")
        from max in Gen.Choose(1, 6)
        from days in Gen.Choose(1, 9)
        select new FrequencyCap(channel, max, TimeSpan.FromDays(days));

    private static QuietHours Hours(string start, string end) =>
        new(TimeOnly.Parse(start, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture));
}
