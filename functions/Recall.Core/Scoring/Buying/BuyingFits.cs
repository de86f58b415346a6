using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Scoring.ParetoNbd;

namespace Recall.Core.Scoring.Buying;

/// <summary>All models of repeat buying, fitted to the same histories.</summary>
/// <param name="BgNbd">BG/NBD.</param>
/// <param name="MbgNbd">MBG/NBD.</param>
/// <param name="ParetoNbd">Pareto/NBD.</param>
public sealed record BuyingFits(
    ModelFit<BgNbdParameters> BgNbd, ModelFit<MbgNbdParameters> MbgNbd, ModelFit<ParetoNbdParameters> ParetoNbd)
{
    /// <summary>Fits them side by side; none knows of the others.</summary>
    public static BuyingFits Of(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories)
    {
        (ModelFit<BgNbdParameters>? one, ModelFit<MbgNbdParameters>? other, ModelFit<ParetoNbdParameters>? third) = (null, null, null);
        Parallel.Invoke(() => one = BgNbdFit.Of(histories), () => other = MbgNbdFit.Of(histories), () => third = ParetoNbdFit.Of(histories));
        return new(one!, other!, third!);
    }

    /// <summary>A model, or null where it was not fitted.</summary>
    public IBuyingModel? Find(BuyingModelName name) => name switch
    {
        BuyingModelName.BgNbd => BgNbd.Parameters,
        BuyingModelName.MbgNbd => MbgNbd.Parameters,
        _ => ParetoNbd.Parameters,
    };

    /// <summary>How a fit went, where one was tried.</summary>
    public FitDiagnostics? Diagnostics(BuyingModelName name) => name switch
    {
        BuyingModelName.BgNbd => BgNbd.Diagnostics,
        BuyingModelName.MbgNbd => MbgNbd.Diagnostics,
        _ => ParetoNbd.Diagnostics,
    };
}
