using Recall.Core.Scoring.Churn;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Champion;

/// <summary>What a fit came to.</summary>
/// <param name="Model">The model in force now.</param>
/// <param name="Trial">How the new fit was judged.</param>
public sealed record FitOutcome(ShopModel Model, ModelTrial Trial);

/// <summary>
/// How the parts of a new fit were judged against those of the model in force, each by itself (<see cref="PartTrials"/>). Where one is lost or
/// worse, the new model keeps the old one's and says so in <see cref="ShopModel.Kept"/>; all else of it is of the new data: cuts, tiers, rhythm, next category and
/// what touching does. The old parts are judged on the same customers again; their figures of their own day were of others and of another season.
/// </summary>
public sealed record ModelTrial
{
    /// <summary>
    /// Days after which a part that the new data cannot give at all is given up. One that is there and worse is not: it is shown to be
    /// worse on today's customers at every fit.
    /// </summary>
    public const int MostDaysLost = 365;

    /// <summary>When the fit was made, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Version of the new model; null where no fit was made.</summary>
    public string? Challenger { get; init; }

    /// <summary>Version of the model that was in force; null where there was none.</summary>
    public string? Champion { get; init; }

    /// <summary>The scorecards by weights that have not seen the customer; null where there was nothing to compare.</summary>
    public ModelComparison? Churn { get; init; }

    /// <summary>The scorecards by the chances that scores state, but for the season.</summary>
    public ModelComparison? Level { get; init; }

    /// <summary>The new card's shift for the season, against none as the champion.</summary>
    public ModelComparison? Season { get; init; }

    /// <summary>
    /// The models of repeat buying: the density of what customers did in the held-out days, given what was known before. Both have learnt from
    /// these days, the new one from a few more of them; that is worth at most half a log-likelihood per parameter, of all customers together
    /// (Akaike 1974, "A new look at the statistical model identification", IEEE TAC 19:716-723).
    /// </summary>
    public ModelComparison? Buying { get; init; }

    /// <summary>The same of the models that state P(alive).</summary>
    public ModelComparison? Alive { get; init; }

    /// <summary>
    /// The models of spend: the density of what repeat customers have paid. The new one has learnt from these payments, so it can only lose where
    /// something is broken.
    /// </summary>
    public ModelComparison? Spend { get; init; }

    /// <summary>Why no fit was made and the model in force stays as it is; null where one was.</summary>
    public Why? Refused { get; init; }

    /// <summary>Judges a new fit and makes the model that is in force from now on.</summary>
    /// <param name="champion">In force; null before the first fit.</param>
    /// <param name="challenger">The new fit.</param>
    /// <param name="statistics">That it was fitted to.</param>
    /// <param name="rows">Customers at the cut-offs of <paramref name="plan"/>.</param>
    /// <param name="plan">Null without buyers.</param>
    public static FitOutcome Of(
        ShopModel? champion, ShopModel challenger, ShopStatistics statistics, IReadOnlyList<PastRow> rows, TrainingPlan? plan)
    {
        ArgumentNullException.ThrowIfNull(challenger);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(rows);
        if (champion is null || champion.Version == ShopModel.Stated)
            return new(challenger, new() { At = challenger.FittedAt, Challenger = challenger.Version });
        var trial = PartTrials.Compare(champion, challenger, statistics, rows, plan) with { At = challenger.FittedAt, Champion = champion.Version };
        var model = PartTrials.Kept(trial, champion, challenger).Aggregate(challenger, (to, part) => Keep(part, trial, champion, to, rows, plan));
        model = model.Kept.Count == 0 ? challenger : (model with { Lead = LeadComparison.Of(model.Churn, model.Buying.Predictor, rows, plan) }).Named();
        return new(model, trial with { Challenger = model.Version });
    }

    /// <summary>The model with a part of the champion's, and where that is from.</summary>
    private static ShopModel Keep((ModelPart Part, Why Because) lost, ModelTrial trial, ShopModel champion, ShopModel model, IReadOnlyList<PastRow> rows, TrainingPlan? plan)
    {
        var (part, because) = lost;
        var from = PartTrials.Origin(part, champion);
        model = model with { Kept = [.. model.Kept, new(part, from.Version, from.FittedAt, because)] };
        return part switch
        {
            // Seasons pass: of an old card they are those of today's weeks, unless that is wrong, and none is better than a past one.
            ModelPart.Scorecard => model with
            {
                Churn = KeptCard.Of(champion.Churn, model, trial.Season is { IsWorse: true } ? SeasonalShift.None : model.Churn.Season, rows, plan),
            },
            ModelPart.RepeatBuying => model with { BgNbd = champion.BgNbd, MbgNbd = champion.MbgNbd, ParetoNbd = champion.ParetoNbd, Buying = champion.Buying },
            _ => model with { GammaGamma = champion.GammaGamma },
        };
    }
}
