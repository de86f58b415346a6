using Matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace Recall.Core.Scoring.Fitting;

/// <summary>
/// P(label) = 1 / (1 + exp(-(intercept + Σ coefficient · (feature - mean) / scale))). The coefficients are of standardised features, so
/// their sizes compare, and <c>coefficient · (feature - mean) / scale</c> is what a feature adds for a customer next to an average one.
/// </summary>
/// <param name="Intercept">Log-odds of a row with average features.</param>
/// <param name="Coefficients">By feature; zero for one that never varied.</param>
/// <param name="Means">Of the features in training.</param>
/// <param name="Scales">Their standard deviations in training; 1 for one that never varied.</param>
/// <param name="Covariance">
/// Of intercept and coefficients: the inverse curvature of the penalised likelihood (Laplace's approximation; MacKay 1992, "The Evidence
/// Framework Applied to Classification Networks"). The lower triangle, row by row, intercept first.
/// </param>
public sealed record LogisticModel(double Intercept, double[] Coefficients, double[] Means, double[] Scales, double[] Covariance)
{
    /// <summary>The log-odds for features of the training's order.</summary>
    public double LogOdds(ReadOnlySpan<double> features)
    {
        var sum = Intercept;
        for (var i = 0; i < Coefficients.Length; i++)
            sum += Coefficients[i] * ((features[i] - Means[i]) / Scales[i]);
        return sum;
    }

    /// <summary>The probability for features of the training's order.</summary>
    public double Probability(ReadOnlySpan<double> features) => Logit.Chance(LogOdds(features));

    /// <summary>Variance of <see cref="LogOdds"/> from the training data being a sample.</summary>
    public double LogOddsVariance(ReadOnlySpan<double> features)
    {
        var (sum, next) = (0.0, 0);
        for (var i = 0; i <= Coefficients.Length; i++)
        {
            var row = i == 0 ? 1 : (features[i - 1] - Means[i - 1]) / Scales[i - 1];
            for (var j = 0; j < i; j++)
                sum += 2 * Covariance[next++] * row * (j == 0 ? 1 : (features[j - 1] - Means[j - 1]) / Scales[j - 1]);
            sum += Covariance[next++] * row * row;
        }

        return sum;
    }

    /// <summary>
    /// Fits by <see cref="LogisticRegression"/>; null where there is nothing to fit: no rows, or labels all of one kind, for which no finite
    /// optimum exists. Features are standardised inside; the intercept is not penalised.
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
        var values = new double[rows.Count * size];
        for (var i = 0; i < values.Length; i++)
            values[i] = (rows[i / size].Features[i % size] - means[i % size]) / scales[i % size];
        var fit = LogisticRegression.Fit(
            new(size, 1, values, [.. rows.Select(r => r.Label)], new int[rows.Count]) { Weights = [.. rows.Select(r => r.Weight)] },
            l2, new double[size], interceptPenalty: 0);
        return new(fit.Intercepts[0], fit.Weights, means, scales, InterceptFirst(fit.Curvature.Solve(Matrix.Build.DenseIdentity(size + 1))));
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

    /// <summary>The lower triangle of a covariance whose intercept is last.</summary>
    private static double[] InterceptFirst(Matrix covariance)
    {
        var size = covariance.RowCount;
        int Place(int i) => i == 0 ? size - 1 : i - 1;
        return [.. from i in Enumerable.Range(0, size) from j in Enumerable.Range(0, i + 1) select covariance[Place(i), Place(j)]];
    }
}

/// <summary>A row to learn from.</summary>
/// <param name="Features">Finite numbers, as many in every row.</param>
/// <param name="Label">1 where it happened, 0 where not; between for softened labels.</param>
/// <param name="Weight">More than zero.</param>
public readonly record struct LabelledRow(double[] Features, double Label, double Weight = 1);
