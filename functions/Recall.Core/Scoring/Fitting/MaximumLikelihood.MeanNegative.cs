namespace Recall.Core.Scoring.Fitting;

/// <content>What is minimised.</content>
internal static partial class MaximumLikelihood
{
    private sealed class MeanNegative(ILikelihood likelihood)
    {
        private double[] _logs = [];

        public long Customers => likelihood.Customers;

        /// <summary>At bent logarithms.</summary>
        public double Bent(double[] point, double[] gradient)
        {
            if (_logs.Length != point.Length)
                _logs = new double[point.Length];
            for (var i = 0; i < point.Length; i++)
                _logs[i] = Log(point[i]);
            var value = Evaluate(_logs, gradient);
            for (var i = 0; i < point.Length; i++)
                gradient[i] *= 1 - (_logs[i] / Limit * (_logs[i] / Limit));
            return value;
        }

        /// <summary>At logarithms.</summary>
        public double Evaluate(double[] logs, double[] gradient)
        {
            Span<double> parameters = stackalloc double[logs.Length];
            for (var i = 0; i < logs.Length; i++)
                parameters[i] = Math.Exp(logs[i]);
            var value = likelihood.Evaluate(parameters, gradient);
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] *= -parameters[i] / likelihood.Customers;
            return double.IsNaN(value) ? double.PositiveInfinity : -value / likelihood.Customers;
        }
    }
}
