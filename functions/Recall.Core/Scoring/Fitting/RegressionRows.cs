using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Recall.Core.Scoring.Fitting;

/// <summary>
/// Rows of a regression: standardised values, what happened, and the group a row belongs to. Each group has an intercept of its own, so that
/// what distinguishes rows is not mixed up with what distinguishes groups: the cut-offs of a scorecard are its seasons.
/// </summary>
/// <param name="Columns">Values per row.</param>
/// <param name="Groups">Number of groups.</param>
/// <param name="Values">Row after row.</param>
/// <param name="Labels">1 where it happened, 0 where not, between for softened labels; by row.</param>
/// <param name="Group">By row.</param>
internal sealed record RegressionRows(int Columns, int Groups, double[] Values, double[] Labels, int[] Group)
{
    /// <summary>How much a row counts, more than zero; null counts each once.</summary>
    public double[]? Weights { get; init; }

    public int Count => Labels.Length;

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The rows of some numbers.</summary>
    public RegressionRows Where(Func<int, bool> kept)
    {
        var rows = Enumerable.Range(0, Count).Where(kept).ToArray();
        var values = new double[rows.Length * Columns];
        for (var r = 0; r < rows.Length; r++)
            Row(rows[r]).CopyTo(values.AsSpan(r * Columns));
        return new(Columns, Groups, values, [.. rows.Select(r => Labels[r])], [.. rows.Select(r => Group[r])])
        {
            Weights = Weights is { } weights ? [.. rows.Select(r => weights[r])] : null,
        };
    }
}

/// <summary>Fitted weights; the log-odds of a row are its group's intercept plus the sum of weights times values.</summary>
/// <param name="Weights">By column.</param>
/// <param name="Intercepts">By group.</param>
/// <param name="Curvature">Of minus the penalised log-likelihood at the fit: weights, then intercepts.</param>
internal sealed record RegressionFit(double[] Weights, double[] Intercepts, Cholesky<double> Curvature)
{
    public double Sum(ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Weights[i] * row[i];
        return sum;
    }
}
