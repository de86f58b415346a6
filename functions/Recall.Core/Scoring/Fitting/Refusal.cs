namespace Recall.Core.Scoring.Fitting;

/// <summary>Why a model was not fitted. No model is better than one that states nonsense with confidence.</summary>
/// <param name="Code">For machines: <c>too-few-customers</c>, <c>not-converged</c>, <c>infinite-mean</c>.</param>
/// <param name="Reason">For people, with the figures.</param>
public sealed record Refusal(string Code, string Reason);
