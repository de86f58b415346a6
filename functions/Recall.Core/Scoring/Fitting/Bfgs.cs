using MathNet.Numerics.LinearAlgebra;

namespace Recall.Core.Scoring.Fitting;

/// <summary>A function's value at a point; writes the gradient into <paramref name="gradient"/>.</summary>
internal delegate double Objective(double[] point, double[] gradient);

/// <summary>Where a minimisation stopped.</summary>
/// <param name="Point">The point.</param>
/// <param name="Value">The value there.</param>
/// <param name="Gradient">The gradient there.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Gain">By how much a step more would lower the value, judged by the curvature seen so far.</param>
internal sealed record Minimum(double[] Point, double Value, double[] Gradient, int Iterations, double Gain)
{
    public double Slope => Gradient.Max(Math.Abs);
}

/// <summary>
/// Quasi-Newton minimisation (Nocedal and Wright 2006, algorithm 6.1) with the bracketing weak-Wolfe line search of Lewis and Overton
/// (2013), which needs no tuning and takes an infinite value as "too far". Near the optimum, where values differ by rounding alone, a step
/// is judged by its slopes (the approximate Wolfe condition of Hager and Zhang 2005). Own code because MathNet's minimiser reports a line
/// search that ends at rounding error, the normal end at tight tolerances, as an exception without the point reached.
/// </summary>
internal static partial class Bfgs
{
    private const double Armijo = 1e-4;
    private const double Curvature = 0.9;
    private const double Tolerance = 1e-10;
    private const int MaxIterations = 400;
    private const int Patience = 10;
    private const double LeastCurvature = 1e-3;
    private const double LongestStep = 2;

    // Relative to the value; a sum of a million terms is not known better.
    private const double Rounding = 1e-14;

    /// <summary>Goes downhill until it is level, or until ten steps together lower the value by less than <paramref name="worth"/>.</summary>
    public static Minimum Minimise(Objective f, double[] start, double worth)
    {
        var n = start.Length;
        var x = (double[])start.Clone();
        var g = new double[n];
        var value = f(x, g);
        var inverse = InverseCurvature(f, x, g);
        var iterations = 0;
        var lately = new double[Patience];
        for (; iterations < MaxIterations && Steepest(g) > Tolerance; iterations++)
        {
            if (iterations >= Patience && lately[iterations % Patience] - value < worth)
                break;
            lately[iterations % Patience] = value;
            var direction = Times(inverse, g, -1);
            if (Dot(direction, g) >= 0)
            {
                inverse = Identity(n);
                direction = Array.ConvertAll(g, v => -v);
            }

            Shorten(direction);

            var next = new double[n];
            var nextG = new double[n];
            var nextValue = Search(f, x, value, g, direction, next, nextG);
            if (!(nextValue <= value + (Rounding * Math.Abs(value))) || next.AsSpan().SequenceEqual(x))
                break;

            var s = Minus(next, x);
            var y = Minus(nextG, g);
            var curvature = Dot(s, y);
            if (curvature > 0)
                Update(inverse, s, y, curvature);

            (x, g, value) = (next, nextG, nextValue);
        }

        return new(x, value, g, iterations, Dot(g, Times(inverse, g, 0.5)));
    }

    private static double Search(
        Objective f, double[] x, double value, double[] g, double[] direction, double[] next, double[] nextG)
    {
        var slope = Dot(direction, g);
        var rounding = Rounding * Math.Abs(value);
        var (low, high, step) = (0.0, double.PositiveInfinity, 1.0);
        var best = double.PositiveInfinity;
        for (var i = 0; i < 60; i++)
        {
            for (var k = 0; k < x.Length; k++)
                next[k] = x[k] + (step * direction[k]);
            best = f(next, nextG);
            var nextSlope = Dot(direction, nextG);
            if (!(best <= value + (Armijo * step * slope)) && !(best <= value + rounding && nextSlope <= (1 - (2 * Armijo)) * -slope))
                high = step;
            else if (nextSlope < Curvature * slope)
                low = step;
            else
                return best;
            step = double.IsPositiveInfinity(high) ? 2 * low : (low + high) / 2;
        }

        return best;
    }

    private static void Update(double[,] inverse, double[] s, double[] y, double curvature)
    {
        var hy = Times(inverse, y, 1);
        var scale = (1 + (Dot(y, hy) / curvature)) / curvature;
        for (var i = 0; i < s.Length; i++)
        {
            for (var j = 0; j < s.Length; j++)
                inverse[i, j] += (scale * s[i] * s[j]) - (((hy[i] * s[j]) + (s[i] * hy[j])) / curvature);
        }
    }

    // Curvature at the start, by differences of the gradient, spares the dozen steps that it takes to learn it. Where the function curves
    // down it is taken as curving up as much (Dauphin et al. 2014), and nearly flat as somewhat curved.
    private static double[,] InverseCurvature(Objective f, double[] x, double[] g)
    {
        const double step = 1e-4;
        var (n, next) = (x.Length, (double[])x.Clone());
        var curvature = Matrix<double>.Build.Dense(n, n);
        var slopes = new double[n];
        for (var i = 0; i < n; i++)
        {
            next[i] = x[i] + step;
            if (!double.IsFinite(f(next, slopes)))
                return Identity(n);
            next[i] = x[i];
            for (var j = 0; j < n; j++)
            {
                curvature[i, j] += (slopes[j] - g[j]) / (2 * step);
                curvature[j, i] += (slopes[j] - g[j]) / (2 * step);
            }
        }

        if (!curvature.Enumerate().All(double.IsFinite))
            return Identity(n);
        var parts = curvature.Evd(Symmetricity.Symmetric);
        var values = parts.EigenValues.Map(v => Math.Abs(v.Real));
        var least = LeastCurvature * values.Maximum();
        return least > 0
            ? (parts.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(values.Map(v => 1 / Math.Max(v, least))) * parts.EigenVectors.Transpose()).ToArray()
            : Identity(n);
    }
}
