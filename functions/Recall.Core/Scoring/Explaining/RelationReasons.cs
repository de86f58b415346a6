using System.Globalization;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Reasons;
using Recall.Core.Scoring.Uplift;
using Recall.Core.Sequences;

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
        foreach (var reason in score.Touch is { } touch ? Touch(touch, score, model.Uplift, say) : [])
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

        // In a shop with one category nobody needs to be told which comes next.
        if (next.Category is { } category && next.CategoryProbability < 1)
        {
            yield return new(
                Indicators.NextCategory, next.CategoryProbability,
                say.Say(
                    next.AfterCategory is null ? "next-category-popular" : next.AfterCategory == category ? "next-category-again" : "next-category-after",
                    category, say.Chance(next.CategoryProbability), next.AfterCategory ?? ""));
        }
    }

    private static IEnumerable<Reason> Touch(TouchValues touch, Score score, ShopUplift uplift, Phrases say)
    {
        if (touch.Usual is { } usual)
        {
            yield return new(Indicators.OrdersAlone, usual.Alone, say.Say(
                "touch-alone", say.Chance(usual.Alone, ScoreExplanation.IsHopeful(score) ? "or-less" : null), (int)Math.Round(uplift.Usual?.WindowDays ?? 0), Leader(score, say)));
            if (touch.Sequences.Count == 0)
                yield return new(Indicators.TouchMargin, usual.Margin, Margin(usual, null, null, say));
        }

        foreach (var (name, value) in touch.Sequences.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            yield return new(Indicators.TouchMargin, value.Margin, Margin(value, name, uplift.Sequences.GetValueOrDefault(name), say));
        }
    }

    /// <summary>What a message is expected to earn. Of who pays nothing, or never comes, both ends of the interval are its cost: an interval that is a point says too much.</summary>
    private static string Margin(TouchValue value, string? sequence, SequenceUplift? from, Phrases say)
    {
        var told = Phrases.WithInterval(value.Margin, value.Low, value.High);
        if (Equals(told[1], told[2]))
            return say.Say(sequence is null ? "touch-cost" : "touch-cost-of", Math.Max(0, -value.Margin).ToString("0.00", CultureInfo.InvariantCulture), sequence);
        return say.Say(sequence is null ? "touch-prior" : $"touch-sequence-{value.Evidence}", [.. told, sequence, from?.Treated ?? 0, from?.Holdout ?? 0]);
    }

    /// <summary>Whose level the chance has.</summary>
    private static string Leader(Score score, Phrases say) => score.Buying is { } buying && score.ChurnModel == Kebab.Of(buying)
        ? buying.Title()
        : say.Say(score.ChurnModel == ChurnScorecard.Prior ? "by-prior-scorecard" : "by-scorecard");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
