namespace Recall.Core.Scoring.Numerics;

/// <summary>
/// log(1 + x) and exp(x) - 1 to the last digits for any x, by Kahan's correction (Goldberg 1991, "What Every Computer Scientist Should
/// Know", theorem 4; Higham 2002, section 1.14.1). The runtime's LogP1 and ExpM1 are the plain formulas; MathNet's Log1p ends after two
/// terms and is off by 3e-9 around x = 1e-4.
/// </summary>
internal static class Precise
{
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(u) ? x : Math.Log(u) * (x / (u - 1));
    }

    public static double Expm1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1)
            return x;
        var less = u - 1;
        return less == -1 || double.IsPositiveInfinity(u) ? less : less * (x / Math.Log(u));
    }
}
