using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Sequences;

namespace Recall.Core.Scoring.Explaining;

/// <summary>Says how likely a customer is not to buy and which of their ways say so, in points.</summary>
internal static class ChurnReasons
{
    /// <summary>Families shown; more than these nobody keeps in mind.</summary>
    private const int Most = 4;

    /// <summary>Fewer points change the odds by less than a tenth.</summary>
    private const double LeastPoints = 3;

    public static IEnumerable<Reason> Of(Profile profile, Score score, ChurnScorecard card, DateTimeOffset now, Phrases say)
    {
        if (double.IsNaN(score.ChurnProbability))
            yield break;
        var byBuying = score.Buying is { } name && score.ChurnModel == Kebab.Of(name);

        // The customer's day of scoring, in whatever zone it was counted.
        var day = new CustomerDay(profile, profile.Purchases.LastDay.AddDays((int)Math.Round(score.LapseRatio * score.LapseThresholdDays)), now);
        var percent = say.Chance(score.ChurnProbability, ScoreExplanation.IsHopeful(score) ? "or-more" : null);
        yield return new(Indicators.Churn, score.ChurnProbability, (byBuying, card.Quality) switch
        {
            (true, not null) => say.Say("churn-buying", percent, ShopModel.HorizonDays, score.Buying!.Value.Title()),
            (true, null) => say.Say("churn-buying-young", percent, ShopModel.HorizonDays, score.Buying!.Value.Title()),
            (false, { } quality) => say.Say("churn", percent, card.HorizonDays, quality.Customers, quality.CutOffs),
            _ => say.Say("churn-prior", percent, card.HorizonDays),
        });

        // A learnt card that foresaw less has nothing to add. The stated one still says what speaks for and against, which the other cannot.
        if (byBuying && card.Quality is not null)
            yield break;
        var kind = byBuying ? "churn-hint" : "churn";

        var reasons = RiskPoints.Of(card, day)
            .Where(f => Math.Abs(f.Points) >= LeastPoints)
            .Take(Most)
            .Select(f => Points(Kebab.Of(f.Family), f.Points, f.Indicator is { } told ? say.Say(told.Words, f.Numbers) : say.Say($"churn-family-{f.Family}"), kind, say))
            .ToList();

        // Of these every customer has the same: they tell of the level, and of nobody against another.
        var season = RiskPoints.Of(card.Season.LogOdds);
        if (Math.Abs(season) >= LeastPoints)
            reasons.Add(Points("time-of-year", season, say.Say(season > 0 ? "churn-season-up" : "churn-season-down"), "churn-all", say));
        var outlook = RiskPoints.Of(card.Outlook);
        if (Math.Abs(outlook) >= LeastPoints)
            reasons.Add(Points("outlook", outlook, say.Say(outlook > 0 ? "churn-outlook-up" : "churn-outlook-down"), "churn-all", say));
        foreach (var reason in reasons)
            yield return reason;
        if (reasons.Count > 0)
            yield return new(Indicators.RiskPoints + "scale", RiskPoints.ToDouble, say.Say(byBuying ? "churn-scale-hint" : card.Quality is null ? "churn-scale-prior" : "churn-scale", RiskPoints.ToDouble));
    }

    private static Reason Points(string name, double points, string fact, string kind, Phrases say) => new(
        Indicators.RiskPoints + name, points, say.Say(points > 0 ? $"{kind}-up" : $"{kind}-down", Math.Abs(points), fact));
}
