using Recall.Core.Wording;

namespace Recall.Core.Scoring.Fitting;

/// <summary>Why a model was not fitted. No model is better than one that states nonsense with confidence.</summary>
/// <param name="Code">For machines: <see cref="TooFewCustomers"/>, <see cref="TooFewSpenders"/>, <see cref="TooShort"/>, <c>not-converged</c>, <c>infinite-mean</c>.</param>
/// <param name="Reason">For people, with the figures.</param>
public sealed record Refusal(string Code, Why Reason)
{
    /// <summary>Code: too few customers to learn from.</summary>
    public const string TooFewCustomers = "too-few-customers";

    /// <summary>Code: too few customers who paid anything on a repeat purchase day.</summary>
    public const string TooFewSpenders = "too-few-spenders";

    /// <summary>Code: too short a history.</summary>
    public const string TooShort = "too-short";

    /// <summary>True where more data is all that is missing.</summary>
    internal bool IsForWantOfData => Code is TooFewCustomers or TooFewSpenders or TooShort;
}
