using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Champion;

/// <summary>
/// A card's shift for the season against none, on the window that it was learnt for, which is that of the same dates a year ago: customers who
/// had been silent for as long bought in the window before it as often as they did, and the shift is to say how much that changes. The weeks ahead
/// have not happened, and the window that has ended has another season, so no other window could speak of it.
/// </summary>
internal static class SeasonComparison
{
    /// <summary>Null without a shift, or without that year.</summary>
    public static ModelComparison? Of(SeasonalShift season, IReadOnlyList<PastRow> rows, TrainingPlan plan)
    {
        if (season.LogOdds == 0 || SeasonalShift.Target(plan) is not { } target)
            return null;
        var before = SeasonalShift.BandLogOdds(rows, plan, target.Before);
        return ModelComparison.Of([.. rows.Where(r => r.CutOff == target.CutOff).Select(r =>
        {
            var (known, bought) = (before[SeasonalShift.BandOf(r, plan)], r.BoughtWithin(plan.WindowDays));
            return (Logit.Loss(known, bought), Logit.Loss(known + season.LogOdds, bought), 1L);
        })]);
    }
}
