using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// Learns a scorecard from customers at past cut-offs: logistic regression on standardised indicators with an intercept per cut-off, an L2
/// penalty towards the prior card's weights chosen by what was known in time (few customers hardly leave them, many forget them), isotonic calibration on customers that were left out, and a seasonal shift where it helps.
/// </summary>
public static partial class ScorecardFit
{
    /// <summary>Fewest customers who bought after the last cut-off, and fewest who did not.</summary>
    public const int LeastOfEach = 50;

    /// <summary>Parts that customers are drawn to by their hash, the same in every fit; each is left out of one.</summary>
    internal const int Folds = 5;

    private const double PoolCustomers = 200;

    /// <summary>The card of a plan's rows, in any order: <see cref="PriorScorecard"/> where they are too few.</summary>
    /// <param name="rows">Customers at the plan's cut-offs.</param>
    /// <param name="plan">Which these are.</param>
    /// <param name="model">Of repeat buying, fitted to all data: it has a say in the level (<see cref="Outlook"/>). Null where there is none.</param>
    public static ChurnScorecard Of(IEnumerable<PastRow> rows, TrainingPlan plan, IBuyingModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(plan);
        var sorted = rows.OrderBy(r => r.Customer).ThenBy(r => r.CutOff).ToList();
        if (TooFew(sorted, plan) is { } refusal)
            return PriorScorecard.Of(plan.HorizonDays, refusal);

        var learnt = sorted.FindAll(r => r.CutOff >= plan.FirstLearnt);
        var standard = Standardiser.Of(learnt);
        var data = standard.Rows(learnt, plan);
        var penalty = ChoosePenalty(learnt, plan);
        var centre = PriorScorecard.Weights(standard);
        var fit = LogisticRegression.Fit(data, penalty * data.Count, centre);
        var folds = new RegressionFit[Folds];
        Parallel.For(0, Folds, fold =>
        {
            var others = data.Where(r => Fold(learnt[r].Customer) != fold);
            folds[fold] = LogisticRegression.Fit(others, penalty * others.Count, centre, start: fit);
        });

        var left = LeftOut(learnt, data, folds, fit);
        var season = SeasonalShift.Of(sorted, plan);
        return new()
        {
            Name = ChurnScorecard.Learnt,
            HorizonDays = plan.HorizonDays,
            WindowDays = plan.WindowDays,
            Intercept = Pooled(fit.Intercepts, data),
            Terms =
            [
                .. standard.Columns.Select((column, i) => new ScorecardTerm(
                    IndicatorCatalogue.All[column].Name, fit.Weights[i], standard.Means[i], standard.Deviations[i])),
            ],
            LeftOutWeights = [.. folds.Select(f => f.Weights)],
            Calibration = Calibration.Of(left, data.Labels),
            Season = season,
            Outlook = Outlook.LogOdds(sorted, plan, season, model),
            Power = plan.WindowDays < plan.HorizonDays ? WindowStretch.Power(sorted, plan) : 1,
            Quality = Quality(learnt, data, left, penalty),
        };
    }

    private static Refusal? TooFew(List<PastRow> rows, TrainingPlan plan)
    {
        if (plan.CutOffs.Count == 0)
            return new(Refusal.TooShort, Whys.ShortWindow.With(("days", plan.WindowDays), ("least", TrainingPlan.LeastWindowDays)));

        var last = rows.Where(r => r.CutOff == plan.CutOffs.Count - 1).ToList();
        var bought = last.Count(r => r.BoughtWithin(plan.WindowDays));
        return Math.Min(bought, last.Count - bought) >= LeastOfEach
            ? null
            : new(
                Refusal.TooFewCustomers,
                Whys.TooFewOutcomes.With(("customers", last.Count), ("days", plan.WindowDays), ("bought", bought), ("least", LeastOfEach)));
    }

    /// <summary>The log-odds of every row by a fit without any row of its customer; levels are those of the whole.</summary>
    private static double[] LeftOut(List<PastRow> rows, RegressionRows data, RegressionFit[] folds, RegressionFit whole)
    {
        var logOdds = new double[data.Count];
        for (var r = 0; r < logOdds.Length; r++)
            logOdds[r] = whole.Intercepts[data.Group[r]] + folds[Fold(rows[r].Customer)].Sum(data.Row(r));
        return logOdds;
    }

    /// <summary>The part that a customer belongs to.</summary>
    internal static int Fold(ulong customer) => (int)(customer % Folds);

    /// <summary>The last cut-off's intercept; that of few customers is drawn to the mean of all.</summary>
    private static double Pooled(double[] intercepts, RegressionRows data)
    {
        var last = intercepts.Length - 1;
        double count = data.Group.Count(g => g == last);
        return ((count * intercepts[last]) + (PoolCustomers * intercepts.Average())) / (count + PoolCustomers);
    }

    private static ScorecardQuality Quality(List<PastRow> rows, RegressionRows data, double[] left, double penalty)
    {
        var (auc, loss) = (0.0, 0.0);
        foreach (var cutOff in Enumerable.Range(0, rows.Count).GroupBy(r => rows[r].CutOff))
        {
            var share = Ranking.Auc([.. cutOff.Select(r => left[r])], [.. cutOff.Select(r => data.Labels[r] > 0)]);
            auc += double.IsNaN(share) ? 0.5 * cutOff.Count() : share * cutOff.Count();
        }

        for (var r = 0; r < rows.Count; r++)
            loss += Logit.Loss(left[r], data.Labels[r] > 0);
        return new(
            rows.Count, rows.Select(r => r.Customer).Distinct().Count(), data.Groups, penalty, auc / rows.Count, loss / rows.Count);
    }
}
