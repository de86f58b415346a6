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
    public double Probability(ReadOnlySpan<double> features) => Logistic(LogOdds(features));

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

    /// <summary>1 / (1 + exp(-z)) without overflow.</summary>
    internal static double Logistic(double z)
    {
        if (z >= 0)
            return 1 / (1 + Math.Exp(-z));
        var e = Math.Exp(z);
        return e / (1 + e);
    }
}
