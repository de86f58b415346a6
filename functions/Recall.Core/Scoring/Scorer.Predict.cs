using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.GammaGamma;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring;

/// <content>What the model of repeat buying says.</content>
public sealed partial class Scorer
{
    private const double MostSure = 1 - 1e-12;

    private (double PBuy, double PAlive, double Expected, double Clv) Predict(Purchases bought, DateOnly today)
    {
        if (bought.Days == 0 || _predictor is null || _outlooks is null)
            return (double.NaN, double.NaN, double.NaN, double.NaN);

        var (repeats, recency, age) = PurchaseHistory.Days(bought, today);
        var history = new PurchaseHistory(repeats, recency / PurchaseHistory.DaysPerWeek, age / PurchaseHistory.DaysPerWeek);
        var alive = _predictor.PAlive(history);
        var outlook = _outlooks.Of(repeats, age);
        var clv = model.GammaGamma.IsFitted
            ? alive * outlook.Discounted * GammaGammaModel.ExpectedSpend(model.GammaGamma.Parameters, Spend(bought, repeats))
            : double.NaN;
        var stated = model.Buying.Alive == model.Buying.Predictor ? alive : _alive?.PAlive(history) ?? double.NaN;
        return (alive * outlook.PBuy, stated, alive * outlook.Expected, clv);
    }

    /// <summary>
    /// The chance of some other number of days, so that it agrees with the answer of whoever leads: the hazard of the model of repeat buying, times
    /// what the leader makes of it over the horizon. Not where that model holds them for gone: what is left of its hazard is that of a frequent buyer, all
    /// of it in the first days, and the card's own shape is used.
    /// </summary>
    private static double AtLevel(double within, double pBuy, double buys) =>
        pBuy == buys || !(pBuy > 0) ? within : WindowStretch.Of(within, Precise.Log1p(-Math.Min(buys, MostSure)) / Precise.Log1p(-Math.Min(pBuy, MostSure)), power: 1);

    /// <summary>Probability of a purchase within days; NaN like <see cref="Recall.Core.Scoring.Score.PBuy"/>.</summary>
    private double Within(Purchases bought, DateOnly today, double days)
    {
        if (_predictor is null)
            return double.NaN;
        var (repeats, recency, age) = PurchaseHistory.Days(bought, today);
        var history = new PurchaseHistory(repeats, recency / PurchaseHistory.DaysPerWeek, age / PurchaseHistory.DaysPerWeek);
        if (!_within.TryGetValue((repeats, age, days), out var ifAlive))
        {
            ifAlive = _predictor.PBuyIfAlive(repeats, history.Age, days / PurchaseHistory.DaysPerWeek);
            if (Interlocked.Increment(ref _kept) <= Outlooks.MaxKept)
                _within[(repeats, age, days)] = ifAlive;
        }

        return _predictor.PAlive(history) * ifAlive;
    }

    private static SpendHistory Spend(Purchases bought, int repeats) =>
        repeats == 0 ? default : new(repeats, Math.Max(0, (double)(bought.Spent - bought.SpentFirstDay) / repeats));
}
