using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Champion;

/// <summary>
/// An old scorecard in a new model. Who is how likely is the old card's; the level is today's: what the last window brought, from which the season or the
/// <see cref="Outlook"/> of the weeks ahead is counted. The old card's own level is that of an older window.
/// </summary>
internal static class KeptCard
{
    /// <summary>The card as it is in force from now on.</summary>
    /// <param name="card">Of the model that was in force.</param>
    /// <param name="model">The new one; where it has no learnt card, outcomes are too few for a level, and the old one's stays.</param>
    /// <param name="season">Of today's weeks.</param>
    /// <param name="rows">Customers at the cut-offs of <paramref name="plan"/>.</param>
    /// <param name="plan">Null without buyers.</param>
    public static ChurnScorecard Of(ChurnScorecard card, ShopModel model, SeasonalShift season, IReadOnlyList<PastRow> rows, TrainingPlan? plan)
    {
        if (model.Churn.Quality is null || plan is null || plan.CutOffs.Count == 0)
            return card with { Season = season, Outlook = 0 };
        List<PastRow> last = [.. rows.Where(r => r.CutOff == plan.CutOffs.Count - 1).OrderBy(r => r.Customer)];
        var level = LogisticRegression.Intercept(
            CardComparison.LogOdds(card, last, plan, leftOut: false), [.. last.Select(r => r.BoughtWithin(plan.WindowDays) ? 1.0 : 0.0)]);
        return card with
        {
            Calibration = card.Calibration.Shifted(level),
            Season = season,
            Outlook = Outlook.LogOdds(rows, plan, season, model.Find(model.Buying.Predictor)),
        };
    }
}
