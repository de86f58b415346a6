using System.Collections.Concurrent;
using Recall.Core.Customers;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.GammaGamma;
using Recall.Core.Scoring.Rhythm;

namespace Recall.Core.Scoring;

/// <summary>
/// Scores customers by one model. What a living customer will buy depends on x and T alone and few pairs occur (some twenty thousand in a
/// million customers of two years), so each is computed once and kept; make one scorer per model and reuse it. Thread-safe, and the
/// scores do not depend on what was scored before.
/// </summary>
public sealed class Scorer(ShopModel model)
{
    private const int MaxKept = 1 << 17;
    private readonly ConcurrentDictionary<(int Repeats, int AgeDays), (double Expected, double Discounted)> _living = new();
    private int _kept;

    /// <summary>Version of the model.</summary>
    public string Version => model.Version;

    /// <summary>The score of a customer.</summary>
    /// <param name="profile">With events up to <paramref name="now"/>.</param>
    /// <param name="now">Any offset.</param>
    /// <param name="shopZone">For customers whose own zone is unknown.</param>
    public Score Score(Profile profile, DateTimeOffset now, TimeZoneInfo shopZone)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var bought = profile.Purchases;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zones.Of(profile.Person.TimeZone, shopZone)).DateTime);
        var silent = bought.Days == 0 ? 0 : Math.Max(0, today.DayNumber - bought.LastDay.DayNumber);
        var threshold = LapseThreshold.Of(profile, model.Rhythm);
        var (pAlive, expected, clv) = Predict(bought, today);
        return new()
        {
            Customer = profile.Customer,
            Model = model.Version,
            At = now.ToUniversalTime(),
            Stage = Stages.Of(bought, silent, threshold, model.Rhythm, expected),
            Tier = ValueTiers.Of(profile, model.Tiers),
            Rfm = model.Rfm.Of(bought, silent),
            PAlive = pAlive,
            ExpectedOrders = expected,
            Clv = clv,
            LapseRatio = bought.Days == 0 ? double.NaN : silent / threshold.Days,
            LapseThresholdDays = threshold.Days,
            Rhythm = threshold.Source,
        };
    }

    private (double PAlive, double Expected, double Clv) Predict(Purchases bought, DateOnly today)
    {
        if (bought.Days == 0 || !model.BgNbd.IsFitted)
            return (double.NaN, double.NaN, double.NaN);

        var (repeats, recency, age) = PurchaseHistory.Days(bought, today);
        var pAlive = BgNbdModel.PAlive(
            model.BgNbd.Parameters, new(repeats, recency / PurchaseHistory.DaysPerWeek, age / PurchaseHistory.DaysPerWeek));
        var (expected, discounted) = Living(model.BgNbd.Parameters, repeats, age);
        var clv = model.GammaGamma.IsFitted
            ? pAlive * discounted * GammaGammaModel.ExpectedSpend(model.GammaGamma.Parameters, Spend(bought, repeats))
            : double.NaN;
        return (pAlive, pAlive * expected, clv);
    }

    private (double Expected, double Discounted) Living(BgNbdParameters parameters, int repeats, int ageDays)
    {
        if (_living.TryGetValue((repeats, ageDays), out var known))
            return known;

        var age = ageDays / PurchaseHistory.DaysPerWeek;
        var living = (
            BgNbdModel.ExpectedIfAlive(parameters, repeats, age, ShopModel.HorizonDays / PurchaseHistory.DaysPerWeek),
            CustomerValue.DiscountedIfAlive(parameters, repeats, age));
        if (Interlocked.Increment(ref _kept) <= MaxKept)
            _living[(repeats, ageDays)] = living;
        return living;
    }

    private static SpendHistory Spend(Purchases bought, int repeats) =>
        repeats == 0 ? default : new(repeats, Math.Max(0, (double)(bought.Spent - bought.SpentFirstDay) / repeats));
}
