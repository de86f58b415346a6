using System.Globalization;
using Recall.Core.Customers;
using Recall.Local.Demo.Buying;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo.Life;

/// <summary>Makes one person and all they do of themselves.</summary>
internal static class PersonLife
{
    public static SyntheticPerson Of(SyntheticShopOptions options, ShopCalendar calendar, int number)
    {
        var draws = Draws.Of(options.Seed, string.Create(CultureInfo.InvariantCulture, $"person {number}"));
        var locale = draws.Chance(0.6) ? "zh-CN" : "en";
        var zone = Zone(locale, draws);
        var traits = Traits(draws);
        var buys = !draws.Chance(BuyingTruth.NeverBuy);

        // The shop grows a little: more people arrive later.
        var arrival = Math.Pow(draws.Unit(), 0.9) * calendar.Length;
        var purchases = buys
            ? PurchaseProcess.Of(calendar, arrival, traits.Rate, traits.Leaving, zone, traits.HourShift, draws)
            : [];
        var leftAt = purchases is [.., { Last: true } last] ? last.At : (DateTimeOffset?)null;
        traits = traits with
        {
            Rate = buys ? traits.Rate : 0,
            LeftAt = leftAt,
            Attitude = Attitude(!buys || leftAt <= options.Today, draws),
        };

        var customer = CustomerKey.Parse(string.Create(CultureInfo.InvariantCulture, $"demo:{number}"));
        var story = new Story(customer, number, options);
        var person = new SyntheticPerson(customer, number, locale, zone, traits, []);
        var (day, share) = calendar.Day(arrival)!.Value;
        var first = ShopCalendar.At(day, share, zone, traits.HourShift);
        var registered = first.AddMinutes(-draws.Between(61, draws.Chance(0.3) ? 1500 : 90));
        MasterData.Tell(story, person, registered, options.End, draws);
        for (var i = 0; i < purchases.Count; i++)
            OrderStory.Tell(story, person, i + 1, purchases[i], draws);
        Browsing.Tell(story, person, calendar, arrival, registered, draws);
        return person with { Events = story.InOrder() };
    }

    private static HiddenTraits Traits(Draws draws)
    {
        var (buying, spend) = (BuyingTruth.Purchases, BuyingTruth.Spend);
        return new()
        {
            Attitude = default,
            LeftAt = null,
            Rate = draws.Gamma(buying.R) / buying.Alpha,
            Leaving = draws.Beta(buying.A, buying.B),
            MeanSpend = spend.P * spend.V / draws.Gamma(spend.Q),
            Thrift = draws.Beta(1.5, 2.5),
            HourShift = draws.Whole(-2, 2),
            Favourite = draws.Whole(0, Assortment.Teas - 1),
            EmailDead = draws.Chance(0.02),
            PhoneDead = draws.Chance(0.02),
            OpensByMachine = draws.Chance(0.4),
            ClicksByScanner = draws.Chance(0.08),
        };
    }

    /// <summary>Nobody who has left is a sure thing: they do not come back unasked.</summary>
    private static Attitude Attitude(bool gone, Draws draws) =>
        (Attitude)draws.Weighted(gone ? [0.5, 0, 0.4, 0.1] : [0.35, 0.4, 0.1, 0.15]);

    private static TimeZoneInfo Zone(string locale, Draws draws)
    {
        string[] names = ["Asia/Shanghai", "America/New_York", "Europe/London", "America/Los_Angeles"];
        return TimeZoneInfo.FindSystemTimeZoneById(names[draws.Weighted(locale == "zh-CN" ? [0.8, 0.07, 0.05, 0.08] : [0.04, 0.42, 0.3, 0.24])]);
    }
}
