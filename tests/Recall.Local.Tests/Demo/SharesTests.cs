using Recall.Core.Customers;
using Recall.Local.Demo.People;

namespace Recall.Local.Tests.Demo;

/// <summary>How many people are how, within bounds that chance alone leaves only for a changed generator.</summary>
public class SharesTests
{
    private static readonly List<Profile> Profiles =
        [.. Shops.Usual.People.Select(p => ProfileFold.Of(p.Customer, p.Events, TimeZoneInfo.Utc)).Where(p => p.Events > 0)];

    private static readonly List<OrderPlaced> Orders = [.. Shops.Usual.Events().OfType<OrderPlaced>()];

    [Fact]
    public void Three_in_four_allowed_email_and_nearly_half_sms()
    {
        Share(p => p.Consents.ContainsKey("email")).ShouldBeInRange(0.72, 0.78);
        Share(p => p.Consents.ContainsKey("sms")).ShouldBeInRange(0.42, 0.48);
        Share(p => p.Consents.TryGetValue("email", out var c) && !c.Granted).ShouldBeInRange(0.02, 0.1);
    }

    [Fact]
    public void Languages_zones_birthdays_and_memberships_are_known_for_some()
    {
        Share(p => p.Person.Locale == "zh-CN").ShouldBeInRange(0.57, 0.63);
        Share(p => p.Person.TimeZone is null).ShouldBeInRange(0.08, 0.12);
        Share(p => p.Person.TimeZone == "Europe/London").ShouldBeGreaterThan(0.05);
        Share(p => p.Person.Birthday is not null).ShouldBeInRange(0.57, 0.63);
        Share(p => p.Person.MembershipExpiry is not null).ShouldBeInRange(0.27, 0.33);
    }

    [Fact]
    public void Some_orders_go_wrong()
    {
        PerOrder(Shops.Usual.Events().OfType<OrderRefunded>().Count()).ShouldBeInRange(0.03, 0.055);
        PerOrder(Shops.Usual.Events().OfType<ComplaintOpened>().Count()).ShouldBeInRange(0.02, 0.08);
        PerOrder(Shops.Usual.Events().OfType<OrderDelivered>().Count(d => d.DaysLate > 0)).ShouldBeInRange(0.05, 0.15);
        PerOrder(Orders.Count(o => o.Discount > 0)).ShouldBeInRange(0.1, 0.35);
        Profiles.Sum(p => p.Service.OpenComplaints).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Who_has_complained_is_likelier_to_have_left()
    {
        var repeaters = Shops.Usual.People.Where(p => p.Events.OfType<OrderPlaced>().Count() > 1).ToList();
        var (complained, content) = (
            repeaters.Where(p => p.Events.Any(e => e is ComplaintOpened)).ToList(),
            repeaters.Where(p => !p.Events.Any(e => e is ComplaintOpened)).ToList());
        (Gone(complained) - Gone(content)).ShouldBeGreaterThan(0.1);

        static double Gone(List<SyntheticPerson> people) => people.Average(p => p.Hidden.LeftAt is null ? 0.0 : 1.0);
    }

    [Fact]
    public void Gifts_are_bought_in_december_and_nights_are_quiet()
    {
        Gifts(Orders.Where(o => o.At.Month == 12)).ShouldBeGreaterThan(5 * Gifts(Orders.Where(o => o.At.Month == 6)));
        var hours = Profiles.SelectMany(p => p.Purchases.Hours.Select((count, hour) => (hour, count)).Where(_ => p.Person.TimeZone is not null))
            .GroupBy(h => h.hour).ToDictionary(g => g.Key, g => g.Sum(h => h.count));
        hours[20].ShouldBeGreaterThan(10 * hours[3]);

        static double Gifts(IEnumerable<OrderPlaced> orders) => orders.Average(o => o.Gift ? 1.0 : 0.0);
    }

    [Fact]
    public void Sure_things_have_not_left() =>
        Shops.Usual.People.Where(p => p.Hidden.Attitude == Attitude.SureThing)
            .ShouldAllBe(p => p.Hidden.LeftAt == null || p.Hidden.LeftAt > Shops.Today);

    private static double Share(Func<Profile, bool> holds) => Profiles.Average(p => holds(p) ? 1.0 : 0.0);

    private static double PerOrder(int count) => (double)count / Orders.Count;
}
