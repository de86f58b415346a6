namespace Recall.Core.Scoring.GammaGamma;

/// <summary>What gamma-gamma predicts for a customer.</summary>
public static class GammaGammaModel
{
    /// <summary>
    /// Expected spend of a future purchase day: the customer's own mean, drawn to the shop's the less is known (equation 5 of the note).
    /// Without repeats it is the shop's mean. Finite and above zero for q above 1,
    /// the only q that <see cref="GammaGammaFit"/> lets through; there is no mean below it.
    /// </summary>
    public static double ExpectedSpend(GammaGammaParameters parameters, SpendHistory history)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (p, q, v) = parameters;
        return history.Repeats == 0
            ? p * v / (q - 1)
            : p * (v + (history.Repeats * history.Mean)) / ((p * history.Repeats) + q - 1);
    }
}
