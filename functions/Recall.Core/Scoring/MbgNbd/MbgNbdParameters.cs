using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.MbgNbd;

/// <summary>
/// Parameters of the modified beta-geometric/NBD model, in which customers may leave right after their first purchase too (Batislam,
/// Denizel and Filiztekin 2007, "Empirical validation and comparison of models for customer base analysis", International Journal of
/// Research in Marketing 24:201-209). Time is in weeks.
/// </summary>
/// <param name="R">Shape of the gamma distribution of purchase rates over customers.</param>
/// <param name="Alpha">Its rate, in weeks; the mean customer buys <c>R / Alpha</c> times a week.</param>
/// <param name="A">First shape of the beta distribution of the probability of leaving after a purchase.</param>
/// <param name="B">Its second shape; the mean probability is <c>A / (A + B)</c>.</param>
public sealed record MbgNbdParameters(double R, double Alpha, double A, double B) : IBuyingModel
{
    double IBuyingModel.LogLikelihood(PurchaseHistory history) => MbgNbdLikelihood.Of(this, history);

    double IBuyingModel.PAlive(PurchaseHistory history) => MbgNbdModel.PAlive(this, history);

    double IBuyingModel.PBuyIfAlive(int repeats, double age, double weeks) => MbgNbdModel.PBuyIfAlive(this, repeats, age, weeks);

    void IBuyingModel.ExpectedIfAlive(int repeats, double age, ReadOnlySpan<double> horizons, Span<double> expected) =>
        MbgNbdModel.ExpectedIfAlive(this, repeats, age, horizons, expected);
}
