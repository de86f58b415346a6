using MathNet.Numerics.LinearAlgebra;

namespace Recall.Core.Scoring.Fitting;

/// <summary>
/// Maximises a likelihood whose parameters are all positive: BFGS in their logarithms, from several starting points, on the mean per
/// customer so that tolerances do not depend on the shop's size.
/// </summary>
internal static class MaximumLikelihood
{
    // e^-18 and e^18 are beyond any rate or shape that data could tell apart; outside, likelihoods only lose digits.
    private const double Limit = 18;
    private const double ConvergedSlope = 1e-6;

    public static ModelFit<T> Fit<T>(ILikelihood likelihood, IReadOnlyList<double[]> starts, Func<double[], T> create)
        where T : class
    {
        var minima = starts
            .Select(s => Array.ConvertAll(s, v => Math.Clamp(Math.Log(v), -Limit, Limit)))
            .Select(s => Bfgs.Minimise((p, g) => Negative(likelihood, p, g), s))
            .Where(m => double.IsFinite(m.Value))
            .OrderBy(m => m.Value)
            .ToList();
        if (minima.Count == 0)
            return ModelFit<T>.Refuse("not-converged", "The likelihood is not finite at any starting point.");

        var best = minima[0];
        var agreeing = minima.Count(m => m.Value - best.Value <= 1e-8 * Math.Abs(best.Value));
        var diagnostics = new FitDiagnostics(
            likelihood.Customers, -best.Value * likelihood.Customers, starts.Count, agreeing, best.Iterations, best.Slope);
        if (!(best.Slope <= ConvergedSlope))
        {
            return ModelFit<T>.Refuse(
                "not-converged", $"No optimum found in {best.Iterations} steps from {starts.Count} starting points.", diagnostics);
        }

        return new()
        {
            Parameters = create(Array.ConvertAll(best.Point, Math.Exp)),
            StandardErrors = create(StandardErrors(likelihood, best.Point)),
            Diagnostics = diagnostics,
        };
    }

    private static double Negative(ILikelihood likelihood, double[] logs, double[] gradient)
    {
        if (logs.Any(l => !(Math.Abs(l) <= Limit)))
            return double.PositiveInfinity;

        var parameters = Array.ConvertAll(logs, Math.Exp);
        var value = likelihood.Evaluate(parameters, gradient);
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] *= -parameters[i] / likelihood.Customers;
        return double.IsNaN(value) ? double.PositiveInfinity : -value / likelihood.Customers;
    }

    // The observed information from central differences of the analytic gradient, then the delta method back from the logarithms.
    private static double[] StandardErrors(ILikelihood likelihood, double[] logs)
    {
        const double step = 1e-5;
        var n = logs.Length;
        var information = Matrix<double>.Build.Dense(n, n);
        var (up, down) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            Negative(likelihood, Shifted(logs, i, step), up);
            Negative(likelihood, Shifted(logs, i, -step), down);
            for (var j = 0; j < n; j++)
            {
                var slope = (up[j] - down[j]) / (2 * step) * likelihood.Customers / 2;
                information[i, j] += slope;
                information[j, i] += slope;
            }
        }

        var covariance = information.Inverse();
        return [.. logs.Select((l, i) => Math.Exp(l) * Math.Sqrt(covariance[i, i]))];
    }

    private static double[] Shifted(double[] point, int at, double by)
    {
        var next = (double[])point.Clone();
        next[at] = Math.Clamp(next[at] + by, -Limit, Limit);
        return next;
    }
}
