using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Fitting;

/// <summary>A fitted model or the reason why there is none; never both.</summary>
/// <typeparam name="T">The model's parameters.</typeparam>
public sealed record ModelFit<T>
    where T : class
{
    /// <summary>The maximum-likelihood parameters, where a model was fitted.</summary>
    public T? Parameters { get; init; }

    /// <summary>
    /// Standard errors of <see cref="Parameters"/> from the observed information; NaN where the likelihood is flat in a direction.
    /// </summary>
    public T? StandardErrors { get; init; }

    /// <summary>How the fit went, where one was tried.</summary>
    public FitDiagnostics? Diagnostics { get; init; }

    /// <summary>What to know before reading the parameters; empty of a fit that raises no doubt.</summary>
    public IReadOnlyList<FitWarning> Warnings { get; init; } = [];

    /// <summary>Why there are no parameters.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>A model was fitted.</summary>
    [JsonIgnore]
    [MemberNotNullWhen(true, nameof(Parameters), nameof(Diagnostics))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsFitted => Parameters is not null;

    /// <summary>No model.</summary>
    internal static ModelFit<T> Refuse(string code, Why reason, FitDiagnostics? diagnostics = null) =>
        new() { Refusal = new(code, reason), Diagnostics = diagnostics };
}

/// <summary>How a fit went.</summary>
/// <param name="Customers">Customers the likelihood is of.</param>
/// <param name="LogLikelihood">Natural logarithm, summed over the customers.</param>
/// <param name="Starts">Starting points tried.</param>
/// <param name="Agreeing">Starting points that reached the same likelihood (relative 1e-8); one of several is a warning.</param>
/// <param name="Iterations">Steps from the best starting point.</param>
/// <param name="Gradient">Largest slope of the mean log-likelihood in a log-parameter at the end; near zero at an optimum.</param>
public sealed record FitDiagnostics(
    long Customers, double LogLikelihood, int Starts, int Agreeing, int Iterations, double Gradient)
{
    /// <summary>
    /// Condition number of the observed information in the logarithms of the parameters, largest over smallest eigenvalue; infinite where the
    /// likelihood is flat in a direction. Large is a ridge.
    /// </summary>
    public double Condition { get; init; }
}
