using Recall.Core.Scoring.BetaGeometric;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.BgNbd;

/// <summary>The log-likelihood of BG/NBD on counted histories (Fader, Hardie and Lee 2005, equation 6). Not thread-safe.</summary>
/// <param name="histories">Histories and how many customers have each.</param>
public sealed class BgNbdLikelihood(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories)
    : BetaGeometricLikelihood(histories, chancesAtFirst: 0)
{
    /// <summary>The log-likelihood of one history.</summary>
    public static double Of(BgNbdParameters p, PurchaseHistory history)
    {
        ArgumentNullException.ThrowIfNull(p);
        return BetaGeometricProcess.LogLikelihood(p.R, p.Alpha, p.A, p.B, history, history.Repeats);
    }
}
