using System.Runtime.Intrinsics;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.ParetoNbd;

/// <summary>
/// A quadrature rule for expectations over B from Beta(s, k): the trapezium rule in y = ln B/(1-B), which converges exponentially because
/// integrands are analytic and die off on both sides (Trefethen and Weideman 2014, "The Exponentially Convergent Trapezoidal Rule", SIAM
/// Review 56:385-458). Steps grow like a hyperbolic sine far out, where a small shape makes a long tail. Weights are divided by their sum,
/// so that no gamma function is needed. One rule serves every time t, and its slopes are sums of the same terms. Not thread-safe while set.
/// </summary>
internal sealed class LeavingRule
{
    private const double Step = 0.25;
    private const double Bend = 40;

    // e^-42 is below the last digit of a sum that is about one.
    private const double Depth = 42;
    private const int MaxSide = 2_000;

    private double[] _odds = new double[512];
    private double[] _weights = new double[512];
    private double[] _byS = new double[512];
    private double[] _byK = new double[512];
    private int _count;

    public LeavingRule()
    {
    }

    public LeavingRule(double k, double s) => Set(k, s);

    /// <summary>Makes it the rule of other shapes; memory is used again.</summary>
    public void Set(double k, double s)
    {
        var mode = Math.Log(s / k);
        var peak = LogDensity(mode, k, s);
        var step = Math.Min(Step, 0.6 * Math.Sqrt((1 / s) + (1 / k)));
        var (left, right) = (Reach(-1), Reach(1));
        _count = 0;
        var (sum, sumS, sumK) = (0.0, 0.0, 0.0);
        for (var i = -left; i <= right; i++)
        {
            var u = i * step / Bend;
            var y = mode + (Bend * Math.Sinh(u));
            var (logLeaves, logBuys) = (-SoftPlus(-y), -SoftPlus(y));
            var weight = Math.Exp((s * logLeaves) + (k * logBuys) - peak) * Math.Cosh(u);
            Add(Math.Exp(-y), weight, logLeaves, logBuys);
            sum += weight;
            sumS += weight * logLeaves;
            sumK += weight * logBuys;
        }

        var (meanS, meanK) = (sumS / sum, sumK / sum);
        for (var i = 0; i < _count; i++)
        {
            _weights[i] /= sum;
            _byS[i] = (_byS[i] - meanS) * _weights[i];
            _byK[i] = (_byK[i] - meanK) * _weights[i];
        }

        while (_count % Lanes.Count != 0)
            Add(1, 0, 0, 0);

        int Reach(int side)
        {
            var (low, high) = (0, MaxSide);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (LogDensity(mode + (side * Bend * Math.Sinh(middle * step / Bend)), k, s) < peak - Depth)
                    high = middle;
                else
                    low = middle + 1;
            }

            return low;
        }
    }

    /// <summary>g, see <see cref="LeavesFirst"/>.</summary>
    public double Of(double ratio)
    {
        var ratios = Vector512.Create(ratio);
        var sum = Vector512<double>.Zero;
        for (var i = 0; i < _count; i += Lanes.Count)
            sum += Lanes.Load(_weights, i) * (ratios / (ratios + Lanes.Load(_odds, i)));
        return Math.Min(1, Vector512.Sum(sum));
    }

    /// <summary>g and its slopes in k, in s and in the logarithm of the ratio.</summary>
    public (double Value, double K, double S, double LogRatio) Slopes(double ratio)
    {
        var ratios = Vector512.Create(ratio);
        var (value, k, s, log) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var i = 0; i < _count; i += Lanes.Count)
        {
            var first = ratios / (ratios + Lanes.Load(_odds, i));
            var weighed = Lanes.Load(_weights, i) * first;
            value += weighed;
            log += weighed * (Vector512<double>.One - first);
            k += Lanes.Load(_byK, i) * first;
            s += Lanes.Load(_byS, i) * first;
        }

        return (Math.Min(1, Vector512.Sum(value)), Vector512.Sum(k), Vector512.Sum(s), Vector512.Sum(log));
    }

    /// <summary>
    /// Probability of buying before leaving and within a time, where the next event of either kind comes at a rate that is Gamma(k+s, 1)
    /// times (1-B)/buying + B/leaving: E[(1 - h) (1 - (1 + t (..))^-(k+s))] with h the integrand of g.
    /// </summary>
    public double BuysWithin(double shapes, double buying, double leaving, double time)
    {
        var (ratio, sum) = (buying / leaving, 0.0);
        for (var i = 0; i < _count; i++)
        {
            var odds = _odds[i];
            var buys = double.IsInfinity(odds) ? 1 : odds / (ratio + odds);
            var leaves = 1 / (1 + odds);
            var rate = ((1 - leaves) / buying) + (leaves / leaving);
            sum += _weights[i] * buys * -Precise.Expm1(-shapes * Precise.Log1p(rate * time));
        }

        return Math.Min(1, sum);
    }

    private static double LogDensity(double y, double k, double s) => -(s * SoftPlus(-y)) - (k * SoftPlus(y));

    private static double SoftPlus(double y) => Math.Max(0, y) + Precise.Log1p(Math.Exp(-Math.Abs(y)));

    private void Add(double odds, double weight, double byS, double byK)
    {
        if (_count == _odds.Length)
        {
            Array.Resize(ref _odds, 2 * _count);
            Array.Resize(ref _weights, 2 * _count);
            Array.Resize(ref _byS, 2 * _count);
            Array.Resize(ref _byK, 2 * _count);
        }

        (_odds[_count], _weights[_count], _byS[_count], _byK[_count]) = (odds, weight, byS, byK);
        _count++;
    }
}
