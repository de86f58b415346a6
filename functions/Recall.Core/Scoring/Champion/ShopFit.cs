using Recall.Core.Scoring.Churn;

namespace Recall.Core.Scoring.Champion;

/// <summary>A fit and what became of it.</summary>
/// <param name="Fitted">The new fit.</param>
/// <param name="Model">The model in force from now on: the new fit, or the one that it could not beat.</param>
/// <param name="Trial">How it was judged.</param>
public sealed record ShopFit(ShopModel Fitted, ShopModel Model, ModelTrial Trial)
{
    /// <summary>Fits, and puts the fit in force unless it is worse than the model that is.</summary>
    /// <param name="champion">In force; null before the first fit.</param>
    /// <param name="statistics">Of all customers.</param>
    /// <param name="rows">Customers on the past days of <see cref="TrainingPlan.Of(ShopStatistics)"/>, to learn the scorecard from.</param>
    /// <param name="at">The moment of fitting.</param>
    public static ShopFit Of(ShopModel? champion, ShopStatistics statistics, IReadOnlyList<PastRow> rows, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        var plan = TrainingPlan.Of(statistics);
        var fitted = ShopModel.Fit(statistics, at, churn: plan is null ? null : ScorecardFit.Of(rows, plan));
        var trial = ModelTrial.Of(champion, fitted, statistics.HeldOut, rows, plan);
        return new(fitted, trial.Refused is null ? fitted : champion!, trial);
    }
}
