using Recall.Core.Scoring.BetaGeometric;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.BgNbd;

/// <summary>
/// What BG/NBD predicts for a customer (Fader, Hardie and Lee 2005; conditional expectation as in their equation 10). All results are
/// finite for positive parameters and any history.
/// </summary>
public static class BgNbdModel
{
    /// <summary>
    /// Probability that the customer has not left. Without repeats it is 1 by definition: the model lets customers leave only right
    /// after a repeat purchase. It must not be shown or ranked by for that reason.
    /// </summary>
    public static double PAlive(BgNbdParameters parameters, PurchaseHistory history)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (r, alpha, a, b) = parameters;
        return BetaGeometricProcess.PAlive(r, alpha, a, b, history, history.Repeats);
    }

    /// <summary>Expected purchase days in the next <paramref name="weeks"/>, given the history.</summary>
    public static double ExpectedPurchases(BgNbdParameters parameters, PurchaseHistory history, double weeks) =>
        PAlive(parameters, history) * ExpectedIfAlive(parameters, history.Repeats, history.Age, weeks);

    /// <summary>Expected purchase days in the next <paramref name="weeks"/> of a customer who has not left; t_x plays no part.</summary>
    public static double ExpectedIfAlive(BgNbdParameters parameters, int repeats, double age, double weeks)
    {
        Span<double> expected = stackalloc double[1];
        ExpectedIfAlive(parameters, repeats, age, [weeks], expected);
        return expected[0];
    }

    /// <summary>The same for several horizons.</summary>
    public static void ExpectedIfAlive(
        BgNbdParameters parameters, int repeats, double age, ReadOnlySpan<double> horizons, Span<double> expected)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (r, alpha, a, b) = parameters;
        ConditionalExpectation.Of(r + repeats, alpha + age, a, b + repeats, horizons, expected);
    }

    /// <summary>Probability of at least one purchase day in the next <paramref name="weeks"/>.</summary>
    public static double PBuy(BgNbdParameters parameters, PurchaseHistory history, double weeks) =>
        PAlive(parameters, history) * PBuyIfAlive(parameters, history.Repeats, history.Age, weeks);

    /// <summary>The same for a customer who has not left.</summary>
    public static double PBuyIfAlive(BgNbdParameters parameters, int repeats, double age, double weeks)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return BetaGeometricProcess.PBuyIfAlive(parameters.R, parameters.Alpha, repeats, age, weeks);
    }
}
