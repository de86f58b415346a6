using Recall.Core.Customers;
using Recall.Core.Offers;
using Recall.Local.Demo.Buying;
using Recall.Local.Demo.Life;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo.Reactions;

/// <summary>An order that would not be there without a message or a call, and its parcel.</summary>
internal static class ReactionOrder
{
    /// <summary>The order of a persuaded person.</summary>
    /// <param name="id">The order's id.</param>
    /// <param name="at">When it is placed, UTC.</param>
    /// <param name="person">Who orders.</param>
    /// <param name="coupon">The code they use, or null.</param>
    /// <param name="draws">The order's own.</param>
    public static IReadOnlyList<CustomerEvent> Of(string id, DateTimeOffset at, SyntheticPerson person, Coupon? coupon, Draws draws)
    {
        var gross = Basket.Spend(person.Hidden, draws);
        if (coupon?.MinimumOrder is { } least && gross < least && draws.Chance(0.7))
            gross = least + Math.Round((decimal)draws.Between(0, 6), 2);
        var basket = Basket.Of(gross, person.Hidden, gift: false, draws);
        var order = new OrderPlaced
        {
            Id = id, Customer = person.Customer, At = at, Total = gross, Cost = basket.Cost, Lines = basket.Lines,
        };
        if (coupon is not null && CouponUse.IsGood(coupon, order))
            order = CouponUse.With(order, coupon);
        var (minutes, daysLate) = (draws.Between(5, 25), draws.Chance(0.07) ? draws.Whole(1, 4) : draws.Whole(-2, 0));
        return
        [
            new ProductViewed
            {
                Id = $"{id}-view1", Customer = person.Customer, At = Story.Seconds(at.AddMinutes(-minutes)), Product = order.Lines[0].Product,
                Category = order.Lines[0].Category,
            },
            new CartUpdated { Id = $"{id}-cart", Customer = person.Customer, At = at.AddMinutes(-2), Value = gross },
            order,
            new OrderDelivered { Id = $"{id}-delivered", Customer = person.Customer, At = at.AddDays(4 + daysLate), DaysLate = daysLate },
        ];
    }
}
