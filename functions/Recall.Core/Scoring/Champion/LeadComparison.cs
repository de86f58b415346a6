using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Champion;

/// <summary>
/// Who answers whether customers buy: the learnt scorecard, or the model of repeat buying that scores are made with. Both are asked about the last cut-off,
/// whose window has just ended: the card by weights learnt without the customer, the other fitted to what was known at the cut-off, both at the
/// level that suits the window, since the level is the season's business and not theirs. Where customers do nothing but buy at a rate and leave, few
/// parameters say it better than many indicators.
/// </summary>
internal static class LeadComparison
{
    /// <summary>
    /// The model of repeat buying as the champion, the card as the challenger; null where there is but one of them, or no window to look at.
    /// </summary>
    /// <param name="card">The scorecard.</param>
    /// <param name="buying">The model of repeat buying that was chosen.</param>
    /// <param name="rows">Customers at the cut-offs of <paramref name="plan"/>.</param>
    /// <param name="plan">Null without buyers.</param>
    public static ModelComparison? Of(ChurnScorecard card, BuyingModelName? buying, IReadOnlyList<PastRow> rows, TrainingPlan? plan)
    {
        if (card.Quality is null || buying is not { } name || plan is null || plan.CutOffs.Count == 0)
            return null;
        List<PastRow> last = [.. rows.Where(r => r.CutOff == plan.CutOffs.Count - 1).OrderBy(r => r.Customer)];
        var histories = last.ConvertAll(r => r.History());
        if (BuyingFits.Of([.. histories.CountBy(h => h).Select(h => (h.Key, (long)h.Value))]).Find(name) is not { } model)
            return null;
        var weeks = plan.WindowDays / PurchaseHistory.DaysPerWeek;
        var bought = last.ConvertAll(r => r.BoughtWithin(plan.WindowDays));
        var one = Losses([.. histories.Select(h => Logit.Of(model.PBuy(h, weeks)))], bought);
        var other = Losses(CardComparison.LogOdds(card, last, plan, leftOut: true), bought);
        return ModelComparison.Of([.. one.Zip(other, (o, c) => (o, c, 1L))]);
    }

    /// <summary>
    /// Whether the model of repeat buying answers: where it foresaw more than the learnt card, and where the card is the stated one, which was learnt
    /// in other shops and knows nothing of this one.
    /// </summary>
    public static bool BuyingLeads(ChurnScorecard card, BuyingModelName? buying, ModelComparison? lead) =>
        buying is not null && (card.Quality is null || (lead is not null && lead.Champion < lead.Challenger));

    /// <summary>A new fit with what leads in it; it has another version where that is known.</summary>
    public static ShopModel Judge(ShopModel model, IReadOnlyList<PastRow> rows, TrainingPlan? plan) =>
        Of(model.Churn, model.Buying.Predictor, rows, plan) is { } lead ? (model with { Lead = lead }).Named() : model;

    private static double[] Losses(double[] logOdds, List<bool> bought)
    {
        var level = LogisticRegression.Intercept(logOdds, [.. bought.Select(b => b ? 1.0 : 0.0)]);
        return [.. logOdds.Select((sum, i) => Logit.Loss(level + sum, bought[i]))];
    }
}
