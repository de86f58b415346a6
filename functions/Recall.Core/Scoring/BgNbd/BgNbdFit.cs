using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.BgNbd;

/// <summary>Fits BG/NBD by maximum likelihood.</summary>
public static class BgNbdFit
{
    /// <summary>The model of counted histories, or why there is none. Equal data give equal bits.</summary>
    public static ModelFit<BgNbdParameters> Of(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories) =>
        RepeatBuyers.Fit(histories, () =>
        {
            var likelihood = new BgNbdLikelihood(histories);
            return MaximumLikelihood.Fit(likelihood, likelihood.Starts(), p => new BgNbdParameters(p[0], p[1], p[2], p[3]));
        });
}
