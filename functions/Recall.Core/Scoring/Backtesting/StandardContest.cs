using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Sequences;

namespace Recall.Core.Scoring.Backtesting;

/// <summary>The scorecard against what it has to beat: the day of the last purchase, RFM, and the chances to buy of the models of repeat buying.</summary>
public static class StandardContest
{
    /// <summary>The contest for a horizon.</summary>
    /// <param name="horizonDays">Days ahead.</param>
    /// <param name="zone">The shop's.</param>
    public static Contest Of(int horizonDays, TimeZoneInfo zone) => (pasts, cutOff) =>
    {
        ArgumentNullException.ThrowIfNull(pasts);
        var known = Known(pasts, cutOff, zone);
        var statistics = new ShopStatistics(cutOff);
        foreach (var customer in known)
            statistics.Add(customer.Profile, zone);
        if (statistics.FirstDay is not { } first)
            return [];
        var plan = TrainingPlan.Of(first, cutOff, horizonDays);
        var rows = Rows(pasts, plan, statistics.Buyers, zone);
        var fits = BuyingFits.Of(statistics.Histories.Histories());
        var buying = BuyingChoice.Of(fits, statistics.HeldOut).Predictor;
        var card = ScorecardFit.Of(rows, plan, buying is { } chosen ? fits.Find(chosen) : null);

        var byBuying = LeadComparison.BuyingLeads(card, buying, LeadComparison.Of(card, buying, rows, plan));
        var rfm = RfmCuts.Of(statistics);
        List<ModelScores> models =
        [
            Scores(card.Name, true, known, card.BuyChance) with { Leads = !byBuying },
            Scores("recency", false, known, c => -c.Silence),
            Scores("rfm", false, known, c => Sum(rfm.Of(c.Profile.Purchases, c.Silence))),
        ];
        foreach (var name in Enum.GetValues<BuyingModelName>())
        {
            if (fits.Find(name) is { } model)
                models.Add(Scores(Kebab.Of(name), true, known, c => model.PBuy(History(c), horizonDays / PurchaseHistory.DaysPerWeek)) with { Leads = byBuying && name == buying });
        }

        return models;
    };

    private static List<CustomerDay> Known(IReadOnlyList<CustomerPast> pasts, DateOnly cutOff, TimeZoneInfo zone) =>
        [.. pasts.SelectMany(p => PastRows.Profiles(p.Customer, p.Events, [cutOff], zone)).Select(p => p.Day)];

    private static List<PastRow> Rows(IReadOnlyList<CustomerPast> pasts, TrainingPlan plan, long buyers, TimeZoneInfo zone)
    {
        var share = TrainingSample.Share(buyers, plan);
        return [.. pasts.Where(p => TrainingSample.IsDrawn(p.Customer, share)).SelectMany(p => PastRows.Of(p.Customer, p.Events, plan, zone))];
    }

    private static ModelScores Scores(string model, bool isProbability, List<CustomerDay> known, Func<CustomerDay, double> score) =>
        new(model, isProbability, known.ToDictionary(c => c.Profile.Customer, score));

    private static int Sum(RfmScore rfm) => rfm.Recency + rfm.Frequency + rfm.Money;

    private static PurchaseHistory History(CustomerDay customer)
    {
        var (repeats, recency, age) = PurchaseHistory.Days(customer.Profile.Purchases, customer.Today);
        return new(repeats, recency / PurchaseHistory.DaysPerWeek, age / PurchaseHistory.DaysPerWeek);
    }
}
