namespace Recall.Core.Scoring.Fitting;

/// <summary>What makes a fit doubtful though its predictions hold. A fit that predicts nonsense is refused instead.</summary>
/// <param name="Code">For machines: <c>ridge</c>, <c>boundary</c>, <c>few-customers</c>, <c>one-start</c>.</param>
/// <param name="Reason">For people, with the figures.</param>
public sealed record FitWarning(string Code, string Reason)
{
    internal static FitWarning FewCustomers(long repeatBuyers, int enough) => new(
        "few-customers", $"{repeatBuyers} customers bought on more than one day; with fewer than {enough} the parameters are coarse.");

    internal static FitWarning Ridge(double condition) => new(
        "ridge",
        double.IsFinite(condition)
            ? FormattableString.Invariant($"Different parameters fit nearly alike (condition number {condition:0.0e0}): read none of them alone.")
            : "The likelihood is flat in a direction: different parameters fit alike, so read none of them alone.");

    internal static FitWarning Boundary(string parameters) => new(
        "boundary", $"Parameters at the edge of what data can tell ({parameters}): the model has a part that these customers do not show.");

    internal static FitWarning OneStart(int agreeing, int starts) => new(
        "one-start", $"Only {agreeing} of {starts} starting points reached the best likelihood.");
}
