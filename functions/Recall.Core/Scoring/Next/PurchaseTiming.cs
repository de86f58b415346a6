using MathNet.Numerics.Distributions;
using Recall.Core.Customers;
using Recall.Core.Scoring.Rhythm;

namespace Recall.Core.Scoring.Next;

/// <summary>
/// When somebody will buy next, if they do. A customer's gaps are gamma distributed around their own rate (Platzer and Reutterer 2016), and
/// rates are gamma distributed over the shop's customers; so the next gap, given the gaps seen, is a beta-prime variable times a scale
/// (conjugate updating; Gelman et al. 2013, "Bayesian Data Analysis", section 2.6). It is as wide as few gaps leave it.
/// </summary>
internal static class PurchaseTiming
{
    /// <summary>Chance that the purchase falls into the interval.</summary>
    public const double Level = 0.8;

    // Rates vary over customers at least and at most this much, whatever a small history seems to say: below 2 the mean gap has no
    // variance, above 50 all customers are alike.
    private const double LeastRateShape = 2.1;
    private const double MostRateShape = 50;

    /// <summary>Days from now: the lower end, the median, the upper end; null where the shop's rhythm is unknown.</summary>
    public static (int From, int Middle, int To)? Of(Purchases bought, int silentDays, ShopRhythm shop)
    {
        if (!(shop.MeanDays > 0))
            return null;
        var variation = bought.Gaps > 1 ? OwnRhythm.DrawnVariation(bought, shop) : shop.Variation;
        var shape = 1 / Math.Clamp(variation, OwnRhythm.LeastVariation, OwnRhythm.MostVariation);
        var prior = RateShape(shape, shop.Spread);
        var (a, b) = (prior + (bought.Gaps * shape), (shop.MeanDays * (prior - 1) / shape) + (bought.Gaps * bought.GapMean));
        int Left(double share) => (int)Math.Clamp(Math.Ceiling(Quantile(shape, a, b, silentDays, share) - silentDays), 1, LapseThreshold.MostDays * 5);
        return (Left((1 - Level) / 2), Left(0.5), Left((1 + Level) / 2));
    }

    // The shape of the rates at which gaps of this shape have the spread that the shop's gaps have, by the beta-prime's first two moments.
    private static double RateShape(double shape, double spread)
    {
        var excess = (shape * spread) - 1;
        return excess > 0 ? Math.Clamp((shape - 1 + (2 * shape * spread)) / excess, LeastRateShape, MostRateShape) : MostRateShape;
    }

    /// <summary>The gap that a share of the gaps longer than the silence do not exceed.</summary>
    private static double Quantile(double shape, double a, double b, double silent, double share)
    {
        // b / (b + gap) is a beta variable; its lower end is the gap's upper one, where the digits are.
        var left = Beta.CDF(a, shape, b / (b + silent));
        if (left < 1e-9)
            return ((b + silent) * Math.Pow(1 - share, -1 / a)) - b;
        return (b / Beta.InvCDF(a, shape, (1 - share) * left)) - b;
    }
}
