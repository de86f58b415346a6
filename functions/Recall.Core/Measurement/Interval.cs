using MathNet.Numerics.Distributions;

namespace Recall.Core.Measurement;

/// <summary>An estimate with its confidence interval.</summary>
/// <param name="Estimate">The point estimate.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Estimate, double Low, double High)
{
    /// <summary>True where zero lies outside: an effect of that sign is more than luck at this level.</summary>
    public bool ExcludesZero => Low > 0 || High < 0;

    /// <summary>Stretched by a factor of zero or more.</summary>
    public static Interval operator *(Interval interval, double factor) =>
        new(interval.Estimate * factor, interval.Low * factor, interval.High * factor);

    /// <summary>
    /// Difference of two proportions, hybrid score interval: Newcombe (1998), Interval estimation for the difference between
    /// independent proportions, Statistics in Medicine 17:873-890, method 10. Good where groups are small or shares near 0.
    /// NaN where a group is empty.
    /// </summary>
    public static Interval OfShares(int hits1, int n1, int hits2, int n2, double level = 0.95)
    {
        if (n1 == 0 || n2 == 0)
            return new(double.NaN, double.NaN, double.NaN);
        var (p1, low1, high1) = Wilson(hits1, n1, level);
        var (p2, low2, high2) = Wilson(hits2, n2, level);
        var difference = p1 - p2;
        return new(
            difference,
            difference - Math.Sqrt(Square(p1 - low1) + Square(high2 - p2)),
            difference + Math.Sqrt(Square(high1 - p1) + Square(p2 - low2)));
    }

    /// <summary>
    /// Difference of two means with unequal variances: Welch (1947), The generalization of Student's problem, Biometrika 34:28-35.
    /// NaN ends where a group has fewer than two.
    /// </summary>
    public static Interval OfMeans(Moments a, Moments b, double level = 0.95)
    {
        var difference = a.Mean - b.Mean;
        if (a.Count < 2 || b.Count < 2)
            return new(difference, double.NaN, double.NaN);
        var (va, vb) = (a.Variance / a.Count, b.Variance / b.Count);
        if (va + vb == 0)
            return new(difference, difference, difference);
        var freedom = Square(va + vb) / ((Square(va) / (a.Count - 1)) + (Square(vb) / (b.Count - 1)));
        var half = StudentT.InvCDF(0, 1, freedom, (1 + level) / 2) * Math.Sqrt(va + vb);
        return new(difference, difference - half, difference + half);
    }

    /// <summary>One share with its score interval (Wilson 1927). NaN of nobody.</summary>
    public static Interval OfShare(int hits, int n, double level = 0.95)
    {
        var (share, low, high) = Wilson(hits, n, level);
        return new(share, low, high);
    }

    private static (double Share, double Low, double High) Wilson(int hits, int n, double level)
    {
        var z = Normal.InvCDF(0, 1, (1 + level) / 2);
        var share = (double)hits / n;
        var centre = ((2 * n * share) + (z * z)) / (2 * (n + (z * z)));
        var half = z * Math.Sqrt((z * z) + (4 * n * share * (1 - share))) / (2 * (n + (z * z)));
        return (share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    private static double Square(double x) => x * x;
}

/// <summary>Count, mean and variance of a sample.</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">NaN for none.</param>
/// <param name="Variance">Unbiased; NaN below two.</param>
public readonly record struct Moments(int Count, double Mean, double Variance)
{
    /// <summary>Of a sample, in two passes, which loses no digits.</summary>
    public static Moments Of(IReadOnlyCollection<double> sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var mean = sample.Count == 0 ? double.NaN : sample.Average();
        return new(sample.Count, mean, sample.Count < 2 ? double.NaN : sample.Sum(x => (x - mean) * (x - mean)) / (sample.Count - 1));
    }
}
