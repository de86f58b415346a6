using Recall.Core.Customers;
using Recall.Local.Demo.Buying;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo.Life;

/// <summary>An order: looking, buying, and the parcel. Ids of everything about it begin with the order's id.</summary>
internal static class OrderStory
{
    public static void Tell(Story story, SyntheticPerson person, int n, Purchase purchase, Draws draws)
    {
        var id = story.Id($"{n}");
        var order = Order(story, person, id, n, purchase.At, draws);
        Look(story, id, order, draws);
        story.Add(order);
        var service = ServiceStory.Tell(story, person, order, purchase.Last, draws);
        if (draws.Chance(service.Spoilt ? 0.15 : 0.08))
            Answer(story, person, id, service, draws);
    }

    private static OrderPlaced Order(Story story, SyntheticPerson person, string id, int n, DateTimeOffset at, Draws draws)
    {
        var december = TimeZoneInfo.ConvertTime(at, person.Zone).Month == 12;
        var gift = draws.Chance(december ? 0.4 : 0.04);
        var (percent, coupon) = Discount(n, person.Hidden.Thrift, draws);
        var paid = Basket.Spend(person.Hidden, draws);
        var discount = Math.Round(paid * percent / (100 - percent), 2);
        var basket = Basket.Of(paid + discount, person.Hidden, gift, draws);
        return new()
        {
            Id = id, Customer = story.Customer, At = at, Total = paid, Discount = discount, Coupon = coupon,
            Cost = draws.Chance(0.97) ? basket.Cost : null, Lines = basket.Lines, Gift = gift,
        };
    }

    /// <summary>Some welcome codes, some newsletters' codes, some sales; more of them with people who look for them.</summary>
    private static (int Percent, string? Coupon) Discount(int n, double thrift, Draws draws)
    {
        if (n == 1 && draws.Chance(0.5 * thrift))
            return (10, "WELCOME10");
        return draws.Weighted([1 - (0.45 * thrift), 0.25 * thrift, 0.2 * thrift]) switch
        {
            1 => (15, "TEATIME15"),
            2 => (5, null),
            _ => (0, null),
        };
    }

    private static void Look(Story story, string id, OrderPlaced order, Draws draws)
    {
        var minutes = draws.Between(6, 55);
        if (draws.Chance(0.55))
            story.Add(new LoggedIn { Id = $"{id}-login", Customer = story.Customer, At = order.At.AddMinutes(-minutes) });
        var views = Math.Min(order.Lines.Count, draws.Whole(1, 3));
        for (var i = 0; i < views; i++)
        {
            var at = order.At.AddMinutes(-minutes * (0.9 - (0.25 * i)));
            story.Add(new ProductViewed
            {
                Id = $"{id}-view{i + 1}", Customer = story.Customer, At = at, Product = order.Lines[i].Product, Category = order.Lines[i].Category,
            });
        }

        if (draws.Chance(0.8))
            story.Add(new CartUpdated { Id = $"{id}-cart", Customer = story.Customer, At = order.At.AddMinutes(-3), Value = order.Total + order.Discount });
        if (draws.Chance(0.025))
            story.Add(new PaymentFailed { Id = $"{id}-unpaid", Customer = story.Customer, At = order.At.AddMinutes(-1) });
    }

    private static void Answer(Story story, SyntheticPerson person, string id, ServiceOutcome service, Draws draws)
    {
        var rating = service.Spoilt ? draws.Whole(0, 6) : draws.Whole(7, 10);
        var text = draws.Chance(0.5) ? Words.Survey(person.Locale, rating, draws) : null;
        story.Add(new SurveyAnswered
        {
            Id = $"{id}-survey", Customer = story.Customer, At = service.ArrivedAt.AddHours(draws.Between(20, 90)), Rating = rating, Text = text,
        });
    }
}
