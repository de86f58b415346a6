using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.BgNbd;

/// <summary>
/// What BG/NBD predicts for a customer (Fader, Hardie and Lee 2005; conditional expectation as in their equation 10). All results are
/// finite for positive parameters and any history.
/// </summary>
public static class BgNbdModel
{
    /// <summary>
    /// Probability that the customer has not left. Without repeats it is 1 by definition: the model lets customers leave only right
    /// after a repeat purchase.
    /// </summary>
    public static double PAlive(BgNbdParameters parameters, PurchaseHistory history)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (r, alpha, a, b) = parameters;
        if (history.Repeats == 0)
            return 1;

        var silence = Precise.Log1p((history.Age - history.Recency) / (alpha + history.Recency));
        var logOdds = Math.Log(a) - Math.Log(b + history.Repeats - 1) + ((r + history.Repeats) * silence);
        return 1 / (1 + Math.Exp(logOdds));
    }

    /// <summary>Expected purchase days in the next <paramref name="weeks"/>, given the history.</summary>
    public static double ExpectedPurchases(BgNbdParameters parameters, PurchaseHistory history, double weeks) =>
        PAlive(parameters, history) * ExpectedIfAlive(parameters, history.Repeats, history.Age, weeks);

    /// <summary>Expected purchase days in the next <paramref name="weeks"/> of a customer who has not left; t_x plays no part.</summary>
    public static double ExpectedIfAlive(BgNbdParameters parameters, int repeats, double age, double weeks)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (r, alpha, a, b) = parameters;
        return ConditionalExpectation.Of(r + repeats, alpha + age, a, b + repeats, weeks);
    }

    /// <summary>Probability of at least one purchase day in the next <paramref name="weeks"/>.</summary>
    public static double PBuy(BgNbdParameters parameters, PurchaseHistory history, double weeks)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var buysIfAlive = -Precise.Expm1(
            -(parameters.R + history.Repeats) * Precise.Log1p(weeks / (parameters.Alpha + history.Age)));
        return PAlive(parameters, history) * buysIfAlive;
    }
}
