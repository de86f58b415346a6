using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.ParetoNbd;

/// <summary>Fits Pareto/NBD by maximum likelihood.</summary>
public static class ParetoNbdFit
{
    /// <summary>The model of counted histories, or why there is none. Equal data give equal bits.</summary>
    public static ModelFit<ParetoNbdParameters> Of(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories) =>
        RepeatBuyers.Fit(histories, () =>
        {
            var likelihood = new ParetoNbdLikelihood(histories);
            return MaximumLikelihood.Fit(likelihood, likelihood.Starts(), p => new ParetoNbdParameters(p[0], p[1], p[2], p[3]));
        });
}
