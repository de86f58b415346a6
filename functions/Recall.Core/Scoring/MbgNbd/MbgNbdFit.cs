using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.MbgNbd;

/// <summary>Fits MBG/NBD by maximum likelihood.</summary>
public static class MbgNbdFit
{
    /// <summary>The model of counted histories, or why there is none. Equal data give equal bits.</summary>
    public static ModelFit<MbgNbdParameters> Of(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories) =>
        RepeatBuyers.Fit(histories, () =>
        {
            var likelihood = new MbgNbdLikelihood(histories);
            return MaximumLikelihood.Fit(likelihood, likelihood.Starts(), p => new MbgNbdParameters(p[0], p[1], p[2], p[3]));
        });
}
