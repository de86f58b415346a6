using System.Text.Json.Serialization;
using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Reasons;
using Recall.Core.Scoring.Segments;
using Recall.Core.Scoring.Uplift;

namespace Recall.Core.Scoring;

/// <summary>What a model says about a customer at a moment. Money is the shop's currency; probabilities are in [0, 1].</summary>
public sealed record Score
{
    /// <summary>Whose score it is.</summary>
    public required CustomerKey Customer { get; init; }

    /// <summary>Version of the <see cref="ShopModel"/> that made it.</summary>
    public required string Model { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Orders that were known when it was made.</summary>
    public required int Orders { get; init; }

    /// <summary>
    /// True while no order has come in that was not known when it was made. Counted and not told by times: an order may come in long after it
    /// happened, and what was scored without it may call somebody dormant who bought yesterday.
    /// </summary>
    public bool IsCurrent(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Orders == profile.Purchases.Orders;
    }

    /// <summary>True where the shop was not known to give discounts when it was made: see <see cref="ShopModel.NoDiscounts"/>.</summary>
    public bool NoDiscounts { get; init; }

    /// <summary>Where they stand in their life with the shop.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required LifecycleStage Stage { get; init; }

    /// <summary>What they are worth next to the others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required ValueTier Tier { get; init; }

    /// <summary>Recency, frequency and money scores, 1 (worst fifth of buyers) to 5 (best); 0 without an order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RfmScore Rfm { get; init; }

    /// <summary>The model of repeat buying behind what is expected; null where none could be fitted or without an order.</summary>
    public BuyingModelName? Buying { get; init; }

    /// <summary>
    /// Probability of buying in the next <see cref="ShopModel.HorizonDays"/> days, the number to rank customers by; NaN where
    /// <see cref="Buying"/> is null.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double PBuy { get; init; }

    /// <summary>
    /// Probability of still being a customer by <see cref="BuyingChoice.Alive"/>; NaN like <see cref="PBuy"/>, and where that model could not
    /// be fitted.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double PAlive { get; init; }

    /// <summary>Expected purchase days in the next <see cref="ShopModel.HorizonDays"/> days; NaN like <see cref="PBuy"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double ExpectedOrders { get; init; }

    /// <summary>Expected revenue of the next 365 days, discounted; NaN like <see cref="PBuy"/>, and where spend could not be modelled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double Clv { get; init; }

    /// <summary>
    /// Calibrated probability of not buying in the next <see cref="ShopModel.HorizonDays"/> days; NaN without an order. By
    /// <see cref="ChurnModel"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double ChurnProbability { get; init; } = double.NaN;

    /// <summary>
    /// What gave <see cref="ChurnProbability"/>: <c>scorecard</c>; a model of repeat buying (<c>mbg-nbd</c>) where it foresaw the shop's customers better
    /// than the card learnt from them, or none could be learnt yet; <c>prior-scorecard</c> where neither could.
    /// </summary>
    public string? ChurnModel { get; init; }

    /// <summary>
    /// Days since the last purchase over the days after which this customer counts as lapsed; 1 and more is lapsed. NaN without an order.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double LapseRatio { get; init; }

    /// <summary>The days of silence that <see cref="LapseRatio"/> divides by.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double LapseThresholdDays { get; init; }

    /// <summary>Whose rhythm gave <see cref="LapseThresholdDays"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RhythmSource Rhythm { get; init; }

    /// <summary>The part of the RFM cube they are in; null without an order and in a shop too small for fifths.</summary>
    public RfmSegment? Segment { get; init; }

    /// <summary>How far they have come with the shop.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public LoyaltyStage Loyalty { get; init; }

    /// <summary>Why they probably stay away; null where they do not, or never bought.</summary>
    public ChurnReason? Churn { get; init; }

    /// <summary>
    /// Words that changed lately, by name without <c>score.</c>; only kept where a sequence waits for a change. See <see cref="ScoreChanges"/>.
    /// </summary>
    public IReadOnlyDictionary<string, ScoreChange> Changed { get; init; } = new Dictionary<string, ScoreChange>(StringComparer.Ordinal);

    /// <summary>Tags by the shop's rules, in their order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When they buy next, and what; null without an order or where no rhythm is known.</summary>
    public NextPurchase? Next { get; init; }

    /// <summary>What touching them is expected to earn; null before anything can be said.</summary>
    public TouchValues? Touch { get; init; }
}
