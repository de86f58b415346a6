using System.Globalization;
using Recall.App.Handoffs;
using Recall.Core.Customers;
using Recall.Core.Offers;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo.Reactions;

/// <summary>
/// How the people of a shop answer to what Recall does. Every answer is drawn from the shop's seed and the name of what it answers to, so
/// it is the same whenever and however often it is asked for, and another message does not change it. Nothing is remembered here: the
/// caller hands in the customer's touches so far (those of others are ignored).
/// </summary>
public sealed class SimulatedCustomers(SyntheticShop shop)
{
    private readonly int _seed = shop.Options.Seed;

    /// <summary>
    /// What comes of a touch, in the order of time: delivered or bounced, opens and clicks of machines and of the person, a reply, an
    /// unsubscribe, a spam report, and for persuaded people an order with its parcel. Some of it is days later. The message's
    /// <c>sent</c> is the sender's to report.
    /// </summary>
    /// <param name="touch">The touch.</param>
    /// <param name="touches">The customer's touches so far, with or without this one.</param>
    public IReadOnlyList<CustomerEvent> React(SimulatedTouch touch, IReadOnlyList<SimulatedTouch> touches)
    {
        ArgumentNullException.ThrowIfNull(touch);
        ArgumentNullException.ThrowIfNull(touches);
        if (shop.Find(touch.Enrolment.Customer) is not { } person)
            return [];

        touches = Own(person, touches, touch);
        var orders = Persuasion.Orders(_seed, person, touch, touches);
        var fate = new MessageFate(person, touch, orders, Draws.Of(_seed, $"{touch.Key}|fate")).Tell(out var readAt);
        return InOrder(orders ? [.. fate, .. Order(person, touch, readAt!.Value, touches)] : fate);
    }

    /// <summary>
    /// What comes of a handoff that was resolved with the word <c>won</c>: an order, hours or days later, from people whom a call can win
    /// over and whom no message of the run had won before. It is the talk that wins them: they pay the full price. Call it only where the
    /// resolution was accepted.
    /// </summary>
    public IReadOnlyList<CustomerEvent> React(Handoff handoff, AgentAction resolution, IReadOnlyList<SimulatedTouch> touches)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        ArgumentNullException.ThrowIfNull(resolution);
        ArgumentNullException.ThrowIfNull(touches);
        if (resolution.Outcome != SimulatedAgents.Won || shop.Find(handoff.Enrolment.Customer) is not { } person)
            return [];

        touches = Own(person, touches, null);
        var draws = Draws.Of(_seed, $"{handoff.Id}|call");
        var chance = person.Hidden.Attitude switch { Attitude.Persuadable => 0.75, Attitude.LostCause => 0.3, _ => 0 };
        if (touches.Any(t => t.Enrolment == handoff.Enrolment && Persuasion.Would(_seed, person, t)) || !draws.Chance(chance))
            return [];

        var at = OwnTime.After(resolution.At.AddHours(1), TimeSpan.FromHours(draws.Exponential() * 20), person, draws);
        var id = string.Create(CultureInfo.InvariantCulture, $"{handoff.Enrolment.Sequence}--{handoff.Enrolment.Episode}--{handoff.Step}--order");
        return InOrder(ReactionOrder.Of(id, at, person, coupon: null, draws));
    }

    /// <summary>
    /// An organic event as it comes to pass after the customer was touched, or null where it does not. An order may use up a coupon that
    /// did not cause it; a sleeping dog may not place it, and then nothing about it (views, parcel, complaint) happens either.
    /// Events of untouched people come back as they are.
    /// </summary>
    public CustomerEvent? Meet(CustomerEvent organic, IReadOnlyList<SimulatedTouch> touches)
    {
        ArgumentNullException.ThrowIfNull(organic);
        ArgumentNullException.ThrowIfNull(touches);
        if (touches.Count == 0 || shop.Find(organic.Customer) is not { } person)
            return organic;

        touches = Own(person, touches, null);
        var order = organic as OrderPlaced ?? OrderOf(person, organic.Id);
        if (order is not null && Persuasion.StaysAway(_seed, person, order, touches))
            return null;
        if (organic is not OrderPlaced placed)
            return organic;

        foreach (var coupon in touches.Where(t => t.At < placed.At).Select(t => t.Coupon).OfType<Coupon>().DistinctBy(c => c.Code, StringComparer.Ordinal))
        {
            if (CouponUse.Organic(_seed, person, coupon, touches)?.Id == placed.Id && !UsedByReaction(person, coupon, placed.At, touches))
                return CouponUse.With(placed, coupon);
        }

        return organic;
    }

    private IReadOnlyList<CustomerEvent> Order(
        SyntheticPerson person, SimulatedTouch touch, DateTimeOffset readAt, IReadOnlyList<SimulatedTouch> touches)
    {
        var draws = Draws.Of(_seed, $"{touch.Key}|order");
        var at = OwnTime.After(readAt.AddMinutes(45), TimeSpan.FromHours(draws.Exponential() * 30), person, draws);
        return ReactionOrder.Of($"{touch.Message}--order", at, person, Free(person, touch.Coupon, at, touches), draws);
    }

    /// <summary>The coupon, unless an organic order uses it up before.</summary>
    private Coupon? Free(SyntheticPerson person, Coupon? coupon, DateTimeOffset at, IReadOnlyList<SimulatedTouch> touches) =>
        coupon is not null && CouponUse.Organic(_seed, person, coupon, touches)?.At < at ? null : coupon;

    private bool UsedByReaction(SyntheticPerson person, Coupon coupon, DateTimeOffset before, IReadOnlyList<SimulatedTouch> touches) =>
        touches.Where(t => t.Coupon?.Code == coupon.Code)
            .SelectMany(t => React(t, touches).OfType<OrderPlaced>())
            .Any(o => o.Customer == person.Customer && o.Coupon == coupon.Code && o.At < before);

    private static IReadOnlyList<SimulatedTouch> Own(SyntheticPerson person, IReadOnlyList<SimulatedTouch> touches, SimulatedTouch? also) =>
    [
        .. touches.Where(t => t.Enrolment.Customer == person.Customer && t.Key != also?.Key),
        .. also is null ? [] : new[] { also },
    ];

    /// <summary>The order that an event is about: its id begins with the order's, <c>17-3</c> in <c>17-3-delivered</c>.</summary>
    private static OrderPlaced? OrderOf(SyntheticPerson person, string id)
    {
        var second = id.IndexOf('-', id.IndexOf('-', StringComparison.Ordinal) + 1);
        return second < 0 ? null : person.Events.OfType<OrderPlaced>().FirstOrDefault(o => id.AsSpan(0, second).SequenceEqual(o.Id));
    }

    private static IReadOnlyList<CustomerEvent> InOrder(IEnumerable<CustomerEvent> events) => [.. events.OrderBy(EventPosition.Of)];
}
