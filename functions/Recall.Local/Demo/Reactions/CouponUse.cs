using Recall.Core.Customers;
using Recall.Core.Offers;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo.Reactions;

/// <summary>A code is used once, with the first order that may have it, whether or not the coupon was the reason for the order.</summary>
internal static class CouponUse
{
    /// <summary>
    /// The organic order with which the person uses the code of their touches, or null. Nobody who orders keeps every code in mind; thrifty
    /// people do rather. Codes come from the folder's secret, so the draw goes by when the coupon was issued: the same seed is the same story.
    /// </summary>
    public static OrderPlaced? Organic(int seed, SyntheticPerson person, Coupon coupon, IReadOnlyList<SimulatedTouch> touches)
    {
        var seen = touches.Where(t => t.Coupon?.Code == coupon.Code && Persuasion.Arrives(person, t.Channel)).Select(t => t.At)
            .DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        if (seen >= coupon.ExpiresAt || !Draws.Of(seed, $"{person.Customer}|{coupon.IssuedAt.Ticks}|uses").Chance(0.4 + (0.6 * person.Hidden.Thrift)))
            return null;
        return person.Events.OfType<OrderPlaced>().FirstOrDefault(
            o => o.At > seen && o.Coupon is null && IsGood(coupon, o) && !Persuasion.StaysAway(seed, person, o, touches));
    }

    /// <summary>The coupon may be used with the order.</summary>
    public static bool IsGood(Coupon coupon, OrderPlaced order) =>
        order.At >= coupon.IssuedAt && order.At < coupon.ExpiresAt && Gross(order) >= (coupon.MinimumOrder ?? 0);

    /// <summary>The order with the code: the same goods for less.</summary>
    public static OrderPlaced With(OrderPlaced order, Coupon coupon)
    {
        var saving = Math.Min(order.Total, coupon.Amount ?? Math.Round(order.Total * (coupon.Percent ?? 0) / 100, 2));
        return order with { Total = order.Total - saving, Discount = order.Discount + saving, Coupon = coupon.Code };
    }

    private static decimal Gross(OrderPlaced order) => order.Total + order.Discount;
}
