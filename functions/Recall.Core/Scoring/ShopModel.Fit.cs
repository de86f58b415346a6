using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.GammaGamma;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Rhythm;
using Recall.Core.Scoring.Uplift;

namespace Recall.Core.Scoring;

/// <content>Fitting it, and when to fit the next.</content>
public sealed partial record ShopModel
{
    /// <summary>Buyers now over buyers that the model was fitted to, from which on it is of another shop.</summary>
    private const double Grown = 1.5;

    /// <summary>
    /// Days from one fit to the next where customers have not shifted. What a part lacks, or a shop that has grown by half, may be there the next
    /// morning, and such a shop is fitted in no time.
    /// </summary>
    /// <param name="buyers">At the last scoring.</param>
    /// <param name="card">False where the scorecard was not looked at: what it lacks says nothing.</param>
    public int DaysToNextFit(long buyers, bool card = true) =>
        WantsOrders || (card && Churn.Because is { IsForWantOfData: true }) || buyers >= Grown * Buyers ? 1 : RefitDays;

    /// <summary>True while a model of orders or spend is missing for want of data alone: a few more customers may give it.</summary>
    private bool WantsOrders => BgNbd.Refusal is { IsForWantOfData: true } || MbgNbd.Refusal is { IsForWantOfData: true }
        || ParetoNbd.Refusal is { IsForWantOfData: true } || GammaGamma.Refusal is { IsForWantOfData: true };

    /// <summary>Fits a model. A part for which there is too little data says so in its refusal; the others stand.</summary>
    /// <param name="statistics">Of all customers.</param>
    /// <param name="fittedAt">The moment of fitting.</param>
    /// <param name="version">Null derives it from the data.</param>
    /// <param name="churn">The scorecard learnt from the customers' pasts; null puts the prior card in force.</param>
    public static ShopModel Fit(ShopStatistics statistics, DateTimeOffset fittedAt, string? version = null, ChurnScorecard? churn = null)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        var fits = BuyingFits.Of(statistics.Histories.Histories());
        var model = new ShopModel
        {
            Version = version ?? "",
            FittedAt = fittedAt.ToUniversalTime(),
            AsOf = statistics.AsOf,
            FirstDay = statistics.FirstDay,
            LastDay = statistics.LastDay,
            Customers = statistics.Customers,
            Buyers = statistics.Buyers,
            RepeatBuyers = statistics.RepeatBuyers,
            MeanOrder = statistics.MeanOrder,
            NoDiscounts = statistics.DiscountedOrders == 0,
            BgNbd = fits.BgNbd,
            MbgNbd = fits.MbgNbd,
            ParetoNbd = fits.ParetoNbd,
            Buying = BuyingChoice.Of(fits, statistics.HeldOut),
            GammaGamma = GammaGammaFit.Of(statistics.Spends.Histories()),
            Rfm = RfmCuts.Of(statistics),
            Tiers = ValueTiers.Cuts(statistics.Net),
            Rhythm = ShopRhythm.Of(statistics),
            Churn = churn ?? PriorScorecard.Of(HorizonDays, NoPast),
            NextCategories = NextCategories.Of(statistics.Transitions),
            Uplift = ShopUplift.Of(statistics.Experiments, statistics.Terms),
        };
        return version is not null ? model : model.Named();
    }

    /// <summary>With the version that its content gives it.</summary>
    internal ShopModel Named() => this with
    {
        Version = $"{AsOf:yyyyMMdd}-{Bucket.Hash(StoredJson.Text(this with { Version = "", FittedAt = default })):x16}",
    };
}
