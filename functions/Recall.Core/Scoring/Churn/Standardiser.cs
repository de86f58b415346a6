using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// Brings the indicators onto one scale: mean 0 and deviation 1 over the training rows. What is not known becomes 0, neither for nor
/// against; outliers are drawn in, because no shop's history tells what a value of six deviations means.
/// </summary>
internal sealed class Standardiser
{
    /// <summary>Most deviations from the mean.</summary>
    public const double MostDeviations = 4;

    // A column in which fewer rows are known, or all are alike, teaches nothing.
    private const int LeastKnown = 30;
    private const double LeastDeviation = 1e-9;

    private Standardiser(int[] columns, double[] means, double[] deviations) => (Columns, Means, Deviations) = (columns, means, deviations);

    /// <summary>Places of the indicators that vary, in the order of the catalogue.</summary>
    public int[] Columns { get; }

    /// <summary>By place in <see cref="Columns"/>.</summary>
    public double[] Means { get; }

    /// <summary>By place in <see cref="Columns"/>.</summary>
    public double[] Deviations { get; }

    public static Standardiser Of(IReadOnlyList<PastRow> rows)
    {
        var columns = new List<(int Column, double Mean, double Deviation)>();
        for (var column = 0; column < IndicatorCatalogue.All.Count; column++)
        {
            var (mean, deviation) = Spread(rows, column);
            if (deviation > LeastDeviation)
                columns.Add((column, mean, deviation));
        }

        return new([.. columns.Select(c => c.Column)], [.. columns.Select(c => c.Mean)], [.. columns.Select(c => c.Deviation)]);
    }

    /// <summary>A value on the common scale.</summary>
    public static double Scale(double value, double mean, double deviation) =>
        double.IsNaN(value) ? 0 : Math.Clamp((value - mean) / deviation, -MostDeviations, MostDeviations);

    /// <summary>The rows for a regression, all of cut-offs that weights are learnt from.</summary>
    public RegressionRows Rows(IReadOnlyList<PastRow> rows, TrainingPlan plan)
    {
        var values = new double[rows.Count * Columns.Length];
        for (var r = 0; r < rows.Count; r++)
        {
            for (var c = 0; c < Columns.Length; c++)
                values[(r * Columns.Length) + c] = Scale(rows[r].Values[Columns[c]], Means[c], Deviations[c]);
        }

        return new(
            Columns.Length, plan.CutOffs.Count - plan.FirstLearnt, values, [.. rows.Select(r => r.BoughtWithin(plan.WindowDays) ? 1.0 : 0.0)],
            [.. rows.Select(r => r.CutOff - plan.FirstLearnt)]);
    }

    private static (double Mean, double Deviation) Spread(IReadOnlyList<PastRow> rows, int column)
    {
        var (known, mean, squares) = (0, 0.0, 0.0);
        foreach (var row in rows)
        {
            var value = row.Values[column];
            if (double.IsNaN(value))
                continue;
            known++;
            var delta = value - mean;
            mean += delta / known;
            squares += delta * (value - mean);
        }

        return (mean, known < LeastKnown ? 0 : Math.Sqrt(squares / (known - 1)));
    }
}
