using Recall.Core.Customers;
using Recall.Local.Demo.Buying;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo.Life;

/// <summary>Visits without an order. They become rare, not none, when somebody has left.</summary>
internal static class Browsing
{
    /// <summary>Visits a week of everybody, and visits per purchase on top.</summary>
    private const double Idle = 0.02;
    private const double PerPurchase = 0.9;
    private const double WhenGone = 0.2;

    public static void Tell(
        Story story, SyntheticPerson person, ShopCalendar calendar, double from, DateTimeOffset registered, Draws draws)
    {
        var rate = Idle + (PerPurchase * person.Hidden.Rate);
        var visit = 0;
        for (var busy = from; ; )
        {
            busy += 7 * draws.Exponential() / rate;
            if (calendar.Day(busy) is not var (day, share))
                return;
            var at = ShopCalendar.At(day, share, person.Zone, person.Hidden.HourShift);
            var here = person.Hidden.LeftAt is not { } left || at < left || draws.Chance(WhenGone);
            if (here && at > registered)
                Visit(story, person, $"visit{++visit}", at, draws);
        }
    }

    private static void Visit(Story story, SyntheticPerson person, string name, DateTimeOffset at, Draws draws)
    {
        if (draws.Chance(0.35))
            story.Add(new LoggedIn { Id = story.Id($"{name}-login"), Customer = story.Customer, At = at });
        var category = draws.Chance(0.6) ? person.Hidden.Favourite : draws.Whole(0, Assortment.Categories.Count - 1);
        var views = draws.Whole(1, 2);
        for (var i = 1; i <= views; i++)
        {
            var product = draws.Pick(Assortment.Products);
            while (product.Category != category)
                product = draws.Pick(Assortment.Products);
            story.Add(new ProductViewed
            {
                Id = story.Id($"{name}-view{i}"), Customer = story.Customer, At = at.AddMinutes(i * 2), Product = product.Id,
                Category = Assortment.Categories[category].Name,
            });
        }

        if (!draws.Chance(0.2))
            return;
        var value = Basket.Spend(person.Hidden, draws);
        story.Add(new CartUpdated { Id = story.Id($"{name}-cart"), Customer = story.Customer, At = at.AddMinutes(9), Value = value });
        if (draws.Chance(0.08))
            story.Add(new PaymentFailed { Id = story.Id($"{name}-unpaid"), Customer = story.Customer, At = at.AddMinutes(11) });
    }
}
