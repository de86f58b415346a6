using Recall.Core.Measurement;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Churn;

/// <content>How strongly weights are drawn to those of the stated card.</content>
public static partial class ScorecardFit
{
    private const double UsualPenalty = 1e-2;
    private static readonly double[] Penalties = [1e-4, 1e-3, 1e-2, 1e-1];

    /// <summary>
    /// Tried on the last cut-off, trained on those whose windows had ended by then; the level is the season's business. The largest
    /// penalty that is not clearly worse than the best (the one-standard-error rule, Hastie, Tibshirani and Friedman 2009, section 7.10): a
    /// small shop's best is luck.
    /// </summary>
    private static double ChoosePenalty(List<PastRow> rows, TrainingPlan plan)
    {
        var last = plan.CutOffs.Count - 1;
        var known = rows.FindAll(r => plan.CutOffs[r.CutOff].AddDays(plan.WindowDays) <= plan.CutOffs[last]);
        if (known.Count < LeastOfEach || known.TrueForAll(r => r.BoughtWithin(plan.WindowDays) == known[0].BoughtWithin(plan.WindowDays)))
            return UsualPenalty;
        var standard = Standardiser.Of(known);
        var train = standard.Rows(known, plan);
        var tried = standard.Rows(rows.FindAll(r => r.CutOff == last), plan);
        var centre = PriorScorecard.Weights(standard);
        double[][] losses = [.. Penalties.AsParallel().AsOrdered().Select(p => Losses(LogisticRegression.Fit(train, p * train.Count, centre), tried))];
        var best = losses.MinBy(l => l.Sum())!;
        return Penalties[Array.FindLastIndex(losses, l => IsAsGood(l, best))];
    }

    private static bool IsAsGood(double[] losses, double[] best)
    {
        var difference = Moments.Of([.. losses.Zip(best, (one, other) => one - other)]);
        return difference.Mean <= Math.Sqrt(difference.Variance / difference.Count);
    }

    /// <summary>Minus the log-likelihood of each row, at the level that suits the rows.</summary>
    private static double[] Losses(RegressionFit fit, RegressionRows rows)
    {
        var sums = new double[rows.Count];
        for (var r = 0; r < sums.Length; r++)
            sums[r] = fit.Sum(rows.Row(r));
        var level = LogisticRegression.Intercept(sums, rows.Labels);
        return [.. sums.Select((sum, r) => Logit.Loss(level + sum, rows.Labels[r] > 0))];
    }
}
