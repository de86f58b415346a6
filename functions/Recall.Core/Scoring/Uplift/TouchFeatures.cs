using Recall.Core.Customers;

namespace Recall.Core.Scoring.Uplift;

/// <summary>
/// What is known about a customer when a touch is decided, as numbers for <see cref="UpliftModel"/>. Of the profile alone: it can be folded
/// again as it was at any past moment, which a score of a model since replaced cannot.
/// </summary>
public static class TouchFeatures
{
    /// <summary>Features of a customer at a moment.</summary>
    /// <param name="profile">With events up to <paramref name="now"/>.</param>
    /// <param name="now">UTC.</param>
    public static double[] Of(Profile profile, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var bought = profile.Purchases;
        double orders = Math.Max(1, bought.Orders);
        return
        [
            bought.Orders == 0 ? 0 : Log1(now - bought.LastAt),
            Log1(now - profile.FirstSeen),
            Math.Log(1 + bought.Days),
            bought.Gaps == 0 ? 0 : Math.Log(1 + bought.GapMean),
            Math.Log(1 + Math.Max(0, (double)bought.Spent / orders)),
            bought.DiscountedOrders / orders,
            Math.Log(1 + profile.Activity.VisitsSinceOrder),
            Math.Log(1 + profile.Responses.Unanswered),
            profile.Service.OpenComplaints > 0 ? 1 : 0,
            profile.Service.LastRating ?? 7,
        ];
    }

    private static double Log1(TimeSpan time) => Math.Log(1 + Math.Max(0, time.TotalDays));
}
