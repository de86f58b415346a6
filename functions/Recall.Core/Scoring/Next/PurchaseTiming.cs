using System.Collections.Concurrent;
using MathNet.Numerics;
using Recall.Core.Customers;
using Recall.Core.Scoring.Numerics;
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
        var logBeta = SpecialFunctions.BetaLn(a, shape);
        int Left(double share) => (int)Math.Clamp(
            Math.Ceiling(Quantile(shape, a, b, logBeta, silentDays, share) - silentDays), 1, LapseThreshold.MostDays * 5);
        return (Left((1 - Level) / 2), Left(0.5), Left((1 + Level) / 2));
    }

    // The shape of the rates at which gaps of this shape have the spread that the shop's gaps have, by the beta-prime's first two moments.
    private static double RateShape(double shape, double spread)
    {
        var excess = (shape * spread) - 1;
        return excess > 0 ? Math.Clamp((shape - 1 + (2 * shape * spread)) / excess, LeastRateShape, MostRateShape) : MostRateShape;
    }

    /// <summary>
    /// The gap that a share of the gaps longer than the silence do not exceed. Newton's method on the logarithm of the chance of a longer
    /// gap, as a function of v = log(b + gap), in which it is nearly straight: a handful of steps to a tenth of a day, where MathNet's
    /// general root finder takes some thirty.
    /// </summary>
    private static double Quantile(double shape, double a, double b, double logBeta, double silent, double share)
    {
        const double least = 1e-9;
        double Longer(double at) => SpecialFunctions.BetaRegularized(a, shape, Math.Min(1, b * Math.Exp(-at)));

        var from = Math.Log(b + silent);
        var left = Longer(from);

        // The slope falls to -a in the tail, so this is the gap there, and at most the gap elsewhere.
        var v = from - (Math.Log(1 - share) / a);
        if (left < least)
            return Math.Exp(v) - b;
        var (target, before) = (Math.Log((1 - share) * left), v);
        for (var step = 0; step < 50; step++)
        {
            var longer = Longer(v);
            if (longer < least * least)
            {
                v = (v + before) / 2;
                continue;
            }

            var x = b * Math.Exp(-v);
            var slope = -Math.Exp((a * Math.Log(x)) + ((shape - 1) * Precise.Log1p(-x)) - logBeta) / longer;
            var move = Math.Clamp((target - Math.Log(longer)) / slope, -2, 2);
            (before, v) = (v, Math.Max(from, v + move));
            if (Math.Abs(move) * Math.Exp(v) < 0.1)
                break;
        }

        return Math.Exp(v) - b;
    }
}
