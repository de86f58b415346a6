using System.Numerics;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Column = MathNet.Numerics.LinearAlgebra.Vector<double>;
using Matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace Recall.Core.Scoring.Fitting;

/// <summary>
/// Logistic regression with an L2 penalty on the weights' distance from given ones, by Newton's method (iteratively reweighted least squares;
/// Hastie, Tibshirani and Friedman 2009, "The Elements of Statistical Learning", section 4.4.1). Sums run over the rows in their order, so equal
/// rows in equal order give equal bits.
/// </summary>
internal static class LogisticRegression
{
    /// <summary>Keeps the intercept of a group finite in which all or none did it.</summary>
    public const double InterceptPenalty = 1e-3;

    private const int MaxSteps = 50;
    private const double Converged = 1e-14;
    private const double LeastShare = 1e-9;

    /// <param name="rows">At least one.</param>
    /// <param name="ridge">The penalty is half of it times the squared distances from the centre, against the log-likelihood summed over rows.</param>
    /// <param name="centre">Weights that the penalty draws to.</param>
    /// <param name="interceptPenalty">The same for intercepts, which are drawn to zero; zero where every group has rows of both kinds.</param>
    /// <param name="start">Where to begin, a fit of nearly the same rows; null begins at the centre.</param>
    public static RegressionFit Fit(
        RegressionRows rows, double ridge, double[] centre, double interceptPenalty = InterceptPenalty, RegressionFit? start = null)
    {
        var penalty = new Penalty(ridge, centre, interceptPenalty);
        var at = At(rows, start is null ? [.. centre, .. new double[rows.Groups]] : [.. start.Weights, .. start.Intercepts], penalty);
        for (var step = 0; step < MaxSteps; step++)
        {
            var move = at.Curvature.Solve(at.Gradient);
            if (!(at.Gradient.DotProduct(move) > Converged * (1 + Math.Abs(at.Value))))
                break;

            // Newton's step overshoots where chances are near 0 or 1; half of it, and again, until it gains.
            var (share, next) = (1.0, At(rows, Moved(at.Point, move, 1), penalty));
            while (!(next.Value >= at.Value) && share > LeastShare)
                next = At(rows, Moved(at.Point, move, share /= 2), penalty);
            if (!(next.Value >= at.Value))
                break;
            at = next;
        }

        return new(at.Point[..rows.Columns], at.Point[rows.Columns..], at.Curvature);
    }

    /// <summary>The intercept at which the mean of the chances is the mean of what happened, given the rest of the log-odds.</summary>
    public static double Intercept(ReadOnlySpan<double> sums, ReadOnlySpan<double> labels)
    {
        var intercept = 0.0;
        for (var step = 0; step < MaxSteps; step++)
        {
            var (slope, curvature) = (-InterceptPenalty * intercept, InterceptPenalty);
            for (var i = 0; i < sums.Length; i++)
            {
                var chance = Logit.Chance(intercept + sums[i]);
                slope += labels[i] - chance;
                curvature += chance * (1 - chance);
            }

            // Far from the answer the curve is flat and a whole step leads beyond all sums.
            var move = Math.Clamp(slope / curvature, -5, 5);
            intercept += move;
            if (Math.Abs(move) < LeastShare)
                break;
        }

        return intercept;
    }

    private static double[] Moved(double[] point, Column move, double share)
    {
        var moved = new double[point.Length];
        for (var i = 0; i < moved.Length; i++)
            moved[i] = point[i] + (share * move[i]);
        return moved;
    }

    /// <summary>The penalised log-likelihood at a point with its slope and curvature, in one pass over the rows.</summary>
    private static Place At(RegressionRows rows, double[] point, Penalty penalty)
    {
        var (p, size, value) = (rows.Columns, point.Length, 0.0);
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
            var (chance, counts) = (Logit.Chance(sum), rows.Weights?[r] ?? 1);
            var (residual, weight) = (counts * (rows.Labels[r] - chance), counts * chance * (1 - chance));
            value += counts * ((rows.Labels[r] * sum) - Logit.Softplus(sum));
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
            var (own, distance) = i < p ? (penalty.Ridge, point[i] - penalty.Centre[i]) : (penalty.Intercept, point[i]);
            value -= own / 2 * distance * distance;
            gradient[i] -= own * distance;
            hessian[(i * size) + i] += own;
            for (var j = 0; j < i; j++)
                hessian[(j * size) + i] = hessian[(i * size) + j];
        }

        return new(point, value, Column.Build.Dense(gradient), Matrix.Build.Dense(size, size, hessian).Cholesky());
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

    private readonly record struct Penalty(double Ridge, double[] Centre, double Intercept);

    private readonly record struct Place(double[] Point, double Value, Column Gradient, Cholesky<double> Curvature);
}
