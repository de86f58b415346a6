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
        if (score.Buying is { } buying && score.ChurnModel == Kebab.Of(buying))
        {
            yield return new(Indicators.Churn, score.ChurnProbability, say.Say("churn-buying", 100 * score.ChurnProbability, ShopModel.HorizonDays, buying.Title()));
            yield break;
        }

        yield return new(Indicators.Churn, score.ChurnProbability, card.Quality is { } quality
            ? say.Say("churn", 100 * score.ChurnProbability, card.HorizonDays, quality.Customers, quality.CutOffs)
            : say.Say(score.Buying is null ? "churn-prior" : "churn-prior-second", 100 * score.ChurnProbability, card.HorizonDays));

        // The customer's day of scoring, in whatever zone it was counted.
        var today = profile.Purchases.LastDay.AddDays((int)Math.Round(score.LapseRatio * score.LapseThresholdDays));
        var reasons = RiskPoints.Of(card, new(profile, today, now))
            .Where(f => Math.Abs(f.Points) >= LeastPoints)
            .Take(Most)
            .Select(f => Points(Kebab.Of(f.Family), f.Points, f.Indicator is { } told ? say.Say(told.Words, f.Value) : say.Say($"churn-family-{f.Family}"), say))
            .ToList();
        var season = RiskPoints.Of(card.Season.LogOdds);
        if (Math.Abs(season) >= LeastPoints)
            reasons.Add(Points("time-of-year", season, say.Say(season > 0 ? "churn-season-up" : "churn-season-down"), say));
        foreach (var reason in reasons)
            yield return reason;
        if (reasons.Count > 0)
            yield return new(Indicators.RiskPoints + "scale", RiskPoints.ToDouble, say.Say(card.Quality is null ? "churn-scale-prior" : "churn-scale", RiskPoints.ToDouble));
    }

    private static Reason Points(string name, double points, string fact, Phrases say) => new(
        Indicators.RiskPoints + name, points, say.Say(points > 0 ? "churn-up" : "churn-down", Math.Abs(points), fact));
}
