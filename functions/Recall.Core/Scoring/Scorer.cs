using System.Collections.Concurrent;
using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Reasons;
using Recall.Core.Scoring.Rhythm;
using Recall.Core.Scoring.Segments;
using Recall.Core.Scoring.Populations;
using Recall.Core.Scoring.Tags;
using Recall.Core.Sequences;

namespace Recall.Core.Scoring;

/// <summary>
/// Scores customers by one model. It keeps what it worked out for customers alike (<see cref="Outlooks"/>): make one scorer per model and
/// reuse it. Thread-safe, and the scores do not depend on what was scored before.
/// </summary>
public sealed partial class Scorer(ShopModel model, TagRules? tags = null)
{
    private const int MainIndicators = 5;

    private readonly ScorecardTerm[] _main = [.. model.Churn.Terms.OrderByDescending(t => Math.Abs(t.Weight)).Take(MainIndicators)];
    private readonly IBuyingModel? _predictor = model.Find(model.Buying.Predictor);
    private readonly IBuyingModel? _alive = model.Find(model.Buying.Alive);
    private readonly Outlooks? _outlooks = model.Find(model.Buying.Predictor) is { } predictor
        ? new(predictor, ShopModel.HorizonDays / PurchaseHistory.DaysPerWeek)
        : null;

    private readonly PurchaseTiming _timing = new(model);
    private readonly ConcurrentDictionary<(int Repeats, int AgeDays, double Days), double> _within = new();
    private int _kept;

    /// <summary>Version of the model.</summary>
    public string Version => model.Version;

    /// <summary>Counts where a scored customer stands, if they have bought: see <see cref="PopulationCounts"/>.</summary>
    /// <param name="counts">Of all customers.</param>
    /// <param name="profile">That was scored.</param>
    /// <param name="score">Its score.</param>
    /// <param name="shopZone">For customers whose own zone is unknown.</param>
    public void Count(PopulationCounts counts, Profile profile, Score score, TimeZoneInfo shopZone)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(score);
        if (profile.Purchases.Days == 0)
            return;
        var day = new CustomerDay(profile, CalendarDays.Today(profile.Person, score.At, shopZone), score.At);
        counts.Add(PopulationCounts.Churn, (int)(100 * score.ChurnProbability));
        foreach (var term in _main)
        {
            // Tenths of a deviation; what is not known is a class of its own.
            var deviations = term.Deviations(day);
            counts.Add(term.Indicator, double.IsNaN(deviations) ? PopulationCounts.NotKnown : (int)Math.Floor(10 * deviations));
        }
    }

    /// <summary>The score of a customer.</summary>
    /// <param name="profile">With events up to <paramref name="now"/>.</param>
    /// <param name="now">Any offset.</param>
    /// <param name="shopZone">For customers whose own zone is unknown.</param>
    public Score Score(Profile profile, DateTimeOffset now, TimeZoneInfo shopZone)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var bought = profile.Purchases;
        var today = CalendarDays.Today(profile.Person, now, shopZone);
        var silent = CalendarDays.SinceOrder(bought, today) ?? 0;
        var threshold = LapseThreshold.Of(profile, model.Rhythm);
        var (pBuy, pAlive, expected, clv) = Predict(bought, today);
        var lapse = bought.Days == 0 ? double.NaN : silent / threshold.Days;
        var rfm = model.Rfm.Of(bought, silent);
        var byBuying = model.BuyingLeads && !double.IsNaN(pBuy);
        var buys = bought.Days == 0 ? double.NaN : byBuying ? pBuy : model.Churn.BuyChance(new(profile, today, now));
        var stage = Stages.Of(bought, silent, threshold, model.Rhythm, expected);
        var score = new Score
        {
            Customer = profile.Customer,
            Model = model.Version,
            At = now.ToUniversalTime(),
            Orders = bought.Orders,
            NoDiscounts = model.NoDiscounts,
            Stage = stage,
            Tier = ValueTiers.Of(profile, model.Tiers),
            Rfm = rfm,
            Buying = double.IsNaN(pBuy) ? null : model.Buying.Predictor,
            PBuy = pBuy,
            PAlive = pAlive,
            ExpectedOrders = expected,
            Clv = clv,
            ChurnProbability = 1 - buys,
            ChurnModel = bought.Days == 0 ? null : byBuying ? Kebab.Of(model.Buying.Predictor!.Value) : model.Churn.Name,
            LapseRatio = lapse,
            LapseThresholdDays = threshold.Days,
            Rhythm = threshold.Source,
            Segment = RfmSegments.Of(rfm, stage, bought.Days, model.Buyers),
            Loyalty = LoyaltyStages.Of(profile),
            Churn = ChurnReasons.Of(profile, lapse, today),
            Next = NextPurchase.Of(bought, today, _timing, model.NextCategories),
            Touch = model.Uplift.ValueOf(profile, now, days => !byBuying && buys > pAlive
                ? WindowStretch.Of(buys, days / ShopModel.HorizonDays, model.Churn.Power)
                : AtLevel(Within(bought, today, days), pBuy, buys)),
        };
        return tags is null ? score : score with { Tags = tags.Of(new(profile, score, now, shopZone)) };
    }
}
