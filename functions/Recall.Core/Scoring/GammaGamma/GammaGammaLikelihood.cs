using MathNet.Numerics;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.GammaGamma;

/// <summary>The log-likelihood of gamma-gamma on counted histories (equation 1a of the note). Not thread-safe.</summary>
public sealed class GammaGammaLikelihood : ILikelihood
{
    private readonly (int Place, int X, double LogX, double Mean, double LogMean, double Count)[] _histories;
    private readonly int[] _repeats;
    private readonly Terms[] _terms;

    /// <summary>Of repeats and mean above zero, and how many customers have each.</summary>
    public GammaGammaLikelihood(IReadOnlyCollection<(SpendHistory History, long Count)> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        _repeats = [.. histories.Select(h => h.History.Repeats).Distinct().Order()];
        _terms = new Terms[_repeats.Length];
        _histories =
        [
            .. from h in histories
               let spend = h.History
               select (Array.BinarySearch(_repeats, spend.Repeats), spend.Repeats, Math.Log(spend.Repeats), spend.Mean, Math.Log(spend.Mean), (double)h.Count),
        ];
        Customers = histories.Sum(h => h.Count);
    }

    /// <inheritdoc/>
    public long Customers { get; }

    /// <summary>The log-likelihood of one history.</summary>
    public static double Of(GammaGammaParameters parameters, SpendHistory history)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (p, q, v) = parameters;
        var terms = Terms.Of(p * history.Repeats, q);
        return Of(p * history.Repeats, q, Math.Log(v), terms.Value, Math.Log(history.Repeats), Math.Log(history.Mean), Math.Log((history.Repeats * history.Mean) + v));
    }

    /// <inheritdoc/>
    /// <remarks>In the order of <see cref="GammaGammaParameters"/>.</remarks>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var (p, q, v) = (parameters[0], parameters[1], parameters[2]);
        for (var i = 0; i < _terms.Length; i++)
            _terms[i] = Terms.Of(p * _repeats[i], q);
        var logV = Math.Log(v);
        var (sum, dp, dq, dv) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (place, x, logX, mean, logMean, count) in _histories)
        {
            var terms = _terms[place];
            var px = p * x;
            var total = (x * mean) + v;
            var logTotal = Math.Log(total);
            sum += count * Of(px, q, logV, terms.Value, logX, logMean, logTotal);
            dp += count * x * (terms.P + logMean + logX - logTotal);
            dq += count * (terms.Q + logV - logTotal);
            dv += count * ((q / v) - ((px + q) / total));
        }

        (gradient[0], gradient[1], gradient[2]) = (dp, dq, dv);
        return sum;
    }

    private static double Of(double px, double q, double logV, double ofX, double logX, double logMean, double logTotal) =>
        ofX + (q * logV) - logMean + (px * (logMean + logX)) - ((px + q) * logTotal);

    /// <summary>The part that depends on x alone: -ln B(px, q) and its slopes in px and q.</summary>
    private readonly record struct Terms(double Value, double P, double Q)
    {
        public static Terms Of(double px, double q)
        {
            var both = SpecialFunctions.DiGamma(px + q);
            return new(
                SpecialFunctions.GammaLn(px + q) - SpecialFunctions.GammaLn(px) - SpecialFunctions.GammaLn(q),
                both - SpecialFunctions.DiGamma(px), both - SpecialFunctions.DiGamma(q));
        }
    }
}
