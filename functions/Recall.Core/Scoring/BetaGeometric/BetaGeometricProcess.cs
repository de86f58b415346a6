using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.BetaGeometric;

/// <summary>
/// What BG/NBD and MBG/NBD share: purchases at a rate from Gamma(r, alpha), and at each chance to leave a coin whose probability is from
/// Beta(a, b). They differ in how many chances a customer with x repeats has had: x where they may leave after repeats alone, x + 1 where
/// also after the first purchase.
/// </summary>
internal static class BetaGeometricProcess
{
    public static double LogLikelihood(double r, double alpha, double a, double b, PurchaseHistory history, int chances)
    {
        var x = history.Repeats;
        var alive = Rising.Log(r, x) - (x * Math.Log(alpha)) - ((r + x) * Precise.Log1p(history.Age / alpha))
            + Rising.Log(b, chances) - Rising.Log(a + b, chances);
        if (chances == 0)
            return alive;
        var odds = LogOddsGone(r, alpha, a, b, history, chances);
        return alive + Math.Max(0, odds) + Precise.Log1p(Math.Exp(-Math.Abs(odds)));
    }

    public static double PAlive(double r, double alpha, double a, double b, PurchaseHistory history, int chances) =>
        chances == 0 ? 1 : 1 / (1 + Math.Exp(LogOddsGone(r, alpha, a, b, history, chances)));

    public static double PBuyIfAlive(double r, double alpha, int repeats, double age, double weeks) =>
        -Precise.Expm1(-(r + repeats) * Precise.Log1p(weeks / (alpha + age)));

    // Left at the last chance against stayed and bought nothing since.
    private static double LogOddsGone(double r, double alpha, double a, double b, PurchaseHistory history, int chances) =>
        Math.Log(a) - Math.Log(b + chances - 1)
        + ((r + history.Repeats) * Precise.Log1p((history.Age - history.Recency) / (alpha + history.Recency)));
}
