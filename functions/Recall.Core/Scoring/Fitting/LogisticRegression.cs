using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.Fitting;

/// <summary>A row to learn from.</summary>
/// <param name="Features">Finite numbers, as many in every row.</param>
/// <param name="Label">1 where it happened, 0 where not; between for softened labels.</param>
/// <param name="Weight">More than zero.</param>
public readonly record struct LabelledRow(double[] Features, double Label, double Weight = 1);

/// <summary>
/// Logistic regression with an L2 penalty by iteratively reweighted least squares (Hastie, Tibshirani and Friedman 2009, "The Elements of
/// Statistical Learning", section 4.4.1). Features are standardised inside; the intercept is not penalised. The same rows in the same
/// order give the same bits.
/// </summary>
public static class LogisticRegression
{
    private const int MaxSteps = 50;
    private const double Converged = 1e-14;

    /// <summary>
    /// Fits; null where there is nothing to fit: no rows, or labels all of one kind, for which no finite optimum exists.
    /// </summary>
    /// <param name="rows">To learn from.</param>
    /// <param name="l2">
    /// The penalty is half of it times the squared coefficients of standardised features, against the log-likelihood summed over rows
    /// (1 / C of scikit-learn); more than zero.
    /// </param>
    public static LogisticModel? Fit(IReadOnlyList<LabelledRow> rows, double l2)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(l2);
        var (hits, total) = (rows.Sum(r => r.Label * r.Weight), rows.Sum(r => r.Weight));
        if (!(hits > 0 && hits < total))
            return null;

        var size = rows[0].Features.Length;
        var (means, scales) = Standards(rows, size, total);
        var design = Design(rows, means, scales);
        var beta = Vector<double>.Build.Dense(size + 1);
        beta[0] = Math.Log(hits / (total - hits));
        var value = Objective(rows, design, beta, l2);
        Cholesky<double> curvature;
        for (var step = 0; ; step++)
        {
            (var gradient, curvature) = Slopes(rows, design, beta, l2);
            var move = curvature.Solve(gradient);
            if (step == MaxSteps || !(gradient.DotProduct(move) > Converged * (1 + Math.Abs(value))))
                break;

            // Newton's step overshoots where probabilities are near 0 or 1; half of it, and again, until it gains.
            var share = 1.0;
            var next = Objective(rows, design, beta + move, l2);
            for (; !(next >= value) && share > 1e-9; share /= 2)
                next = Objective(rows, design, beta + (share / 2 * move), l2);
            if (!(next >= value))
                break;
            (beta, value) = (beta + (share * move), next);
        }

        return new(beta[0], beta.AsArray()[1..], means, scales, LowerTriangle(curvature, size + 1));
    }

    private static (double[] Means, double[] Scales) Standards(IReadOnlyList<LabelledRow> rows, int size, double total)
    {
        var (means, scales) = (new double[size], new double[size]);
        foreach (var row in rows)
        {
            for (var i = 0; i < size; i++)
                means[i] += row.Weight * row.Features[i] / total;
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < size; i++)
                scales[i] += row.Weight * (row.Features[i] - means[i]) * (row.Features[i] - means[i]) / total;
        }

        // A constant's deviations are rounding errors, which must not be blown up to a feature.
        for (var i = 0; i < size; i++)
        {
            (means[i], scales[i]) = Math.Sqrt(scales[i]) is var s && s > 1e-12 * Math.Abs(means[i])
                ? (means[i], s)
                : (rows[0].Features[i], 1);
        }

        return (means, scales);
    }

    // Row-major with a leading one, in one array: the inner loops below run over neighbours.
    private static double[] Design(IReadOnlyList<LabelledRow> rows, double[] means, double[] scales)
    {
        var width = means.Length + 1;
        var design = new double[rows.Count * width];
        for (var r = 0; r < rows.Count; r++)
        {
            design[r * width] = 1;
            for (var i = 0; i < means.Length; i++)
                design[(r * width) + 1 + i] = (rows[r].Features[i] - means[i]) / scales[i];
        }

        return design;
    }

    private static double Objective(IReadOnlyList<LabelledRow> rows, double[] design, Vector<double> beta, double l2)
    {
        var b = beta.AsArray();
        var sum = 0.0;
        for (var r = 0; r < rows.Count; r++)
        {
            var z = Dot(design.AsSpan(r * b.Length, b.Length), b);
            sum += rows[r].Weight * ((rows[r].Label * z) - Math.Max(z, 0) - Precise.Log1p(Math.Exp(-Math.Abs(z))));
        }

        return sum - (l2 / 2 * b.Skip(1).Sum(v => v * v));
    }

    private static (Vector<double> Gradient, Cholesky<double> Curvature) Slopes(
        IReadOnlyList<LabelledRow> rows, double[] design, Vector<double> beta, double l2)
    {
        var b = beta.AsArray();
        var gradient = new double[b.Length];
        var curvature = new double[b.Length, b.Length];
        for (var r = 0; r < rows.Count; r++)
        {
            var x = design.AsSpan(r * b.Length, b.Length);
            var p = LogisticModel.Logistic(Dot(x, b));
            var (slope, bend) = (rows[r].Weight * (rows[r].Label - p), rows[r].Weight * p * (1 - p));
            for (var i = 0; i < x.Length; i++)
            {
                gradient[i] += slope * x[i];
                var weighted = bend * x[i];
                for (var j = 0; j <= i; j++)
                    curvature[i, j] += weighted * x[j];
            }
        }

        for (var i = 0; i < b.Length; i++)
        {
            if (i > 0)
                (gradient[i], curvature[i, i]) = (gradient[i] - (l2 * b[i]), curvature[i, i] + l2);
            for (var j = 0; j < i; j++)
                curvature[j, i] = curvature[i, j];
        }

        return (Vector<double>.Build.Dense(gradient), Matrix<double>.Build.DenseOfArray(curvature).Cholesky());
    }

    private static double[] LowerTriangle(Cholesky<double> curvature, int size)
    {
        var covariance = curvature.Solve(Matrix<double>.Build.DenseIdentity(size));
        return [.. from i in Enumerable.Range(0, size) from j in Enumerable.Range(0, i + 1) select covariance[i, j]];
    }

    private static double Dot(ReadOnlySpan<double> x, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < b.Length; i++)
            sum += x[i] * b[i];
        return sum;
    }
}
