using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Champion;

/// <summary>
/// Two scorecards at the last cut-off, whose window has just ended. Each customer is judged by weights learnt without them: both cards keep
/// the weights of fits that left out a fifth of the customers, the same fifths. The level is the one that suits the window, for both: a
/// month later one knows the season better, which says nothing about who is leaving.
/// </summary>
internal static class CardComparison
{
    /// <summary>Null where nobody's window can be looked at.</summary>
    public static ModelComparison? Of(ChurnScorecard champion, ChurnScorecard challenger, IReadOnlyList<PastRow> rows, TrainingPlan plan)
    {
        var last = rows.Where(r => r.CutOff == plan.CutOffs.Count - 1).OrderBy(r => r.Customer).ToList();
        var (one, other) = (Losses(champion, last, plan.WindowDays), Losses(challenger, last, plan.WindowDays));
        return ModelComparison.Of([.. one.Zip(other, (a, b) => (a, b, 1L))]);
    }

    private static double[] Losses(ChurnScorecard card, List<PastRow> rows, int days)
    {
        var columns = card.Terms.Select(t => Column(t.Indicator)).ToArray();
        var sums = new double[rows.Count];
        for (var r = 0; r < sums.Length; r++)
        {
            var chance = Logit.Chance(card.Calibration.Of(card.Intercept + Sum(card, columns, rows[r])));
            sums[r] = Logit.Of(WindowStretch.Of(chance, (double)days / card.WindowDays, card.Power));
        }

        double[] bought = [.. rows.Select(r => r.BoughtWithin(days) ? 1.0 : 0.0)];
        var level = LogisticRegression.Intercept(sums, bought);
        return [.. sums.Select((sum, r) => Logit.Loss(level + sum, bought[r] > 0))];
    }

    private static double Sum(ChurnScorecard card, int[] columns, PastRow row)
    {
        var weights = card.LeftOutWeights.Count == 0 ? null : card.LeftOutWeights[ScorecardFit.Fold(row.Customer)];
        var sum = 0.0;
        for (var t = 0; t < columns.Length; t++)
        {
            var term = card.Terms[t];
            if (columns[t] >= 0)
                sum += (weights?[t] ?? term.Weight) * Standardiser.Scale(row.Values[columns[t]], term.Mean, term.Deviation);
        }

        return sum;
    }

    /// <summary>Below zero where it is none of this version's.</summary>
    private static int Column(string indicator)
    {
        for (var i = 0; i < IndicatorCatalogue.All.Count; i++)
        {
            if (IndicatorCatalogue.All[i].Name == indicator)
                return i;
        }

        return -1;
    }
}
