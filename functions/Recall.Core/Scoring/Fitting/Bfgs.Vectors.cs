namespace Recall.Core.Scoring.Fitting;

/// <content>Vectors of a few numbers, for which a library costs more than it saves.</content>
internal static partial class Bfgs
{
    private static void Shorten(double[] direction)
    {
        var longest = Steepest(direction);
        for (var i = 0; longest > LongestStep && i < direction.Length; i++)
            direction[i] *= LongestStep / longest;
    }

    private static double[,] Identity(int n)
    {
        var matrix = new double[n, n];
        for (var i = 0; i < n; i++)
            matrix[i, i] = 1;
        return matrix;
    }

    private static double[] Times(double[,] matrix, double[] vector, double scale)
    {
        var product = new double[vector.Length];
        for (var i = 0; i < vector.Length; i++)
        {
            for (var j = 0; j < vector.Length; j++)
                product[i] += scale * matrix[i, j] * vector[j];
        }

        return product;
    }

    private static double[] Minus(double[] left, double[] right)
    {
        var difference = new double[left.Length];
        for (var i = 0; i < left.Length; i++)
            difference[i] = left[i] - right[i];
        return difference;
    }

    private static double Steepest(double[] gradient)
    {
        var most = 0.0;
        foreach (var slope in gradient)
            most = Math.Max(most, Math.Abs(slope));
        return most;
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
