using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.ParetoNbd;

/// <content>What a time adds.</content>
public sealed partial class ParetoNbdLikelihood
{
    private struct TimeTerms
    {
        // ln(1 + t/alpha), ln(1 + t/beta), (alpha+t)/(beta+t).
        public double LogAlpha;
        public double LogBeta;
        public double Ratio;

        // Of the group at hand: ln A(t), g(t) with its slopes, and what its histories left here.
        public double Lived;
        public (double Value, double K, double S, double LogRatio) G;
        public double AsLast;
        public double AsNow;
        public double Weight;

        public static TimeTerms Of(double time, double alpha, double beta) => new()
        {
            LogAlpha = Precise.Log1p(time / alpha),
            LogBeta = Precise.Log1p(time / beta),
            Ratio = (alpha + time) / (beta + time),
        };
    }
}
