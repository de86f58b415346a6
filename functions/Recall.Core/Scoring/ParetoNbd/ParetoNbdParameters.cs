using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.ParetoNbd;

/// <summary>
/// Parameters of the Pareto/NBD model of repeat buying (Schmittlein, Morrison and Colombo 1987, "Counting Your Customers: Who Are They and
/// What Will They Do Next?", Management Science 33:1-24): customers leave at a rate of their own, whether they buy or not. Time is in weeks.
/// </summary>
/// <param name="R">Shape of the gamma distribution of purchase rates over customers.</param>
/// <param name="Alpha">Its rate, in weeks; the mean customer buys <c>R / Alpha</c> times a week.</param>
/// <param name="S">Shape of the gamma distribution of rates of leaving.</param>
/// <param name="Beta">Its rate, in weeks; the mean rate of leaving is <c>S / Beta</c>.</param>
public sealed record ParetoNbdParameters(double R, double Alpha, double S, double Beta) : IBuyingModel
{
    double IBuyingModel.LogLikelihood(PurchaseHistory history) => ParetoNbdLikelihood.Of(this, history);

    double IBuyingModel.PAlive(PurchaseHistory history) => ParetoNbdModel.PAlive(this, history);

    double IBuyingModel.PBuyIfAlive(int repeats, double age, double weeks) => ParetoNbdModel.PBuyIfAlive(this, repeats, age, weeks);

    void IBuyingModel.ExpectedIfAlive(int repeats, double age, ReadOnlySpan<double> horizons, Span<double> expected)
    {
        for (var i = 0; i < horizons.Length; i++)
            expected[i] = ParetoNbdModel.ExpectedIfAlive(this, repeats, age, horizons[i]);
    }
}
