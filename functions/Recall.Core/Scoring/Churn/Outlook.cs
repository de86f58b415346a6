using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// How much more or less customers buy in the window ahead than in the last one, where no season has proved itself (<see cref="SeasonalShift"/>). Three
/// simple answers, each wrong in its own way: as in the last window, which may have been Christmas; as the model of repeat buying has it, which
/// weighs all that was ever bought and knows no season; and as between the same two windows a year ago, which is one year. Their plain mean: averages of
/// simple forecasts are hard to beat, and weights learnt from a few windows mostly lose to equal ones (Clemen 1989, "Combining forecasts: A review and annotated bibliography",
/// International Journal of Forecasting 5:559-583).
/// </summary>
internal static class Outlook
{
    /// <summary>Log-odds to add to everybody's; 0 where the season is applied.</summary>
    /// <param name="rows">Customers at the cut-offs of <paramref name="plan"/>.</param>
    /// <param name="plan">At least one cut-off.</param>
    /// <param name="season">What is known of the season.</param>
    /// <param name="model">Of repeat buying, fitted to all data; null where there is none.</param>
    public static double LogOdds(IReadOnlyList<PastRow> rows, TrainingPlan plan, SeasonalShift season, IBuyingModel? model)
    {
        if (season.Applied)
            return 0;
        double[] answers = [0, LongRun(rows, plan, model), SeasonalShift.Untried(rows, plan, season)];
        return answers.Where(double.IsFinite).Average();
    }

    /// <summary>From the level of the last window to the one that the model would have given it; NaN without a model.</summary>
    private static double LongRun(IReadOnlyList<PastRow> rows, TrainingPlan plan, IBuyingModel? model)
    {
        if (model is null)
            return double.NaN;
        var weeks = plan.WindowDays / PurchaseHistory.DaysPerWeek;
        var last = rows.Where(r => r.CutOff == plan.CutOffs.Count - 1).ToList();
        var foreseen = last.GroupBy(r => r.History()).ToDictionary(g => g.Key, g => Logit.Of(model.PBuy(g.Key, weeks)));
        return -LogisticRegression.Intercept(
            [.. last.Select(r => foreseen[r.History()])], [.. last.Select(r => r.BoughtWithin(plan.WindowDays) ? 1.0 : 0.0)]);
    }
}
