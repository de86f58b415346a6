using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.BgNbd;

/// <summary>
/// Parameters of the beta-geometric/NBD model of repeat buying (Fader, Hardie and Lee 2005, "Counting Your Customers the Easy Way",
/// Marketing Science 24:275-284). Time is in weeks.
/// </summary>
/// <param name="R">Shape of the gamma distribution of purchase rates over customers.</param>
/// <param name="Alpha">Its rate, in weeks; the mean customer buys <c>R / Alpha</c> times a week.</param>
/// <param name="A">First shape of the beta distribution of the probability of leaving after a purchase.</param>
/// <param name="B">Its second shape; the mean probability is <c>A / (A + B)</c>.</param>
public sealed record BgNbdParameters(double R, double Alpha, double A, double B) : IBuyingModel
{
    double IBuyingModel.LogLikelihood(PurchaseHistory history) => BgNbdLikelihood.Of(this, history);

    double IBuyingModel.PAlive(PurchaseHistory history) => BgNbdModel.PAlive(this, history);

    double IBuyingModel.PBuyIfAlive(int repeats, double age, double weeks) => BgNbdModel.PBuyIfAlive(this, repeats, age, weeks);

    void IBuyingModel.ExpectedIfAlive(int repeats, double age, ReadOnlySpan<double> horizons, Span<double> expected) =>
        BgNbdModel.ExpectedIfAlive(this, repeats, age, horizons, expected);
}
