using Recall.Core.Wording;

namespace Recall.Core.Scoring.Fitting;

/// <summary>What makes a fit doubtful though its predictions hold. A fit that predicts nonsense is refused instead.</summary>
/// <param name="Code">For machines: <c>ridge</c>, <c>boundary</c>, <c>few-customers</c>, <c>one-start</c>.</param>
/// <param name="Reason">For people, with the figures.</param>
public sealed record FitWarning(string Code, Why Reason)
{
    internal static FitWarning FewCustomers(long repeatBuyers, int enough) =>
        new("few-customers", Whys.FewRepeatBuyers.With(("customers", repeatBuyers), ("enough", enough)));

    internal static FitWarning Ridge(double condition) => new(
        "ridge", double.IsFinite(condition) ? Whys.Ridge.With(("condition", condition)) : Whys.FlatRidge.With());

    internal static FitWarning Boundary(string parameters) => new("boundary", Whys.AtBoundary.With(("parameters", parameters)));

    internal static FitWarning OneStart(int agreeing, int starts) =>
        new("one-start", Whys.OneStart.With(("agreeing", agreeing), ("starts", starts)));
}
