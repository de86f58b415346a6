using MathNet.Numerics;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.Next;

/// <summary>
/// The gaps longer than a silence, where a gap is a beta-prime variable times a scale. The logarithm of the chance of a longer gap, as a
/// function of v = log(scale + gap), is nearly straight, and its first two derivatives cost nothing beside the function itself: Halley's
/// method goes from one quantile to the next in a step or two of it, where MathNet's general root finder takes some thirty.
/// </summary>
internal struct GapTail
{
    private const double Least = 1e-9;
    private readonly double _shape;
    private readonly double _a;
    private readonly double _scale;
    private readonly double _from;
    private readonly double _left;
    private readonly double _logBeta;
    private Point? _last;

    /// <param name="shape">Of one customer's gaps.</param>
    /// <param name="a">Of the rates of customers like this one.</param>
    /// <param name="scale">Days.</param>
    /// <param name="silent">Days without a purchase so far.</param>
    public GapTail(double shape, double a, double scale, double silent)
    {
        (_shape, _a, _scale) = (shape, a, scale);
        _logBeta = SpecialFunctions.BetaLn(a, shape);
        _from = Math.Log(scale + silent);
        _left = SpecialFunctions.BetaRegularized(a, shape, Math.Min(1, scale * Math.Exp(-_from)));
    }

    /// <summary>
    /// The gap in days, to a hundredth of a day, that a share of the gaps longer than the silence do not exceed. Asked in ascending order
    /// it is quickest.
    /// </summary>
    public double Quantile(double share)
    {
        // The slope falls to -a in the tail, so this is the gap there, and at most the gap elsewhere.
        var tail = _from - (Math.Log(1 - share) / _a);
        if (_left < Least)
            return Math.Exp(tail) - _scale;

        var target = Math.Log((1 - share) * _left);
        var v = _last is { } last ? Math.Max(_from, last.V + last.Step(target)) : tail;
        for (var step = 0; step < 50; step++)
        {
            var here = At(v);
            if (here.Longer < Least * Least || !double.IsFinite(here.Slope))
            {
                v = (v + (_last?.V ?? _from)) / 2;
                continue;
            }

            _last = here;
            var move = here.Step(target);
            v = Math.Max(_from, v + move);

            // Halley's error is of the third order: after a move of one day it is in the thousandths.
            if (Math.Abs(move) * Math.Exp(v) < 1)
                break;
        }

        return Math.Exp(v) - _scale;
    }

    private readonly Point At(double v)
    {
        var x = Math.Min(1, _scale * Math.Exp(-v));
        var longer = SpecialFunctions.BetaRegularized(_a, _shape, x);
        var slope = -Math.Exp((_a * Math.Log(x)) + ((_shape - 1) * Precise.Log1p(-x)) - _logBeta) / longer;
        var bend = (slope * (((_shape - 1) * x / (1 - x)) - _a)) - (slope * slope);
        return new(v, longer, slope, bend);
    }

    /// <summary>A place, the chance of a longer gap there, and the first two derivatives of its logarithm.</summary>
    private readonly record struct Point(double V, double Longer, double Slope, double Bend)
    {
        /// <summary>The way from here to where the logarithm is <paramref name="target"/>, at most 2.</summary>
        public double Step(double target)
        {
            var miss = Math.Log(Longer) - target;
            var newton = -miss / Slope;
            var halley = newton / (1 + (newton * Bend / (2 * Slope)));
            return Math.Clamp(halley > 0 == newton > 0 ? halley : newton, -2, 2);
        }
    }
}
