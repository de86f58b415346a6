using System.Numerics;
using Column = MathNet.Numerics.LinearAlgebra.Vector<double>;
using Matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// Rows of a regression: standardised values, what happened, and the group a row belongs to. Groups are the cut-offs; each has an
/// intercept of its own, so that what distinguishes customers is not mixed up with what distinguishes seasons.
/// </summary>
/// <param name="Columns">Values per row.</param>
/// <param name="Groups">Number of groups.</param>
/// <param name="Values">Row after row.</param>
/// <param name="Bought">1 where it happened, else 0; by row.</param>
/// <param name="Group">By row.</param>
internal sealed record RegressionRows(int Columns, int Groups, double[] Values, double[] Bought, int[] Group)
{
    public int Count => Bought.Length;

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The rows of some numbers.</summary>
    public RegressionRows Where(Func<int, bool> kept)
    {
        var rows = Enumerable.Range(0, Count).Where(kept).ToArray();
        var values = new double[rows.Length * Columns];
        for (var r = 0; r < rows.Length; r++)
            Row(rows[r]).CopyTo(values.AsSpan(r * Columns));
        return new(Columns, Groups, values, [.. rows.Select(r => Bought[r])], [.. rows.Select(r => Group[r])]);
    }
}

/// <summary>Fitted weights; the log-odds of a row are its group's intercept plus the sum of weights times values.</summary>
internal sealed record RegressionFit(double[] Weights, double[] Intercepts)
{
    public double Sum(ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Weights[i] * row[i];
        return sum;
    }
}

/// <summary>
/// Logistic regression with an L2 penalty on the weights' distance from given ones, by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani and
/// Friedman 2009, section 4.4.1). Sums run over the rows in their order, so equal rows in equal order give equal bits.
/// </summary>
internal static class LogisticRegression
{
    private const int MaxSteps = 30;
    private const double Converged = 1e-9;

    // Keeps an intercept finite in a group in which all or none bought.
    private const double InterceptPenalty = 1e-3;

    /// <param name="rows">At least one.</param>
    /// <param name="penalty">Per row: the sum of squared distances from the centre times this times half the number of rows.</param>
    /// <param name="centre">Weights that the penalty draws to.</param>
    /// <param name="start">Where to begin, a fit of nearly the same rows; null begins at the centre.</param>
    public static RegressionFit Fit(RegressionRows rows, double penalty, double[] centre, RegressionFit? start = null)
    {
        var (p, size) = (rows.Columns, rows.Columns + rows.Groups);
        double[] point = start is null ? [.. centre, .. new double[rows.Groups]] : [.. start.Weights, .. start.Intercepts];
        var ridge = penalty * rows.Count;
        for (var step = 0; step < MaxSteps; step++)
        {
            var (gradient, hessian) = Derivatives(rows, point, centre, ridge);
            var move = hessian.Cholesky().Solve(Column.Build.DenseOfArray(gradient));
            var largest = 0.0;
            for (var i = 0; i < size; i++)
            {
                // From zero, steps of the log-odds of a penalised fit do not overshoot by more than a few units.
                var bounded = Math.Clamp(move[i], -5, 5);
                point[i] += bounded;
                largest = Math.Max(largest, Math.Abs(bounded));
            }

            if (largest < Converged)
                break;
        }

        return new(point[..p], point[p..]);
    }

    /// <summary>The intercept at which the mean of the chances is the mean of what happened, given the rest of the log-odds.</summary>
    public static double Intercept(ReadOnlySpan<double> sums, ReadOnlySpan<double> bought)
    {
        var intercept = 0.0;
        for (var step = 0; step < MaxSteps; step++)
        {
            var (slope, curvature) = (-InterceptPenalty * intercept, InterceptPenalty);
            for (var i = 0; i < sums.Length; i++)
            {
                var chance = Logit.Chance(intercept + sums[i]);
                slope += bought[i] - chance;
                curvature += chance * (1 - chance);
            }

            var move = Math.Clamp(slope / curvature, -5, 5);
            intercept += move;
            if (Math.Abs(move) < Converged)
                break;
        }

        return intercept;
    }

    /// <summary>
    /// Nearly all of the time goes here. Each element is one product and one sum whatever the width of the hardware's vectors, so the
    /// bits are the same everywhere.
    /// </summary>
    private static void AddScaled(Span<double> sum, double factor, ReadOnlySpan<double> row)
    {
        var i = 0;
        var factors = new Vector<double>(factor);
        for (; i <= sum.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(sum[i..]) + (factors * new Vector<double>(row[i..]))).CopyTo(sum[i..]);
        for (; i < sum.Length; i++)
            sum[i] += factor * row[i];
    }

    private static (double[] Gradient, Matrix Hessian) Derivatives(RegressionRows rows, double[] point, double[] centre, double ridge)
    {
        var (p, size) = (rows.Columns, point.Length);
        var gradient = new double[size];
        var hessian = new double[size * size];
        var weights = point.AsSpan(0, p);
        for (var r = 0; r < rows.Count; r++)
        {
            var row = rows.Row(r);
            var own = p + rows.Group[r];
            var sum = point[own];
            for (var i = 0; i < p; i++)
                sum += weights[i] * row[i];
            var chance = Logit.Chance(sum);
            var (residual, weight) = (rows.Bought[r] - chance, chance * (1 - chance));
            gradient[own] += residual;
            hessian[(own * size) + own] += weight;
            for (var i = 0; i < p; i++)
            {
                if (row[i] == 0)
                    continue;
                var scaled = weight * row[i];
                gradient[i] += residual * row[i];
                hessian[(own * size) + i] += scaled;
                AddScaled(hessian.AsSpan(i * size, i + 1), scaled, row);
            }
        }

        for (var i = 0; i < size; i++)
        {
            var own = i < p ? ridge : InterceptPenalty;
            gradient[i] -= own * (point[i] - (i < p ? centre[i] : 0));
            hessian[(i * size) + i] += own + 1e-9;
            for (var j = 0; j < i; j++)
                hessian[(j * size) + i] = hessian[(i * size) + j];
        }

        return (gradient, Matrix.Build.Dense(size, size, hessian));
    }
}
