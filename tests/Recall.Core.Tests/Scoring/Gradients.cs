using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Tests.Scoring;

internal static class Gradients
{
    /// <summary>The analytic gradient against central differences with Richardson's extrapolation.</summary>
    public static void ShouldMatchDifferences(this ILikelihood likelihood, double[] at)
    {
        var gradient = new double[at.Length];
        likelihood.Evaluate(at, gradient);
        for (var i = 0; i < at.Length; i++)
        {
            var numeric = ((4 * Slope(i, 0.5e-3)) - Slope(i, 1e-3)) / 3;
            gradient[i].ShouldBe(numeric, 1e-6 * (1 + Math.Abs(numeric)), $"parameter {i} at {string.Join(", ", at)}");
        }

        double Slope(int i, double relative)
        {
            var step = relative * at[i];
            var (up, down) = ((double[])at.Clone(), (double[])at.Clone());
            (up[i], down[i]) = (at[i] + step, at[i] - step);
            var ignored = new double[at.Length];
            return (likelihood.Evaluate(up, ignored) - likelihood.Evaluate(down, ignored)) / (2 * step);
        }
    }
}
