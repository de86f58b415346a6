using System.Text.Json.Serialization;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.GammaGamma;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Scoring.ParetoNbd;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Rhythm;
using Recall.Core.Scoring.Statistics;
using Recall.Core.Scoring.Uplift;
using Recall.Core.Wording;

namespace Recall.Core.Scoring;

/// <summary>
/// Everything about the shop as a whole that scoring one customer needs; fitted from merged bucket statistics. Equal statistics give an
/// equal model, its version included. Serialises as JSON (<see cref="StoredJson"/>) without loss.
/// </summary>
public sealed partial record ShopModel
{
    /// <summary>Days ahead that <see cref="Score.ExpectedOrders"/> looks.</summary>
    public const int HorizonDays = 90;

    /// <summary>
    /// Days after which a new fit is due: once there is some 4 % more history, a week at least and four at most. A week teaches a young shop
    /// much and one of two years next to nothing.
    /// </summary>
    public int RefitDays => FirstDay is { } first ? Math.Clamp((AsOf.DayNumber - first.DayNumber) / 26, LeastRefitDays, 28) : LeastRefitDays;

    /// <summary>Days after which a new fit is due where customers have become others than the model was fitted to.</summary>
    public const int LeastRefitDays = 7;

    /// <summary><see cref="Version"/> of what stands in for a model where nobody has bought yet: stated values alone, nothing was fitted.</summary>
    public const string Stated = "stated";

    /// <summary>Names the model in scores: the day of the data and a hash of what is in it, unless the caller named it.</summary>
    public required string Version { get; init; }

    /// <summary>When it was fitted, UTC.</summary>
    public required DateTimeOffset FittedAt { get; init; }

    /// <summary>The day of the data.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>First purchase day in the data; null without buyers.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>Last purchase day in the data; null without buyers.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Customers counted.</summary>
    public long Customers { get; init; }

    /// <summary>Of them, with an order.</summary>
    public long Buyers { get; init; }

    /// <summary>Of them, with more than one purchase day.</summary>
    public long RepeatBuyers { get; init; }

    /// <summary>What buyers have paid per order, shop's currency; null where nobody has paid for one.</summary>
    public decimal? MeanOrder { get; init; }

    /// <summary>
    /// True where no order had a discount or a coupon: the shop gives none, or what brings its orders says nothing of them. Who then buys at full price, and who would, is not known.
    /// </summary>
    public bool NoDiscounts { get; init; }

    /// <summary>When customers buy and leave; time in weeks.</summary>
    public required ModelFit<BgNbdParameters> BgNbd { get; init; }

    /// <summary>The same, where they may leave after the first purchase too.</summary>
    public required ModelFit<MbgNbdParameters> MbgNbd { get; init; }

    /// <summary>The same, where they may leave at any time.</summary>
    public required ModelFit<ParetoNbdParameters> ParetoNbd { get; init; }

    /// <summary>Which of the three scores are made with.</summary>
    public required BuyingChoice Buying { get; init; }

    /// <summary>What they spend on a purchase day.</summary>
    public required ModelFit<GammaGammaParameters> GammaGamma { get; init; }

    /// <summary>Quintiles of buyers.</summary>
    public required RfmCuts Rfm { get; init; }

    /// <summary>Net value of buyers cut at the bottom 30 % and the top 20 %.</summary>
    public required QuantileCuts Tiers { get; init; }

    /// <summary>How often customers buy.</summary>
    public required ShopRhythm Rhythm { get; init; }

    /// <summary>Who will not buy in the next <see cref="HorizonDays"/> days.</summary>
    public ChurnScorecard Churn { get; init; } = PriorScorecard.Of(HorizonDays, NoPast);

    /// <summary>
    /// The model of repeat buying (as the champion) against the learnt scorecard on a window that neither has learnt the customer from: whose loss is
    /// less answers whether customers buy. Null where they were not compared.
    /// </summary>
    public ModelComparison? Lead { get; init; }

    /// <summary>True where the model of repeat buying answers whether customers buy, and not the scorecard.</summary>
    [JsonIgnore]
    public bool BuyingLeads => LeadComparison.BuyingLeads(Churn, Buying.Predictor, Lead);

    private static readonly Refusal NoPast = new("no-past", Whys.NoPast.With());

    /// <summary>Parts that are an earlier model's; empty where all are of this fit.</summary>
    public IReadOnlyList<KeptPart> Kept { get; init; } = [];

    /// <summary>A model of repeat buying, or null where it was not fitted or none is named.</summary>
    public IBuyingModel? Find(BuyingModelName? name) => name is { } known ? new BuyingFits(BgNbd, MbgNbd, ParetoNbd).Find(known) : null;

    /// <summary>Which category is bought after which.</summary>
    public NextCategories NextCategories { get; init; } = new();

    /// <summary>What touching people does.</summary>
    public ShopUplift Uplift { get; init; } = new();
}
