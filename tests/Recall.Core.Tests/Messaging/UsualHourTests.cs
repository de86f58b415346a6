using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.Core.Tests.Messaging;

/// <summary>Messages that wait for the hour at which their customer usually buys.</summary>
public class UsualHourTests
{
    private static readonly QuietHours Night = new(new(21, 0), new(9, 0));

    [Theory]
    [InlineData("19 19 12", 19)]
    [InlineData("19 12", null)]
    [InlineData("18 19 19 20 12 12", 19)]
    [InlineData("12 12 19 19", 12)]
    [InlineData("23 23 23 20", 20)]
    [InlineData("21 21 21", 20)]
    [InlineData("2 2 3 3", null)]
    [InlineData("23 0 0", 0, false)]
    public void It_is_where_most_orders_lie_or_lie_near_of_the_hours_that_are_not_quiet(string orders, int? hour, bool quiet = true)
    {
        var hours = new int[24];
        foreach (var order in orders.Split(' '))
            hours[int.Parse(order, System.Globalization.CultureInfo.InvariantCulture)]++;
        UsualHour.Of(Purchases.None with { Hours = hours }, quiet ? [Night] : []).ShouldBe(hour);
        UsualHour.Of(Purchases.None, []).ShouldBeNull();
    }

    [Fact]
    public void A_message_waits_once_says_why_and_stays_within_a_day_of_when_it_was_due()
    {
        var hours = new int[24];
        hours[19] = 5;
        var facts = GateScenario.Fine with { Policy = Policy.Default with { UsualHour = true } };
        facts = facts with { Profile = facts.Profile with { Purchases = facts.Profile.Purchases with { Hours = hours } } };

        // Noon in Berlin, which is 17:00 UTC at seven in the evening.
        var later = Gate.Decide(facts, GateScenario.Now).ShouldBeOfType<GateDecision.Defer>();
        (later.Until, later.Code).ShouldBe((GateScenario.Now.AddHours(7), HoldReason.UsualHour));
        later.Reason.Say("en").ShouldBe("waits for 19:00 in Europe/Berlin, around which the customer usually orders");
        later.Reason.Say("zh-CN").ShouldBe("等到19点（Europe/Berlin），客户通常在此前后下单");
        Gate.Decide(facts, later.Until).ShouldBeOfType<GateDecision.Allow>();

        // Put off for another reason meanwhile, it does not wait again.
        Gate.Decide(facts, GateScenario.Now.AddHours(24)).ShouldBeOfType<GateDecision.Allow>();

        // It rather goes now than not at all.
        Gate.Decide(facts with { Step = facts.Step with { ExpiresAfter = TimeSpan.FromHours(6) } }, GateScenario.Now).ShouldBeOfType<GateDecision.Allow>();
    }

    [Theory]
    [InlineData("2024-03-30T12:00Z", 2, "2024-03-31T01:00Z")]
    [InlineData("2024-10-26T12:00Z", 2, "2024-10-27T00:00Z")]
    [InlineData("2024-10-27T00:30Z", 2, "2024-10-27T00:30Z")]
    [InlineData("2024-05-08T10:00Z", 11, "2024-05-09T09:00Z")]
    public void Hours_are_the_customers_where_clocks_jump_too(string at, int hour, string then) =>
        LocalTime.InHour(Time(at), hour, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).ShouldBe(Time(then));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
