using System.Runtime.Intrinsics;
using MathNet.Numerics;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.BetaGeometric;

/// <summary>
/// Expected purchases of a living customer in a time t, whose rate is Gamma(r, alpha) and whose probability of leaving after a purchase is
/// Beta(a, b), both as of now.
/// <para>
/// The published form, (a+b-1)/(a-1) · [1 - (alpha/(alpha+t))^r · 2F1(r, b; a+b-1; t/(alpha+t))], divides zero by zero at a = 1 and cancels
/// around it. The same number, term by term: if nobody left, the count N of purchases in t would be negative binomial, P(N = n) =
/// (r)_n/n! · (1-w)^r · w^n with w = t/(alpha+t); the (k+1)-th of them is made only by customers who stayed k times, E[(1-p)^k] =
/// (b)_k/(a+b)_k. So the expectation is E[S_N], S_n = sum over k below n of (b)_k/(a+b)_k: only positive terms, nothing special at a = 1.
/// (It is the published form after 1 = (1-w)^r · sum (r)_n/n! · w^n and c = a+b-1: 1 - (b)_n/(c)_n = (a-1)/c · S_n.)
/// </para>
/// </summary>
internal static class ConditionalExpectation
{
    // Beyond this many purchases the series is longer than a quadrature.
    private const double LongSeries = 4_000;

    public static void Of(double r, double alpha, double a, double b, ReadOnlySpan<double> times, Span<double> expected)
    {
        Span<double> horizons = stackalloc double[Lanes.Count];
        Span<double> sums = stackalloc double[Lanes.Count];
        for (var from = 0; from < times.Length; from += Lanes.Count)
        {
            var block = times[from..Math.Min(times.Length, from + Lanes.Count)];
            var longest = 0.0;
            horizons.Clear();
            for (var i = 0; i < block.Length; i++)
                longest = Math.Max(longest, horizons[i] = Math.Max(0, block[i]));
            if (IsLong(r, longest / alpha))
                OneByOne(r, alpha, a, b, horizons[..block.Length], sums);
            else
                Series(r, alpha, a, b, Vector512.Create<double>(horizons), longest).CopyTo(sums);
            sums[..block.Length].CopyTo(expected[from..]);
        }
    }

    private static bool IsLong(double r, double ratio) =>
        r * Precise.Log1p(ratio) > 600 || r * ratio > LongSeries || ratio > LongSeries;

    private static void OneByOne(double r, double alpha, double a, double b, ReadOnlySpan<double> times, Span<double> expected)
    {
        for (var i = 0; i < times.Length; i++)
        {
            expected[i] = IsLong(r, times[i] / alpha)
                ? Quadrature(r, alpha, a, b, times[i])
                : Series(r, alpha, a, b, Vector512.Create(times[i]), times[i])[0];
        }
    }

    // Eight horizons go along together, since S_n is the same for all. The longest is the slowest to converge: its tail beyond n is the
    // largest share.
    private static Vector512<double> Series(double r, double alpha, double a, double b, Vector512<double> t, double longest)
    {
        var w = t / (t + Vector512.Create(alpha));
        var none = Vector512.Exp(Vector512.Create(-r) * Vector512.Log(Vector512<double>.One + (t / Vector512.Create(alpha))));
        var last = longest / (alpha + longest);
        var (sums, probabilities) = (Vector512<double>.Zero, none);
        var (sum, probability) = (0.0, Math.Exp(-r * Precise.Log1p(longest / alpha)));
        var (stayed, made) = (1.0, 0.0);
        for (var n = 0; ; n++)
        {
            var growth = (r + n) / (n + 1);
            made += stayed;
            stayed *= (b + n) / (a + b + n);
            probabilities *= w * Vector512.Create(growth);
            sums += probabilities * Vector512.Create(made);
            probability *= growth * last;
            var term = probability * made;
            sum += term;

            // Terms shrink at least by this factor from here on, since made grows by at most (n+2)/(n+1).
            var factor = last * Math.Max(1, (r + n + 1) / (n + 2)) * (n + 2) / (n + 1);
            if (factor < 1 && term * factor <= 1e-17 * sum * (1 - factor))
                return sums;
        }
    }

    // The integral of (1 - (1 + p t/alpha)^-r)/p over the beta density, with p = 1/(1+e^-y), y centred and scaled to the density and
    // y = sinh v: the trapezium rule then converges exponentially (Takahasi and Mori 1974).
    private static double Quadrature(double r, double alpha, double a, double b, double t)
    {
        const int steps = 6_000;
        const double reach = 13;
        var ratio = t / alpha;
        var centre = Math.Log(a / b);
        var width = Math.Sqrt((1 / a) + (1 / b));
        var logBeta = LogBeta(a, b);
        var sum = 0.0;
        for (var i = -steps; i <= steps; i++)
        {
            var v = reach * i / steps;
            var y = centre + (width * Math.Sinh(v));
            var p = 1 / (1 + Math.Exp(-y));
            var density = Math.Exp((a * -SoftPlus(-y)) + (b * -SoftPlus(y)) - logBeta);
            if (density == 0)
                continue;
            var made = p * ratio * r < 1e-14
                ? r * ratio
                : -Precise.Expm1(-r * Precise.Log1p(p * ratio)) / p;
            sum += density * made * width * Math.Cosh(v);
        }

        return sum * reach / steps;
    }

    private static double LogBeta(double a, double b)
    {
        var (small, large) = a < b ? (a, b) : (b, a);
        return SpecialFunctions.GammaLn(small) - Rising.Log(large, small);
    }

    private static double SoftPlus(double y) => y > 0 ? y + Precise.Log1p(Math.Exp(-y)) : Precise.Log1p(Math.Exp(y));
}
