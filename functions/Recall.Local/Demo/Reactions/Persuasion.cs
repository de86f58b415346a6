using Recall.Core.Customers;
using Recall.Core.Offers;
using Recall.Local.Demo.People;
using ChannelNames = Recall.Core.Messaging.Channels;

namespace Recall.Local.Demo.Reactions;

/// <summary>
/// Who orders because of a message. Persuadable people alone: a sure thing's orders are all in its organic life, so what a message adds
/// for it is zero by construction, and a coupon in it is given away.
/// </summary>
internal static class Persuasion
{
    /// <summary>Days after a message in which a sleeping dog may stay away because of it.</summary>
    public const int Annoyed = 60;

    private const double PutOff = 0.3;
    private const double MostPersuasive = 0.5;

    /// <summary>The touch makes them order, unless an earlier one of the run did.</summary>
    public static bool Orders(int seed, SyntheticPerson person, SimulatedTouch touch, IReadOnlyList<SimulatedTouch> touches) =>
        Would(seed, person, touch) && !Before(touch, touches).Any(earlier => Would(seed, person, earlier));

    /// <summary>The touches of the same run before one.</summary>
    public static IEnumerable<SimulatedTouch> Before(SimulatedTouch touch, IReadOnlyList<SimulatedTouch> touches) =>
        touches.Where(t => t.Enrolment == touch.Enrolment && t.At < touch.At);

    /// <summary>It reaches them and, taken alone, makes them order.</summary>
    public static bool Would(int seed, SyntheticPerson person, SimulatedTouch touch) =>
        person.Hidden.Attitude == Attitude.Persuadable
        && Arrives(person, touch.Channel)
        && Draws.Of(seed, $"{touch.Key}|persuaded").Chance(Probability(person, touch));

    /// <summary>A sleeping dog does not place this order because somebody wrote shortly before.</summary>
    public static bool StaysAway(int seed, SyntheticPerson person, OrderPlaced order, IReadOnlyList<SimulatedTouch> touches) =>
        person.Hidden.Attitude == Attitude.SleepingDog
        && touches.Any(t => t.Enrolment.Customer == person.Customer && t.At < order.At && t.At.AddDays(Annoyed) > order.At)
        && Draws.Of(seed, $"{order.Customer}|{order.Id}|stays away").Chance(PutOff);

    /// <summary>The address works.</summary>
    public static bool Arrives(SyntheticPerson person, string channel) =>
        channel == ChannelNames.Email ? !person.Hidden.EmailDead : !person.Hidden.PhoneDead;

    private static double Probability(SyntheticPerson person, SimulatedTouch touch)
    {
        var contact = touch.Channel == ChannelNames.Email ? 0.12 : 0.09;
        var percent = touch.Coupon is null ? 0 : Percent(touch.Coupon, person.Hidden.MeanSpend);
        return Math.Min(MostPersuasive, contact + (percent * (0.006 + (0.014 * person.Hidden.Thrift))));
    }

    private static double Percent(Coupon coupon, double spend) =>
        (double)(coupon.Percent ?? 0) + (100 * (double)(coupon.Gift?.Cost ?? coupon.Amount ?? 0) / Math.Max(spend, (double)(coupon.MinimumOrder ?? 1)));
}
