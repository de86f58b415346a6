using Recall.Core.Customers;

namespace Recall.Core.Scoring.Reasons;

/// <summary>
/// Finds the cause that a profile's facts support best. Pieces of evidence for one cause add up as independent witnesses do: what stays
/// doubtful is the product of their doubts (noisy-or; Pearl 1988, "Probabilistic Reasoning in Intelligent Systems", section 4.3.2). The
/// strengths are judgement, since no shop knows why customers left; they are here to be read.
/// </summary>
public static class ChurnReasons
{
    /// <summary>Less support than this is called unknown rather than guessed.</summary>
    public const double LeastSupport = 0.5;

    /// <summary>The reason of a customer who has lapsed; null for one who has not, or never bought.</summary>
    /// <param name="profile">Their profile.</param>
    /// <param name="lapseRatio">Silence over their lapse threshold.</param>
    /// <param name="today">The customer's local day.</param>
    public static ChurnReason? Of(Profile profile, double lapseRatio, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (!(lapseRatio >= 1))
            return null;
        var best = Evidence(profile, today)
            .GroupBy(e => e.Cause)
            .Select(g => (Cause: g.Key, Support: 1 - g.Aggregate(1.0, (doubt, e) => doubt * (1 - e.Found.Strength)), All: g.Select(e => e.Found)))
            .OrderByDescending(g => g.Support).ThenBy(g => g.Cause)
            .FirstOrDefault();
        return best.Support < LeastSupport
            ? new(ChurnCause.Unknown, 0, [])
            : new(best.Cause, best.Support, [.. best.All.OrderByDescending(e => e.Strength)]);
    }

    private static IEnumerable<(ChurnCause Cause, ChurnEvidence Found)> Evidence(Profile profile, DateOnly today) =>
    [
        .. ServiceEvidence.Of(profile).Select(e => (ChurnCause.Service, e)),
        .. PriceEvidence(profile).Select(e => (ChurnCause.Price, e)),
        .. BuyingEvidence.OfFatigue(profile.Purchases).Select(e => (ChurnCause.ProductFatigue, e)),
        .. EndEvidence(profile, today).Select(e => (ChurnCause.NaturalEnd, e)),
        .. BuyingEvidence.OfSeason(profile.Purchases, today).Select(e => (ChurnCause.Season, e)),
    ];

    private static IEnumerable<ChurnEvidence> PriceEvidence(Profile profile)
    {
        var (orders, discounted) = (profile.Purchases.Orders, profile.Purchases.DiscountedOrders);

        // A welcome coupon makes one of two orders; from three on a habit shows.
        if (orders >= 3 && discounted >= 0.6 * orders)
            yield return new("buys-on-discount", 0.4 + (0.4 * discounted / orders), discounted, orders);
        else if (orders >= 3 && discounted >= 0.4 * orders)
            yield return new("buys-on-discount", 0.35, discounted, orders);
        if (profile.Activity.VisitsSinceOrder >= 3 && discounted > 0)
            yield return new("looks-without-buying", 0.3, profile.Activity.VisitsSinceOrder);
    }

    private static IEnumerable<ChurnEvidence> EndEvidence(Profile profile, DateOnly today)
    {
        if (profile.Person.MembershipExpiry is { } end && end < today)
            yield return new("membership-ended", 0.6, today.DayNumber - end.DayNumber);

        // One gift is no habit.
        if (profile.Purchases.Orders > 1 && profile.Purchases.Gifts == profile.Purchases.Orders)
            yield return new("only-gifts", 0.55, profile.Purchases.Gifts, profile.Purchases.Orders);
    }
}
