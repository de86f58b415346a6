using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.BgNbd;

/// <summary>
/// The log-likelihood of BG/NBD on counted histories (equation 6 of the paper, in the logarithmic form of its appendix). Gammas depend on x
/// alone and logarithms of time on one day alone, so each is taken once per distinct value, not once per history.
/// </summary>
public sealed class BgNbdLikelihood : ILikelihood
{
    private readonly double[] _times;
    private readonly int[] _repeats;
    private readonly (int Repeats, int Recency, int Age, double Count)[] _histories;

    /// <summary>Of histories and how many customers have each.</summary>
    public BgNbdLikelihood(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        _times = [.. histories.SelectMany(h => new[] { h.History.Recency, h.History.Age }).Distinct().Order()];
        _repeats = [.. histories.Select(h => h.History.Repeats).Distinct().Order()];
        _histories = [.. histories.Select(h => (
            Array.BinarySearch(_repeats, h.History.Repeats),
            Array.BinarySearch(_times, h.History.Recency),
            Array.BinarySearch(_times, h.History.Age),
            (double)h.Count))];
        Customers = histories.Sum(h => h.Count);
    }

    /// <inheritdoc/>
    public long Customers { get; }

    /// <summary>The log-likelihood of one history.</summary>
    public static double Of(BgNbdParameters p, PurchaseHistory history)
    {
        ArgumentNullException.ThrowIfNull(p);
        var silent = -p.R * Precise.Log1p(history.Age / p.Alpha);
        if (history.Repeats == 0)
            return silent;

        var x = history.Repeats;
        var alive = -(p.R + x) * Math.Log(p.Alpha + history.Age);
        var gone = Math.Log(p.A) - Math.Log(p.B + x - 1) - ((p.R + x) * Math.Log(p.Alpha + history.Recency));
        return Rising.Log(p.R, x) + (p.R * Math.Log(p.Alpha)) + Rising.Log(p.B, x) - Rising.Log(p.A + p.B, x) + LogSum(alive, gone);
    }

    /// <inheritdoc/>
    /// <remarks>In the order of <see cref="BgNbdParameters"/>.</remarks>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var (r, alpha, a, b) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        var logs = Array.ConvertAll(_times, t => Math.Log(alpha + t));
        var counts = Array.ConvertAll(_repeats, x => Terms.Of(x, r, a, b));
        var logAlpha = Math.Log(alpha);
        var (sum, dr, dAlpha, da, db) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var (repeats, recency, age, count) in _histories)
        {
            var x = _repeats[repeats];
            if (x == 0)
            {
                sum += count * r * (logAlpha - logs[age]);
                dr += count * (logAlpha - logs[age]);
                dAlpha += count * r * ((1 / alpha) - (1 / (alpha + _times[age])));
                continue;
            }

            var terms = counts[repeats];
            var alive = -(r + x) * logs[age];
            var gone = terms.Gone - ((r + x) * logs[recency]);
            var total = LogSum(alive, gone);
            var pGone = Math.Exp(gone - total);
            var pAlive = Math.Exp(alive - total);
            sum += count * (terms.Value + (r * logAlpha) + total);
            dr += count * (terms.R + logAlpha - (pAlive * logs[age]) - (pGone * logs[recency]));
            dAlpha += count * ((r / alpha) - ((r + x) * ((pAlive / (alpha + _times[age])) + (pGone / (alpha + _times[recency])))));
            da += count * (terms.A + (pGone / a));
            db += count * (terms.B - (pGone / (b + x - 1)));
        }

        (gradient[0], gradient[1], gradient[2], gradient[3]) = (dr, dAlpha, da, db);
        return sum;
    }

    private static double LogSum(double left, double right)
    {
        var (high, low) = left > right ? (left, right) : (right, left);
        return high + Precise.Log1p(Math.Exp(low - high));
    }

    /// <summary>What depends on x alone: the gammas, their slopes, and the start of the "gone" branch.</summary>
    private readonly record struct Terms(double Value, double R, double A, double B, double Gone)
    {
        public static Terms Of(int x, double r, double a, double b)
        {
            var both = Rising.Slope(a + b, x);
            return new(
                Rising.Log(r, x) + Rising.Log(b, x) - Rising.Log(a + b, x),
                Rising.Slope(r, x), -both, Rising.Slope(b, x) - both,
                x == 0 ? double.NegativeInfinity : Math.Log(a) - Math.Log(b + x - 1));
        }
    }
}
