using System.Globalization;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Reasons;
using Recall.Core.Scoring.Uplift;

namespace Recall.Core.Scoring.Explaining;

/// <summary>How somebody stands with the shop, why they stay away, what they will do next, and what touching them is worth.</summary>
internal static class RelationReasons
{
    /// <summary>
    /// When they buy next is told of those who are still customers: of a frequent buyer within days. Nobody is told that of somebody who, by the same model, has almost certainly left.
    /// </summary>
    private const double LeastAlive = 0.05;

    public static IEnumerable<Reason> Of(Score score, ShopModel model, Phrases say)
    {
        if (score.Segment is { } segment)
            yield return new(Indicators.Segment, (int)segment, say.Say($"segment-{segment}", say.Rhythm(score)));
        yield return new(Indicators.Loyalty, (int)score.Loyalty, say.Say($"loyalty-{score.Loyalty}"));
        if (score.Churn is { } churn)
            yield return new(Indicators.LeavingReason, churn.Support, Churn(churn, say));
        foreach (var reason in score.Next is { } next ? Next(next, when: !(score.PAlive < LeastAlive), say) : [])
            yield return reason;
        foreach (var reason in score.Touch is { } touch ? Touch(touch, model.Uplift, ScoreExplanation.IsHopeful(score), say) : [])
            yield return reason;
    }

    private static string Churn(ChurnReason churn, Phrases say) => say.Say(
        $"churn-{churn.Cause}", say.List(churn.Evidence.Select(e => say.Say($"evidence-{e.What}", e.Value, e.Of))));

    private static IEnumerable<Reason> Next(NextPurchase next, bool when, Phrases say)
    {
        // Scores of old do not say what their days were of; the next scoring does.
        if (when && next.WithinDays > 0)
        {
            yield return new(
                Indicators.NextPurchase, next.Day.DayNumber,
                say.Say(
                    next.Rhythm == RhythmSource.Own ? "next-purchase-own" : "next-purchase-shop",
                    Day(next.Day), Day(next.From), Day(next.To), next.WithinDays));
        }

        if (next.Category is { } category)
        {
            yield return new(
                Indicators.NextCategory, next.CategoryProbability,
                say.Say(
                    next.AfterCategory is null ? "next-category-popular" : next.AfterCategory == category ? "next-category-again" : "next-category-after",
                    category, 100 * next.CategoryProbability, next.AfterCategory ?? ""));
        }
    }

    private static IEnumerable<Reason> Touch(TouchValues touch, ShopUplift uplift, bool hopeful, Phrases say)
    {
        if (touch.Usual is { } usual)
        {
            yield return new(Indicators.OrdersAlone, usual.Alone, say.Say(hopeful ? "touch-alone-most" : "touch-alone", 100 * usual.Alone, (int)Math.Round(uplift.Usual?.WindowDays ?? 0)));
            if (touch.Sequences.Count == 0)
                yield return new(Indicators.TouchMargin, usual.Margin, say.Say("touch-prior", [.. Phrases.WithInterval(usual.Margin, usual.Low, usual.High)]));
        }

        foreach (var (name, value) in touch.Sequences.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var from = uplift.Sequences.GetValueOrDefault(name);
            yield return new(
                Indicators.TouchMargin, value.Margin,
                say.Say($"touch-sequence-{value.Evidence}", [.. Phrases.WithInterval(value.Margin, value.Low, value.High), name, from?.Treated ?? 0, from?.Holdout ?? 0]));
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
