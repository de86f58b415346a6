using Recall.Core.Scoring.BetaGeometric;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.MbgNbd;

/// <summary>The log-likelihood of MBG/NBD on counted histories (Batislam, Denizel and Filiztekin 2007). Not thread-safe.</summary>
/// <param name="histories">Histories and how many customers have each.</param>
public sealed class MbgNbdLikelihood(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories)
    : BetaGeometricLikelihood(histories, chancesAtFirst: 1)
{
    /// <summary>The log-likelihood of one history.</summary>
    public static double Of(MbgNbdParameters p, PurchaseHistory history)
    {
        ArgumentNullException.ThrowIfNull(p);
        return BetaGeometricProcess.LogLikelihood(p.R, p.Alpha, p.A, p.B, history, history.Repeats + 1);
    }
}
