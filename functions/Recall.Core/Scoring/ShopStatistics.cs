using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Rhythm;
using Recall.Core.Scoring.Statistics;
using Recall.Core.Scoring.Uplift;

namespace Recall.Core.Scoring;

/// <summary>
/// All that fitting a <see cref="ShopModel"/> needs to know about customers: one per bucket, then merged. It holds integers alone, so
/// profiles and parts may be added in any order and give the same bits; its size is bounded. Not thread-safe. Serialises as JSON.
/// </summary>
public sealed class ShopStatistics
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

    /// <summary>What counts of one customer at most, so that the sum of all fits.</summary>
    private const decimal MostPaid = 1_000_000_000_000;

    /// <summary>Adds a customer.</summary>
    /// <param name="profile">With events up to <see cref="AsOf"/>.</param>
    /// <param name="shopZone">For customers whose own zone is unknown.</param>
    public void Add(Profile profile, TimeZoneInfo shopZone)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Customers++;
        var bought = profile.Purchases;
        if (bought.Days == 0)
            return;

        Buyers++;
        if (bought.Spent > 0)
        {
            PaidOrders += bought.Orders;
            PaidHundredths += (long)decimal.Round(Math.Min(bought.Spent, MostPaid) * 100);
        }

        FirstDay = FirstDay is { } first && first < bought.FirstDay ? first : bought.FirstDay;
        LastDay = LastDay is { } last && last > bought.LastDay ? last : bought.LastDay;
        var (repeats, recency, age) = PurchaseHistory.Days(bought, AsOf);
        Histories.Add(repeats, recency, age);
        Recency.Add(age - recency);
        Frequency.Add(bought.Days);
        Money.Add(LogScale.Bucket(bought.Spent));
        Net.Add(LogScale.Bucket(NetValue.Of(profile)));
        var days = RecentDays(bought, Zones.Of(profile.Person.TimeZone, shopZone));
        HeldOut.Add(bought, AsOf, days);
        AddTransitions(bought.Recent);
        if (repeats > 0)
        {
            RepeatBuyers++;
            if (bought.Spent - bought.SpentFirstDay > 0)
                Spends.Add(repeats, bought.Spent - bought.SpentFirstDay);
            AddGaps(profile, days);
        }
    }

    /// <summary>Adds all customers of another; the two must have none in common.</summary>
    /// <exception cref="ArgumentException">The other is as of another day.</exception>
    public void Merge(ShopStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.AsOf != AsOf)
        {
            throw new ArgumentException(
                $"Statistics as of {other.AsOf:O} cannot join those as of {AsOf:O}: gather both for one day.", nameof(other));
        }

        Customers += other.Customers;
        Buyers += other.Buyers;
        RepeatBuyers += other.RepeatBuyers;
        PaidOrders += other.PaidOrders;
        PaidHundredths += other.PaidHundredths;
        FirstDay = FirstDay is { } first && !(other.FirstDay < first) ? first : other.FirstDay;
        LastDay = LastDay is { } last && !(other.LastDay > last) ? last : other.LastDay;
        Histories.Merge(other.Histories);
        HeldOut.Merge(other.HeldOut);
        Spends.Merge(other.Spends);
        Recency.Merge(other.Recency);
        Frequency.Merge(other.Frequency);
        Money.Merge(other.Money);
        Net.Merge(other.Net);
        Gaps.Merge(other.Gaps);
        Categories.Merge(other.Categories);
        Transitions.Merge(other.Transitions);
        Experiments.Merge(other.Experiments);
        VariationMillionths += other.VariationMillionths;
        VariationDegrees += other.VariationDegrees;
    }

    private static int[] RecentDays(Purchases purchases, TimeZoneInfo zone)
    {
        var days = new int[purchases.Recent.Count];
        for (var i = 0; i < days.Length; i++)
            days[i] = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(purchases.Recent[i].At, zone).DateTime).DayNumber;
        return days;
    }

    private void AddTransitions(IReadOnlyList<RecentOrder> recent)
    {
        string? before = null;
        foreach (var order in recent)
        {
            if (order.Category is not null)
                Transitions.Add(before, order.Category);
            before = order.Category;
        }
    }

    private void AddGaps(Profile profile, int[] days)
    {
        var (previous, recent) = (0, new List<int>(days.Length));
        foreach (var day in days)
        {
            if (previous > 0 && day > previous)
                recent.Add(day - previous);
            previous = Math.Max(previous, day);
        }

        var known = CollectionsMarshal.AsSpan(recent);
        Gaps.Add(known);
        if (known.Length > 0 && MainCategory.Of(profile) is { } category)
            Categories.Add(category, known);
        var gaps = profile.Purchases.Gaps;
        if (gaps >= OwnRhythm.MinGaps)
        {
            var degrees = Math.Min(gaps, ProfileFold.MaxRecentOrders) - 1;
            VariationDegrees += degrees;
            VariationMillionths += degrees * (long)Math.Round(1e6 * OwnRhythm.Variation(profile.Purchases));
        }
    }
}
