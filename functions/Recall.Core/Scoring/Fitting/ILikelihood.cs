namespace Recall.Core.Scoring.Fitting;

/// <summary>A log-likelihood summed over customers and its gradient in the parameters themselves.</summary>
public interface ILikelihood
{
    /// <summary>Customers it sums over.</summary>
    long Customers { get; }

    /// <summary>The log-likelihood at parameters above zero; writes its gradient, which is as long as the parameters.</summary>
    double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient);
}
