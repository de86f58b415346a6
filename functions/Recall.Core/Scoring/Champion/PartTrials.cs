using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.GammaGamma;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Champion;

/// <summary>
/// Judges a new fit part by part. Worse is worse by more than luck explains (<see cref="ModelComparison"/>). Lost is what the champion has and the new
/// data does not give; such a part is kept for <see cref="ModelTrial.MostDaysLost"/> days at most, and a scorecard only while its chances
/// are nearer to what the last window brought than those of the stated card.
/// </summary>
internal static class PartTrials
{
    /// <summary>All comparisons that can be made.</summary>
    public static ModelTrial Compare(
        ShopModel champion, ShopModel challenger, ShopStatistics statistics, IReadOnlyList<PastRow> rows, TrainingPlan? plan)
    {
        var trial = new ModelTrial
        {
            At = challenger.FittedAt,
            Buying = Densities(champion, challenger, statistics, m => m.Predictor),
            Alive = SameModel(champion) && SameModel(challenger) ? null : Densities(champion, challenger, statistics, m => m.Alive),
            Spend = Spends(champion, challenger, statistics),
        };
        if (plan is null || plan.CutOffs.Count == 0)
            return trial;
        var cards = new CardComparison(champion.Churn, challenger.Churn, rows, plan);
        return trial with { Churn = cards.LeftOut(), Level = cards.Stated(), Season = SeasonComparison.Of(challenger.Churn.Season, rows, plan) };
    }

    /// <summary>The parts of which the champion's stay, and why.</summary>
    public static IEnumerable<(ModelPart Part, Why Because)> Kept(ModelTrial trial, ShopModel champion, ShopModel challenger)
    {
        if (LostCard(trial, champion, challenger) is { } card)
            yield return (ModelPart.Scorecard, card);
        if (LostBuying(trial, champion, challenger) is { } buying)
            yield return (ModelPart.RepeatBuying, buying);
        if (LostSpend(trial, champion, challenger) is { } spend)
            yield return (ModelPart.Spend, spend);
    }

    /// <summary>The fit that a part of a model is from.</summary>
    public static (string Version, DateTimeOffset FittedAt) Origin(ModelPart part, ShopModel model) =>
        model.Kept.FirstOrDefault(k => k.Part == part) is { } kept ? (kept.Version, kept.FittedAt) : (model.Version, model.FittedAt);

    private static Why? LostCard(ModelTrial trial, ShopModel champion, ShopModel challenger)
    {
        if (champion.Churn.Because is not null || challenger.Churn.Because is not { } because)
        {
            return Worse(Whys.WorseScorecard, trial.Churn) ?? Worse(Whys.WorseLevel, trial.Level) ?? Worse(Whys.WorseSeason, trial.Season);
        }

        // Of fewer customers either may be nearer by luck.
        var outdone = trial.Level is { Customers: >= ScorecardFit.LeastOfEach } level && level.Challenger <= level.Champion;
        return outdone || TooOld(ModelPart.Scorecard, champion, challenger) ? null : Whys.LostScorecard.With(("cause", because.Code));
    }

    private static Why? LostBuying(ModelTrial trial, ShopModel champion, ShopModel challenger) =>
        champion.Buying.Predictor is null ? null
        : challenger.Buying.Predictor is not null ? Worse(Whys.WorseBuying, trial.Buying) ?? Worse(Whys.WorseAlive, trial.Alive)
        : TooOld(ModelPart.RepeatBuying, champion, challenger) ? null
        : Whys.LostBuying.With(("cause", challenger.BgNbd.Refusal?.Code));

    private static Why? LostSpend(ModelTrial trial, ShopModel champion, ShopModel challenger) =>
        !champion.GammaGamma.IsFitted ? null
        : challenger.GammaGamma.IsFitted ? Worse(Whys.WorseSpend, trial.Spend)
        : TooOld(ModelPart.Spend, champion, challenger) ? null
        : Whys.LostSpend.With(("cause", challenger.GammaGamma.Refusal.Code));

    private static bool TooOld(ModelPart part, ShopModel champion, ShopModel challenger) =>
        challenger.FittedAt - Origin(part, champion).FittedAt > TimeSpan.FromDays(ModelTrial.MostDaysLost);

    private static ModelComparison? Densities(
        ShopModel champion, ShopModel challenger, ShopStatistics statistics, Func<BuyingChoice, BuyingModelName?> name) =>
        champion.Find(name(champion.Buying)) is { } one && challenger.Find(name(challenger.Buying)) is { } other
            ? ModelComparison.Of([.. statistics.HeldOut.Histories().Select(h => (-h.LogDensity(one), -h.LogDensity(other), h.Count))])
            : null;

    private static bool SameModel(ShopModel model) => model.Buying.Alive == model.Buying.Predictor;

    private static ModelComparison? Spends(ShopModel champion, ShopModel challenger, ShopStatistics statistics) =>
        champion.GammaGamma.Parameters is { } one && challenger.GammaGamma.Parameters is { } other
            ? ModelComparison.Of([.. statistics.Spends.Histories()
                .Select(h => (-GammaGammaLikelihood.Of(one, h.History), -GammaGammaLikelihood.Of(other, h.History), h.Count))])
            : null;

    private static Why? Worse(WhyKind kind, ModelComparison? comparison) => comparison is { IsWorse: true }
        ? kind.With(("champion", comparison.Champion), ("challenger", comparison.Challenger), ("customers", comparison.Customers))
        : null;
}
