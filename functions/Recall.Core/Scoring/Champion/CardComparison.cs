using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Champion;

/// <summary>
/// Two scorecards at the last cut-off, whose window has just ended. Once by what they know about people they have not seen: both cards keep
/// the weights of fits that left out a fifth of the customers, the same fifths, and the level is the one that suits the window, for
/// both, since a month later one knows the season better, which says nothing about who is leaving. And once by the chances that scores
/// state, with the weights of the whole fit, its level and its calibration: the new card has seen this window, so it can only lose
/// where something is broken. The season is not in them, because it is the season of the weeks ahead (<see cref="SeasonComparison"/>).
/// </summary>
internal sealed class CardComparison(ChurnScorecard champion, ChurnScorecard challenger, IReadOnlyList<PastRow> rows, TrainingPlan plan)
{
    private readonly List<PastRow> _last = [.. rows.Where(r => r.CutOff == plan.CutOffs.Count - 1).OrderBy(r => r.Customer)];

    /// <summary>By weights learnt without the customer; null where nobody's window can be looked at.</summary>
    public ModelComparison? LeftOut() => Compare(sums =>
    {
        double[] bought = [.. _last.Select(r => Bought(r) ? 1.0 : 0.0)];
        var level = LogisticRegression.Intercept(sums, bought);
        return Array.ConvertAll(sums, sum => level + sum);
    }, leftOut: true);

    /// <summary>By the chances as scores state them, but for the season; null likewise.</summary>
    public ModelComparison? Stated() => Compare(sums => sums, leftOut: false);

    private ModelComparison? Compare(Func<double[], double[]> level, bool leftOut)
    {
        var (one, other) = (level(LogOdds(champion, _last, plan, leftOut)), level(LogOdds(challenger, _last, plan, leftOut)));
        return ModelComparison.Of([.. _last.Select((r, i) => (Logit.Loss(one[i], Bought(r)), Logit.Loss(other[i], Bought(r)), 1L))]);
    }

    private bool Bought(PastRow row) => row.BoughtWithin(plan.WindowDays);

    /// <summary>Of buying within the plan's window, by customer.</summary>
    /// <param name="card">Whose.</param>
    /// <param name="last">Customers at a cut-off.</param>
    /// <param name="plan">Theirs.</param>
    /// <param name="leftOut">By the weights learnt without the customer.</param>
    internal static double[] LogOdds(ChurnScorecard card, IReadOnlyList<PastRow> last, TrainingPlan plan, bool leftOut)
    {
        var columns = card.Terms.Select(t => Column(t.Indicator)).ToArray();
        var logOdds = new double[last.Count];
        for (var r = 0; r < logOdds.Length; r++)
        {
            var weights = leftOut && card.LeftOutWeights.Count > 0 ? card.LeftOutWeights[ScorecardFit.Fold(last[r].Customer)] : null;
            var chance = Logit.Chance(card.Calibration.Of(card.Intercept + Sum(card, columns, weights, last[r])));
            logOdds[r] = Logit.Of(WindowStretch.Of(chance, (double)plan.WindowDays / card.WindowDays, card.Power));
        }

        return logOdds;
    }

    private static double Sum(ChurnScorecard card, int[] columns, double[]? weights, PastRow row)
    {
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
