using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Fitting;

/// <summary>
/// Maximises a likelihood whose parameters are all positive: BFGS in their logarithms, from several starting points, on the mean per
/// customer so that tolerances do not depend on the shop's size. Logarithms are bent like a hyperbolic tangent towards a limit, so that a
/// likelihood which rises for ever ("all alike", "nobody leaves") has its optimum near the limit and not at a wall that no search passes.
/// </summary>
internal static partial class MaximumLikelihood
{
    // e^-18 and e^18 are beyond any rate or shape that data could tell apart; outside, likelihoods only lose digits.
    private const double Limit = 18;
    private const double ConvergedSlope = 1e-6;

    // Log-likelihood, of all customers, that is not worth ten more steps, and that a fit may be short of its optimum.
    private const double Worth = 1e-5;
    private const double Short = 1e-3;

    // Parameters beyond e^-11 and e^11 stand for "none" or "all alike"; the best-known data sets end within e^-2 and e^3.
    private const double Edge = 11;

    // Published fits are below 1e3. From 1e6 on a change of a parameter by its own size is within the noise of most shops.
    private const double RidgeCondition = 1e6;

    public static ModelFit<T> Fit<T>(ILikelihood likelihood, IReadOnlyList<double[]> starts, Func<double[], T> create)
        where T : class
    {
        var objective = new MeanNegative(likelihood);
        var minima = starts
            .Select(s => Array.ConvertAll(s, v => Limit * Math.Atanh(Math.Clamp(Math.Log(v), -Edge, Edge) / Limit)))
            .Select(s => Bfgs.Minimise(objective.Bent, s, Worth / likelihood.Customers))
            .Where(m => double.IsFinite(m.Value))
            .OrderBy(m => m.Value)
            .ToList();
        if (minima.Count == 0)
            return ModelFit<T>.Refuse("not-converged", Whys.NotFinite.With());

        var best = minima[0];
        var agreeing = minima.Count(m => m.Value - best.Value <= 1e-8 * Math.Abs(best.Value));
        var diagnostics = new FitDiagnostics(
            likelihood.Customers, -best.Value * likelihood.Customers, starts.Count, agreeing, best.Iterations, best.Slope);
        if (!(best.Slope <= ConvergedSlope || best.Gain * likelihood.Customers <= Short))
        {
            return ModelFit<T>.Refuse(
                "not-converged", Whys.NoOptimum.With(("steps", best.Iterations), ("starts", starts.Count)), diagnostics);
        }

        var logs = Array.ConvertAll(best.Point, Log);
        var information = Information(objective, logs);
        var condition = Condition(information);
        return new()
        {
            Parameters = create(Array.ConvertAll(logs, Math.Exp)),
            StandardErrors = create(StandardErrors(information, logs)),
            Diagnostics = diagnostics with { Condition = condition },
            Warnings = [.. Warnings(logs, condition, diagnostics)],
        };
    }

    private static double Log(double bent) => Limit * Math.Tanh(bent / Limit);

    private static IEnumerable<FitWarning> Warnings(double[] logs, double condition, FitDiagnostics diagnostics)
    {
        if (!(condition <= RidgeCondition))
            yield return FitWarning.Ridge(condition);
        if (Array.Exists(logs, l => Math.Abs(l) > Edge))
        {
            yield return FitWarning.Boundary(string.Join(
                ", ", logs.Where(l => Math.Abs(l) > Edge).Select(l => Math.Exp(l).ToString("0.0e0", CultureInfo.InvariantCulture))));
        }

        if (diagnostics is { Agreeing: 1, Starts: > 1 })
            yield return FitWarning.OneStart(diagnostics.Agreeing, diagnostics.Starts);
    }

    // The observed information from central differences of the analytic gradient, in the logarithms of the parameters.
    private static Matrix<double> Information(MeanNegative objective, double[] logs)
    {
        const double step = 1e-5;
        var n = logs.Length;
        var information = Matrix<double>.Build.Dense(n, n);
        var (up, down) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            objective.Evaluate(Shifted(logs, i, step), up);
            objective.Evaluate(Shifted(logs, i, -step), down);
            for (var j = 0; j < n; j++)
            {
                var slope = (up[j] - down[j]) / (2 * step) * objective.Customers / 2;
                information[i, j] += slope;
                information[j, i] += slope;
            }
        }

        return information;
    }

    /// <summary>Infinite where the information is not positive definite.</summary>
    private static double Condition(Matrix<double> information)
    {
        if (!information.Enumerate().All(double.IsFinite))
            return double.PositiveInfinity;
        var values = information.Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).ToList();
        return values.Min() > 0 ? values.Max() / values.Min() : double.PositiveInfinity;
    }

    // The delta method leads back from the logarithms.
    private static double[] StandardErrors(Matrix<double> information, double[] logs)
    {
        var covariance = information.Inverse();
        return [.. logs.Select((l, i) => Math.Exp(l) * Math.Sqrt(covariance[i, i]))];
    }

    private static double[] Shifted(double[] point, int at, double by)
    {
        var next = (double[])point.Clone();
        next[at] += by;
        return next;
    }
}
