namespace Recall.Benchmarks.Tables;

/// <summary>A line of the table.</summary>
/// <param name="Part">What it belongs to.</param>
/// <param name="What">What was measured.</param>
/// <param name="Value">The figure; of several rounds the median; NaN where the line says why there is none.</param>
/// <param name="Unit">Of the figure.</param>
/// <param name="Share">Of the baseline measured in the same run, or null.</param>
/// <param name="Aim">What the project wants, in words, or null.</param>
internal sealed record Figure(string Part, string What, double Value, string Unit, double? Share = null, string? Aim = null);

/// <summary>Medians: one slow round, on a machine that others use too, must not set the figure.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
