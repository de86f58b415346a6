using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.GammaGamma;

/// <summary>Fits gamma-gamma by maximum likelihood.</summary>
public static class GammaGammaFit
{
    /// <summary>Fewest customers with spend on a repeat purchase day.</summary>
    public const int MinRepeatBuyers = 30;

    /// <summary>The model of counted histories (each with repeats and a mean above zero), or why there is none.</summary>
    public static ModelFit<GammaGammaParameters> Of(IReadOnlyCollection<(SpendHistory History, long Count)> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var customers = histories.Sum(h => h.Count);
        if (customers < MinRepeatBuyers)
        {
            return ModelFit<GammaGammaParameters>.Refuse(
                Refusal.TooFewSpenders, Whys.TooFewSpenders.With(("customers", customers), ("least", MinRepeatBuyers)));
        }

        var mean = histories.Sum(h => h.Count * h.History.Mean) / customers;
        var fit = MaximumLikelihood.Fit(
            new GammaGammaLikelihood(histories),
            [Start(6, 4, mean), Start(1, 2.5, mean), Start(20, 10, mean)],
            p => new GammaGammaParameters(p[0], p[1], p[2]));
        if (fit.IsFitted && customers < RepeatBuyers.Few)
            fit = fit with { Warnings = [.. fit.Warnings, FitWarning.FewCustomers(customers, RepeatBuyers.Few)] };
        return fit.IsFitted && fit.Parameters.Q <= 1
            ? ModelFit<GammaGammaParameters>.Refuse(
                "infinite-mean", Whys.InfiniteMean.With(("q", fit.Parameters.Q)), fit.Diagnostics)
            : fit;
    }

    private static double[] Start(double p, double q, double mean) => [p, q, mean * (q - 1) / p];
}
