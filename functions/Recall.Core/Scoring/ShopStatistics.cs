using System.Text.Json.Serialization;
using Recall.Core.Customers;
using Recall.Core.Scoring.Statistics;
using Recall.Core.Scoring.Uplift;

namespace Recall.Core.Scoring;

/// <summary>
/// All that fitting a <see cref="ShopModel"/> needs to know about customers: one per bucket, then merged. It holds integers alone, so
/// profiles and parts may be added in any order and give the same bits; its size is bounded. Not thread-safe. Serialises as JSON.
/// </summary>
public sealed partial class ShopStatistics
{
    /// <summary>Empty, as of a day: the shop's local day up to which events were folded into the profiles.</summary>
    [JsonConstructor]
    public ShopStatistics(DateOnly asOf) => AsOf = asOf;

    /// <summary>The day up to which customers were watched; T of the models ends here.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>Profiles added.</summary>
    [JsonInclude]
    public long Customers { get; private set; }

    /// <summary>Of them, with an order.</summary>
    [JsonInclude]
    public long Buyers { get; private set; }

    /// <summary>Of them, with more than one purchase day.</summary>
    [JsonInclude]
    public long RepeatBuyers { get; private set; }

    /// <summary>Orders of buyers who have paid something.</summary>
    [JsonInclude]
    public long PaidOrders { get; private set; }

    /// <summary>What they have paid, in hundredths of the shop's currency.</summary>
    [JsonInclude]
    public long PaidHundredths { get; private set; }

    /// <summary>Orders of buyers that had a discount or a coupon.</summary>
    [JsonInclude]
    public long DiscountedOrders { get; private set; }

    /// <summary>The mean payment per order, shop's currency; null where nobody has paid.</summary>
    [JsonIgnore]
    public decimal? MeanOrder => PaidOrders == 0 ? null : decimal.Round(PaidHundredths / 100m / PaidOrders, 2);

    /// <summary>First purchase day of all; null without buyers.</summary>
    [JsonInclude]
    public DateOnly? FirstDay { get; private set; }

    /// <summary>Last purchase day of all; null without buyers.</summary>
    [JsonInclude]
    public DateOnly? LastDay { get; private set; }

    /// <summary>Purchase histories of buyers.</summary>
    public HistoryCounts Histories { get; init; } = new();

    /// <summary>Purchase histories of buyers before and after the last days, to judge models by.</summary>
    public HeldOutCounts HeldOut { get; init; } = new();

    /// <summary>Spend of repeat buyers on their repeat days.</summary>
    public SpendCounts Spends { get; init; } = new();

    /// <summary>Days since the last purchase, of buyers.</summary>
    public Histogram Recency { get; init; } = new();

    /// <summary>Purchase days, of buyers.</summary>
    public Histogram Frequency { get; init; } = new();

    /// <summary>Sums paid by buyers, in buckets of <see cref="LogScale"/>.</summary>
    public Histogram Money { get; init; } = new();

    /// <summary>Net values of buyers (<see cref="NetValue"/>), in buckets of <see cref="LogScale"/>.</summary>
    public Histogram Net { get; init; } = new();

    /// <summary>
    /// Days between successive purchase days, of each buyer the last few that a profile keeps (<see cref="ProfileFold.MaxRecentOrders"/>).
    /// </summary>
    public GapCounts Gaps { get; init; } = new();

    /// <summary>The same by main category.</summary>
    public CategoryGaps Categories { get; init; } = new();

    /// <summary>Enrolments whose goal window has closed.</summary>
    public PastExperiments Experiments { get; init; } = new();

    /// <summary>What the shop earns and pays, for what a touch is worth.</summary>
    public TouchTerms Terms { get; init; } = new(0.4, 0.04);

    /// <summary>What is bought after what, of the same last few orders.</summary>
    public CategoryTransitions Transitions { get; init; } = new();

    /// <summary>Sum of squared coefficients of variation of buyers' own gaps, in millionths, weighted by degrees of freedom.</summary>
    [JsonInclude]
    public long VariationMillionths { get; private set; }

    /// <summary>Degrees of freedom of <see cref="VariationMillionths"/>.</summary>
    [JsonInclude]
    public long VariationDegrees { get; private set; }
}
