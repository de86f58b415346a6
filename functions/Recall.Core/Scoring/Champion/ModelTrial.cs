using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Statistics;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Champion;

/// <summary>
/// Whether a new fit may replace the model in force: it must have every part that the old one has, and on the last window neither its
/// scorecard nor its model of repeat buying may be worse by more than luck explains (<see cref="ModelComparison"/>). The old model is judged on that
/// same window again; its figures of its own day were of other customers and another season.
/// </summary>
public sealed record ModelTrial
{
    /// <summary>Version of the new fit.</summary>
    public required string Challenger { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Version of the model that was in force; null where there was none.</summary>
    public string? Champion { get; init; }

    /// <summary>The scorecards; null where there was nothing to compare.</summary>
    public ModelComparison? Churn { get; init; }

    /// <summary>
    /// The models of repeat buying: the density of what customers did in the held-out days, given what was known before. Both have learnt from
    /// these days, the new one from a few more of them; that is worth at most half a log-likelihood per parameter, of all customers together
    /// (Akaike 1974, "A new look at the statistical model identification", IEEE TAC 19:716-723).
    /// </summary>
    public ModelComparison? Buying { get; init; }

    /// <summary>Why the model in force stays; null where the new one took its place.</summary>
    public Why? Refused { get; init; }

    /// <summary>The version in force from now on.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Winner => Refused is null ? Challenger : Champion!;

    /// <summary>Judges a new fit.</summary>
    /// <param name="champion">In force; null before the first fit.</param>
    /// <param name="challenger">The new fit.</param>
    /// <param name="heldOut">What customers did in the last days.</param>
    /// <param name="rows">Customers at the cut-offs of <paramref name="plan"/>.</param>
    /// <param name="plan">Null without buyers.</param>
    public static ModelTrial Of(
        ShopModel? champion, ShopModel challenger, HeldOutCounts heldOut, IReadOnlyList<PastRow> rows, TrainingPlan? plan)
    {
        ArgumentNullException.ThrowIfNull(challenger);
        ArgumentNullException.ThrowIfNull(heldOut);
        ArgumentNullException.ThrowIfNull(rows);
        var trial = new ModelTrial { Challenger = challenger.Version, At = challenger.FittedAt, Champion = champion?.Version };
        if (champion is null)
            return trial;
        if (Lost(champion, challenger) is { } lost)
            return trial with { Refused = lost };
        trial = trial with
        {
            Churn = plan is null || plan.CutOffs.Count == 0 ? null : CardComparison.Of(champion.Churn, challenger.Churn, rows, plan),
            Buying = Densities(champion, challenger, heldOut),
        };
        return trial with { Refused = Worse(Whys.WorseScorecard, trial.Churn) ?? Worse(Whys.WorseBuying, trial.Buying) };
    }

    private static Why? Lost(ShopModel champion, ShopModel challenger)
    {
        if (champion.Buying.Predictor is not null && challenger.Buying.Predictor is null)
            return Whys.LostBuying.With(("cause", challenger.BgNbd.Refusal?.Code));
        if (champion.GammaGamma.IsFitted && !challenger.GammaGamma.IsFitted)
            return Whys.LostSpend.With(("cause", challenger.GammaGamma.Refusal.Code));
        return champion.Churn.Because is null && challenger.Churn.Because is { } because ? Whys.LostScorecard.With(("cause", because.Code)) : null;
    }

    private static ModelComparison? Densities(ShopModel champion, ShopModel challenger, HeldOutCounts heldOut) =>
        champion.Find(champion.Buying.Predictor) is { } one && challenger.Find(challenger.Buying.Predictor) is { } other
            ? ModelComparison.Of([.. heldOut.Histories().Select(h => (-h.LogDensity(one), -h.LogDensity(other), h.Count))])
            : null;

    private static Why? Worse(WhyKind kind, ModelComparison? comparison) => comparison is { IsWorse: true }
        ? kind.With(("champion", comparison.Champion), ("challenger", comparison.Challenger), ("customers", comparison.Customers))
        : null;
}
