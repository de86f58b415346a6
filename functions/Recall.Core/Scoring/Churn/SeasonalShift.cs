using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// How much more or less customers buy in the weeks ahead than in those the scorecard was last trained on, learnt from the same dates a
/// year earlier: of those who had bought in the window before a cut-off, how many bought in the window after it. That share, unlike a
/// model's intercept, does not change because the records began at some date.
/// </summary>
/// <param name="LogOdds">Added to the log-odds of everybody: one number, so that it never changes who is before whom.</param>
/// <param name="Applied">False where doing nothing was no worse in the past, or nobody can tell yet; then the shift is 0.</param>
/// <param name="ErrorWith">Mean squared error in log-odds of shifting, where two years can be compared; NaN where none can.</param>
/// <param name="ErrorWithout">Mean squared error of doing nothing, over the last year.</param>
public sealed record SeasonalShift(double LogOdds, bool Applied, double ErrorWith, double ErrorWithout)
{
    /// <summary>Too little history.</summary>
    public static SeasonalShift None { get; } = new(0, false, double.NaN, double.NaN);

    // A band of few customers says little: it is drawn to the band before, as if that were known to this variance.
    private const double BandVariance = 0.05;
    private const double ActiveVariance = 1;

    /// <summary>Learns it from rows whose cut-offs are a twelfth of a year apart; none where the window is not a whole number of steps.</summary>
    internal static SeasonalShift Of(IReadOnlyList<PastRow> rows, TrainingPlan plan)
    {
        if (Target(plan) is not { } target)
            return None;

        var ahead = target.CutOff - target.Before;
        var counts = Counts(rows, plan);
        var (with, without) = Errors(counts, ahead);
        if (!(with < without))
            return None with { ErrorWith = with, ErrorWithout = without };
        return new(Standardised(counts[target.CutOff], counts[target.Before], counts[^1]), true, with, without);
    }

    /// <summary>What it would be where no two years can be compared yet; NaN where they can, or a year ago is not known.</summary>
    internal static double Untried(IReadOnlyList<PastRow> rows, TrainingPlan plan, SeasonalShift season)
    {
        if (!double.IsNaN(season.ErrorWith) || Target(plan) is not { } target)
            return double.NaN;
        var counts = Counts(rows, plan);
        return Standardised(counts[target.CutOff], counts[target.Before], counts[^1]);
    }

    /// <summary>The cut-off a year before the day of scoring and that of the window before it; null where the history tells neither.</summary>
    internal static (int CutOff, int Before)? Target(TrainingPlan plan)
    {
        // From the last cut-off to the day of scoring is one window: so many cut-offs.
        var ahead = (int)Math.Round(plan.WindowDays * TrainingPlan.OfYear / 365.0);
        var target = plan.CutOffs.Count - 1 + ahead - TrainingPlan.OfYear;
        return plan.WindowDays < plan.HorizonDays || !plan.IsMonthly || ahead is 0 or >= TrainingPlan.OfYear || target - ahead < 0 ? null : (target, target - ahead);
    }

    /// <summary>Log-odds of buying in the window after a cut-off, by band of silence.</summary>
    internal static double[] BandLogOdds(IReadOnlyList<PastRow> rows, TrainingPlan plan, int cutOff) =>
        Array.ConvertAll(Counts(rows, plan)[cutOff], b => b.LogOdds);

    /// <summary>The band of a customer's silence.</summary>
    internal static int BandOf(PastRow row, TrainingPlan plan) => row.SilentDays <= plan.WindowDays ? 0 : row.SilentDays <= 2 * plan.WindowDays ? 1 : 2;

    /// <summary>The changes of the bands, each by its share of today's customers: a year ago there were fewer who had been silent for long.</summary>
    private static double Standardised(Band[] later, Band[] earlier, Band[] today)
    {
        var (sum, before) = (0.0, 0.0);
        for (var band = 0; band < today.Length; band++)
        {
            var own = later[band].Variance + earlier[band].Variance;
            var variance = band == 0 ? ActiveVariance : BandVariance;
            before = (((later[band].LogOdds - earlier[band].LogOdds) / own) + (before / variance)) / ((1 / own) + (1 / variance));
            sum += before * today[band].Count;
        }

        return sum / today.Sum(b => b.Count);
    }

    /// <summary>
    /// What shifting got wrong at the cut-offs whose counterparts a year earlier are known, and what not shifting got wrong at all
    /// cut-offs of the last year: one that was tried in calm weeks only would say nothing about the others.
    /// </summary>
    private static (double With, double Without) Errors(Band[][] counts, int ahead)
    {
        double Change(int cutOff) => counts[cutOff][0].LogOdds - counts[cutOff - ahead][0].LogOdds;
        double MeanSquare(int first, Func<int, double> error) =>
            first >= counts.Length ? double.NaN : Enumerable.Range(first, counts.Length - first).Average(i => error(i) * error(i));
        return (
            MeanSquare(TrainingPlan.OfYear + ahead, i => Change(i) - Change(i - TrainingPlan.OfYear)),
            MeanSquare(Math.Max(ahead, counts.Length - TrainingPlan.OfYear), Change));
    }

    private static Band[][] Counts(IReadOnlyList<PastRow> rows, TrainingPlan plan)
    {
        var counts = new Band[plan.CutOffs.Count][];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = new Band[3];
        foreach (var row in rows)
        {
            var band = BandOf(row, plan);
            var (count, bought) = counts[row.CutOff][band];
            counts[row.CutOff][band] = new(count + 1, bought + (row.BoughtWithin(plan.WindowDays) ? 1 : 0));
        }

        return counts;
    }

    private readonly record struct Band(int Count, int Bought)
    {
        public double LogOdds => Logit.Of((Bought + 0.5) / (Count + 1));

        public double Variance => (1 / (Bought + 0.5)) + (1 / (Count - Bought + 0.5));
    }
}
