using MathNet.Numerics;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.BgNbd;

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

    public static double Of(double r, double alpha, double a, double b, double t)
    {
        if (!(t > 0))
            return 0;

        var none = -r * Precise.Log1p(t / alpha);
        return none < -600 || r * t / alpha > LongSeries || t / alpha > LongSeries
            ? Quadrature(r, alpha, a, b, t)
            : Series(r, Math.Exp(none), a, b, t / (alpha + t));
    }

    private static double Series(double r, double none, double a, double b, double w)
    {
        var (sum, probability, stayed, made) = (0.0, none, 1.0, 0.0);
        for (var n = 0; ; n++)
        {
            probability *= (r + n) / (n + 1) * w;
            made += stayed;
            stayed *= (b + n) / (a + b + n);
            var term = probability * made;
            sum += term;

            // Terms shrink at least by this factor from here on, since made grows by at most (n+2)/(n+1).
            var factor = w * Math.Max(1, (r + n + 1) / (n + 2)) * (n + 2) / (n + 1);
            if (factor < 1 && term * factor <= 1e-17 * sum * (1 - factor))
                return sum;
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
