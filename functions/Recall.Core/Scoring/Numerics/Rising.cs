using MathNet.Numerics;

namespace Recall.Core.Scoring.Numerics;

/// <summary>
/// Logarithm of the rising factorial a(a+1)...(a+n-1) = Γ(a+n)/Γ(a) and its slope in a. Few factors are taken one by one: the
/// difference of two log-gammas loses all digits where a is large.
/// </summary>
internal static class Rising
{
    private const int Few = 24;

    public static double Log(double a, double n)
    {
        if (n > Few || n != Math.Floor(n))
            return SpecialFunctions.GammaLn(a + n) - SpecialFunctions.GammaLn(a);
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += Math.Log(a + i);
        return sum;
    }

    public static double Slope(double a, double n)
    {
        if (n > Few || n != Math.Floor(n))
            return SpecialFunctions.DiGamma(a + n) - SpecialFunctions.DiGamma(a);
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += 1 / (a + i);
        return sum;
    }
}
