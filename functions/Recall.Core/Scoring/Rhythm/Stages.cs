using Recall.Core.Customers;

namespace Recall.Core.Scoring.Rhythm;

/// <summary>Draws the borders between stages of a customer's life.</summary>
public static class Stages
{
    /// <summary>Purchase days that make a regular: the third gives the second gap, the first sign of a rhythm.</summary>
    public const int MatureDays = 3;

    /// <summary>Silences of this many lapse thresholds are lost.</summary>
    public const double LostRatio = 2;

    /// <summary>A lapsed customer of whom the model expects fewer purchase days than this in the next 90 days is lost.</summary>
    public const double LostExpectation = 0.02;

    /// <summary>
    /// Days of silence after which the customer is lost: <see cref="LostRatio"/> of their own thresholds, yet never sooner than a stranger
    /// to the shop lapses, or weekly buyers would be given up within a month.
    /// </summary>
    public static double LostAfterDays(LapseThreshold threshold, ShopRhythm shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return Math.Max(LostRatio * threshold.Days, double.IsNaN(shop.LapseDays) ? LapseThreshold.DefaultDays : shop.LapseDays);
    }

    /// <summary>The stage of a customer silent for <paramref name="silentDays"/>.</summary>
    /// <param name="purchases">What they bought.</param>
    /// <param name="silentDays">Days since the last purchase day.</param>
    /// <param name="threshold">After which they lapse.</param>
    /// <param name="shop">The shop's rhythm.</param>
    /// <param name="expectedOrders">In the next 90 days; NaN where no model knows.</param>
    public static LifecycleStage Of(
        Purchases purchases, int silentDays, LapseThreshold threshold, ShopRhythm shop, double expectedOrders)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        if (purchases.Days == 0)
            return LifecycleStage.Seed;
        if (silentDays < threshold.Days)
            return purchases.Days < MatureDays ? LifecycleStage.Growth : LifecycleStage.Mature;
        return silentDays >= LostAfterDays(threshold, shop) || expectedOrders < LostExpectation
            ? LifecycleStage.Lost
            : LifecycleStage.Dormant;
    }
}
