namespace Recall.Core.Scoring.ParetoNbd;

/// <summary>
/// Probability g that a living customer leaves before buying again. The rate of buying is Gamma(k, alpha+t), that of leaving Gamma(s,
/// beta+t), both as of t; with B from Beta(s, k) and ratio = (alpha+t)/(beta+t) it is E[B ratio / (B ratio + 1 - B)].
/// <para>
/// The published likelihood subtracts two hypergeometric functions that are nearly equal for a recent purchase, and takes another pair where
/// alpha is below beta (Fader and Hardie 2005, "A Note on Deriving the Pareto/NBD Model and Related Expressions"). Splitting at infinity
/// instead, each half is one g, the sum has positive terms alone, and alpha = beta is nothing special: the likelihood of a history is
/// A(T) (1 - g(T)) + A(t_x) g(t_x), where A(t) is that of having lived and bought as they did until t.
/// </para>
/// </summary>
internal static class LeavesFirst
{
    // Below, the fraction loses digits; with more terms, the quadrature is shorter.
    private const double LeastRatio = 1e-5;
    private const int MaxTerms = 400;

    [ThreadStatic]
    private static LeavingRule? rule;

    /// <summary>g; that of buying first, 1 - g, is the same with k and s exchanged and the ratio turned over.</summary>
    public static double Of(double k, double s, double ratio)
    {
        var fraction = ratio switch
        {
            < LeastRatio or > 1 / LeastRatio => double.NaN,
            <= 1 => ratio * s / (k + s) * Fraction(s + 1, k + s, 1 - ratio),
            _ => s / (k + s) * Fraction(k, k + s, 1 - (1 / ratio)),
        };
        if (!double.IsNaN(fraction))
            return Math.Min(1, fraction);
        rule ??= new();
        rule.Set(k, s);
        return rule.Of(ratio);
    }

    // 2F1(1, a; c+1; z) by Gauss's continued fraction (DLMF 15.7.1 with b = 0), evaluated from the front by Lentz's method as Thompson and
    // Barnett (1986) changed it; NaN where it does not converge.
    private static double Fraction(double a, double c, double z)
    {
        var (f, up, down) = (1.0, 1.0, 0.0);
        for (var n = 1; n <= MaxTerms; n++)
        {
            var half = n / 2;
            var numerator = (n % 2 == 1 ? (a + half) * (c + half) : half * (c - a + half)) / ((c + n - 1) * (c + n)) * z;
            down = 1 / (1 - (numerator * down));
            up = 1 - (numerator / up);
            var step = up * down;
            f *= step;
            if (Math.Abs(step - 1) <= 2e-16)
                return 1 / f;
        }

        return double.NaN;
    }
}
