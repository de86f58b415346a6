using System.Collections.Concurrent;
using Recall.Core.Customers;
using Recall.Core.Scoring.Rhythm;

namespace Recall.Core.Scoring.Next;

/// <summary>
/// When somebody will buy next, if they do. A customer's gaps are gamma distributed around their own rate (Platzer and Reutterer 2016), and
/// rates are gamma distributed over the shop's customers; so the next gap, given the gaps seen, is a beta-prime variable times a scale
/// (conjugate updating; Gelman et al. 2013, "Bayesian Data Analysis", section 2.6). It is as wide as few gaps leave it. What was worked out
/// for those who bought once, who differ in their silence alone, is kept. Thread-safe.
/// </summary>
/// <param name="shop">The shop's rhythm.</param>
public sealed class PurchaseTiming(ShopRhythm shop)
{
    /// <summary>Chance that the purchase falls into the interval.</summary>
    public const double Level = 0.8;

    // Rates vary over customers at least and at most this much, whatever a small history seems to say: below 2 the mean gap has no
    // variance, above 50 all customers are alike.
    private const double LeastRateShape = 2.1;
    private const double MostRateShape = 50;

    private const int MaxKept = 1 << 14;
    private readonly ConcurrentDictionary<int, (int From, int Middle, int To)> _once = new();

    /// <summary>Days from now: the lower end, the median, the upper end; null where the shop's rhythm is unknown.</summary>
    public (int From, int Middle, int To)? Of(Purchases bought, int silentDays)
    {
        ArgumentNullException.ThrowIfNull(bought);
        if (!(shop.MeanDays > 0))
            return null;
        if (bought.Gaps > 0)
            return Make(bought, silentDays);
        if (!_once.TryGetValue(silentDays, out var known))
        {
            known = Make(bought, silentDays);
            if (_once.Count < MaxKept)
                _once[silentDays] = known;
        }

        return known;
    }

    private (int From, int Middle, int To) Make(Purchases bought, int silentDays)
    {
        var variation = bought.Gaps > 1 ? OwnRhythm.DrawnVariation(bought, shop) : shop.Variation;
        var shape = 1 / Math.Clamp(variation, OwnRhythm.LeastVariation, OwnRhythm.MostVariation);
        var prior = RateShape(shape, shop.Spread);
        var (a, b) = (prior + (bought.Gaps * shape), (shop.MeanDays * (prior - 1) / shape) + (bought.Gaps * bought.GapMean));
        var gaps = new GapTail(shape, a, b, silentDays);
        int Left(double share) => (int)Math.Clamp(Math.Ceiling(gaps.Quantile(share) - silentDays), 1, LapseThreshold.MostDays * 5);
        return (Left((1 - Level) / 2), Left(0.5), Left((1 + Level) / 2));
    }

    // The shape of the rates at which gaps of this shape have the spread that the shop's gaps have, by the beta-prime's first two moments.
    private static double RateShape(double shape, double spread)
    {
        var excess = (shape * spread) - 1;
        return excess > 0 ? Math.Clamp((shape - 1 + (2 * shape * spread)) / excess, LeastRateShape, MostRateShape) : MostRateShape;
    }
}
