using Recall.Core.Scoring.Churn;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Champion;

/// <summary>Fits a shop's model, and says which is in force from then on.</summary>
public static class ShopFit
{
    /// <summary>
    /// Fits; parts that were lost or are worse stay those of the model in force. Without buyers nothing is fitted: that model stays, and where there
    /// is none <see cref="ShopModel.Stated"/> values stand in.
    /// </summary>
    /// <param name="champion">In force; null before the first fit.</param>
    /// <param name="statistics">Of all customers.</param>
    /// <param name="rows">Customers on the past days of <see cref="TrainingPlan.Of(ShopStatistics)"/>, to learn the scorecard from.</param>
    /// <param name="at">The moment of fitting.</param>
    public static FitOutcome Of(ShopModel? champion, ShopStatistics statistics, IReadOnlyList<PastRow> rows, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (statistics.Buyers == 0)
            return Stay(champion, statistics, Whys.NoBuyers.With(), at);
        var plan = TrainingPlan.Of(statistics);
        var fitted = ShopModel.Fit(statistics, at);
        if (plan is not null)
            fitted = (fitted with { Churn = ScorecardFit.Of(rows, plan, fitted.Find(fitted.Buying.Predictor)) }).Named();
        return ModelTrial.Of(champion, LeadComparison.Judge(fitted, rows, plan), statistics, rows, plan);
    }

    /// <summary>An attempt of which nothing came.</summary>
    /// <param name="champion">In force, and stays; null before the first fit.</param>
    /// <param name="statistics">For the stated values that stand in where there is none.</param>
    /// <param name="because">Why.</param>
    /// <param name="at">When.</param>
    public static FitOutcome Stay(ShopModel? champion, ShopStatistics statistics, Why because, DateTimeOffset at)
    {
        var model = champion ?? ShopModel.Fit(statistics, at, ShopModel.Stated);
        return new(model, new() { At = at, Champion = model.Version, Refused = because });
    }
}
