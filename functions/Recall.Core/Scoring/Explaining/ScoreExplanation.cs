using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.Rhythm;
using Recall.Core.Scoring.Segments;
using Recall.Core.Sequences;

namespace Recall.Core.Scoring.Explaining;

/// <summary>Says why a score is what it is.</summary>
public static class ScoreExplanation
{
    /// <summary>The numbers of a score first, in a fixed order, then what happened to the customer.</summary>
    /// <param name="profile">The profile that was scored.</param>
    /// <param name="score">Its score.</param>
    /// <param name="model">The model that made it.</param>
    /// <param name="now">The moment of scoring.</param>
    /// <param name="currency">The shop's, in which all amounts are.</param>
    /// <param name="locale">Language of the reader, BCP 47: English, or Simplified Chinese for <c>zh</c>.</param>
    public static IReadOnlyList<Reason> Of(Profile profile, Score score, ShopModel model, DateTimeOffset now, string currency, string? locale = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(score);
        ArgumentNullException.ThrowIfNull(model);
        var say = new Phrases(locale, currency);
        List<Reason> reasons =
        [
            new(Indicators.Stage, (int)score.Stage, say.Say($"stage-{score.Stage}", profile.Purchases.Days, say.Rhythm(score))),
        ];
        if (profile.Purchases.Days > 0)
        {
            reasons.AddRange(Timing(profile, score, model, say));

            // One answer to whether they buy, from whoever leads: two chances that differ would only make readers doubt both.
            reasons.AddRange(ChurnReasons.Of(profile, score, model.Churn, now, say));
            reasons.AddRange(Prediction(profile, score, model, say));
            reasons.AddRange(Value(profile, score, model, say));
        }

        reasons.AddRange(RelationReasons.Of(score, model, say));
        reasons.AddRange(ServiceReasons.Of(profile, now, say));
        return reasons;
    }

    /// <summary>
    /// The card that leads gives a higher chance to buy than P(alive) to be a customer at all. Which of them is right differs between shops and times (docs/scoring.md has what became of such
    /// customers): the two are the ends of a range, and what is said of either says which end it is.
    /// </summary>
    internal static bool IsHopeful(Score score) =>
        score.Buying is { } buying && score.ChurnModel != Kebab.Of(buying) && 1 - score.ChurnProbability > score.PAlive;

    private static IEnumerable<Reason> Timing(Profile profile, Score score, ShopModel model, Phrases say)
    {
        var silent = (int)Math.Round(score.LapseRatio * score.LapseThresholdDays);
        var category = score.Rhythm == RhythmSource.Category ? MainCategory.Of(profile) : null;
        var rhythm = category is null ? null : model.Rhythm.Categories.GetValueOrDefault(category);

        // A profile may have moved on since the score: its category's rhythm is then not the one that was used.
        var source = score.Rhythm == RhythmSource.Category && rhythm is null ? RhythmSource.Default : score.Rhythm;
        var (usual, gaps) = source switch
        {
            RhythmSource.Own => (profile.Purchases.GapMean, profile.Purchases.Gaps),
            RhythmSource.Category => (rhythm!.MedianDays, rhythm.Gaps),
            _ => (model.Rhythm.MedianDays, model.Rhythm.Gaps),
        };
        var (own, ownGaps) = (profile.Purchases.GapMean, profile.Purchases.Gaps);
        yield return new(
            Indicators.Silence, silent,
            say.Say(
                source != RhythmSource.Own && ownGaps > 0 ? $"silence-drawn-{source}" : $"silence-{source}",
                silent, say.Gap(usual), gaps, category ?? "", say.Gap(own), ownGaps));
        yield return new(
            Indicators.LapseRatio, score.LapseRatio,
            say.Say("lapse-ratio", score.LapseRatio, (int)Math.Ceiling(score.LapseThresholdDays)));
    }

    private static IEnumerable<Reason> Prediction(Profile profile, Score score, ShopModel model, Phrases say)
    {
        if (score.Buying is not { } buying)
        {
            yield return new(Indicators.Clv, double.NaN, say.Say("clv-unmodelled", Why(model.BgNbd.Refusal, say)));
            yield break;
        }

        if (model.Buying.Alive is { } alive && !double.IsNaN(score.PAlive))
        {
            yield return new(
                Indicators.PAlive, score.PAlive,
                say.Say(!IsHopeful(score) ? "p-alive" : score.PAlive < LikelyAlive ? "p-alive-below" : "p-alive-below-likely", say.Chance(score.PAlive), alive.Title()));
            if (score.Stage is LifecycleStage.Dormant or LifecycleStage.Lost && score.PAlive >= LikelyAlive)
                yield return new(Indicators.SilentYetAlive, score.PAlive, say.Say($"p-alive-though-{score.Stage}"));
        }

        if (score.ChurnModel == Kebab.Of(buying))
            yield return new(Indicators.ExpectedOrders, score.ExpectedOrders, say.Say("expected-orders", score.ExpectedOrders, ShopModel.HorizonDays, buying.Title()));
        yield return new(
            Indicators.Clv, score.Clv,
            double.IsNaN(score.Clv) ? say.Say("clv-none", Why(model.GammaGamma.Refusal, say))
                : say.Say(IsHopeful(score) && score.PBuy < 1 - score.ChurnProbability ? "clv-least" : "clv", score.Clv, Models(buying, profile, say)));
    }

    /// <summary>What the value is by. It holds whoever bought once for a customer where BG/NBD makes it, even beside a P(alive) of another model that does not.</summary>
    private static string Models(BuyingModelName buying, Profile profile, Phrases say) =>
        say.Say(buying == BuyingModelName.BgNbd && profile.Purchases.Days == 1 ? "clv-models-faithful" : "clv-models", buying.Title());

    /// <summary>From here on P(alive) seems to contradict a stage that says they have gone.</summary>
    private const double LikelyAlive = 0.5;

    private static IEnumerable<Reason> Value(Profile profile, Score score, ShopModel model, Phrases say)
    {
        var net = NetValue.Of(profile);
        var less = (profile.Refunds.Count > 0, profile.Purchases.CostedOrders > 0) switch
        {
            (true, true) => say.Say("net-refunds-costs"), (true, false) => say.Say("net-refunds"), (false, true) => say.Say("net-costs"), _ => "",
        };

        // Among a handful of buyers nobody is in a fifth of them.
        var ranks = model.Buyers >= RfmSegments.MinBuyers;
        yield return new(
            Indicators.ValueTier, (double)net,
            say.Say(ranks || score.Tier == ValueTier.LossMaking ? $"tier-{score.Tier}" : "tier-few", net, less));
        if (!ranks)
            yield break;
        var (recency, frequency, money) = score.Rfm;
        yield return new(
            Indicators.Rfm, (100 * recency) + (10 * frequency) + money, say.Say("rfm", recency, frequency, money));
    }

    private static string Why(Refusal? refusal, Phrases say) => say.Word(refusal?.Code ?? "not-converged");
}
