using Recall.Core.Scoring.BetaGeometric;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.MbgNbd;

/// <summary>
/// What MBG/NBD predicts for a customer (Batislam, Denizel and Filiztekin 2007). Their expectation is that of BG/NBD for a customer who has
/// stayed once more. All results are finite for positive parameters and any history.
/// </summary>
public static class MbgNbdModel
{
    /// <summary>Probability that the customer has not left; below 1 for one-time buyers too.</summary>
    public static double PAlive(MbgNbdParameters parameters, PurchaseHistory history)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (r, alpha, a, b) = parameters;
        return BetaGeometricProcess.PAlive(r, alpha, a, b, history, history.Repeats + 1);
    }

    /// <summary>Expected purchase days in the next <paramref name="weeks"/>, given the history.</summary>
    public static double ExpectedPurchases(MbgNbdParameters parameters, PurchaseHistory history, double weeks) =>
        PAlive(parameters, history) * ExpectedIfAlive(parameters, history.Repeats, history.Age, weeks);

    /// <summary>Expected purchase days in the next <paramref name="weeks"/> of a customer who has not left; t_x plays no part.</summary>
    public static double ExpectedIfAlive(MbgNbdParameters parameters, int repeats, double age, double weeks)
    {
        Span<double> expected = stackalloc double[1];
        ExpectedIfAlive(parameters, repeats, age, [weeks], expected);
        return expected[0];
    }

    /// <summary>The same for several horizons.</summary>
    public static void ExpectedIfAlive(
        MbgNbdParameters parameters, int repeats, double age, ReadOnlySpan<double> horizons, Span<double> expected)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (r, alpha, a, b) = parameters;
        ConditionalExpectation.Of(r + repeats, alpha + age, a, b + repeats + 1, horizons, expected);
    }

    /// <summary>Probability of at least one purchase day in the next <paramref name="weeks"/>.</summary>
    public static double PBuy(MbgNbdParameters parameters, PurchaseHistory history, double weeks) =>
        PAlive(parameters, history) * PBuyIfAlive(parameters, history.Repeats, history.Age, weeks);

    /// <summary>The same for a customer who has not left.</summary>
    public static double PBuyIfAlive(MbgNbdParameters parameters, int repeats, double age, double weeks)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return BetaGeometricProcess.PBuyIfAlive(parameters.R, parameters.Alpha, repeats, age, weeks);
    }
}
