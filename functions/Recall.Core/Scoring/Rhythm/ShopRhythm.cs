using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Scoring.Rhythm;

/// <summary>
/// How soon those who come back do, in the shop and in its categories, each buyer weighing as much as another (<see cref="GapCounts"/>). Days;
/// NaN where there are too few gaps to say. Gaps that have not ended are not in it, so a shop with a short history seems to buy faster than
/// it does and its customers lapse a little early; when they buy next is told by <see cref="Next.PurchaseTiming"/>, which knows of them.
/// </summary>
public sealed record ShopRhythm
{
    /// <summary>Fewest gaps that make a rhythm of a shop or a category.</summary>
    public const int MinGaps = 30;

    /// <summary>Fewest buyers of whom they must be.</summary>
    public const int MinBuyers = 10;

    /// <summary>Gaps between purchase days it is from.</summary>
    public long Gaps { get; init; }

    /// <summary>Mean gap.</summary>
    public double MeanDays { get; init; }

    /// <summary>Median gap.</summary>
    public double MedianDays { get; init; }

    /// <summary>Silence that <see cref="LapseThreshold.Quantile"/> of all gaps do not exceed.</summary>
    public double LapseDays { get; init; }

    /// <summary>
    /// Squared coefficient of variation of a customer's own gaps, pooled over customers, the busiest of whom count as one with the gaps a profile keeps; 1 (buying by chance, as BG/NBD assumes) where
    /// unknown.
    /// </summary>
    public double Variation { get; init; }

    /// <summary>By category name, those with <see cref="MinGaps"/> gaps of <see cref="MinBuyers"/> buyers.</summary>
    public IReadOnlyDictionary<string, CategoryRhythm> Categories { get; init; } =
        new SortedDictionary<string, CategoryRhythm>(StringComparer.Ordinal);

    /// <summary>The rhythm of what was gathered.</summary>
    internal static ShopRhythm Of(ShopStatistics statistics)
    {
        var known = Known(statistics.Gaps);
        return new()
        {
            Gaps = statistics.Gaps.Gaps,
            MeanDays = known ? statistics.Gaps.Days.Mean() : double.NaN,
            MedianDays = known ? statistics.Gaps.Days.Quantile(0.5) : double.NaN,
            LapseDays = known ? LapseThreshold.Bounded(statistics.Gaps.Days.Quantile(LapseThreshold.Quantile)) : double.NaN,
            Variation = statistics.VariationDegrees < MinGaps ? 1 : statistics.VariationMillionths / 1e6 / statistics.VariationDegrees,
            Categories = new SortedDictionary<string, CategoryRhythm>(
                statistics.Categories.Gaps
                    .Where(c => Known(c.Value))
                    .ToDictionary(c => c.Key, c => CategoryRhythm.Of(c.Value), StringComparer.Ordinal),
                StringComparer.Ordinal),
        };
    }

    private static bool Known(GapCounts gaps) => gaps.Gaps >= MinGaps && gaps.Buyers >= MinBuyers;
}

/// <summary>How often the buyers of a category buy, whatever they buy.</summary>
/// <param name="Gaps">Gaps it is from.</param>
/// <param name="MedianDays">Median gap, days.</param>
/// <param name="LapseDays">Silence that <see cref="LapseThreshold.Quantile"/> of the gaps do not exceed.</param>
public sealed record CategoryRhythm(long Gaps, double MedianDays, double LapseDays)
{
    internal static CategoryRhythm Of(GapCounts gaps) =>
        new(gaps.Gaps, gaps.Days.Quantile(0.5), LapseThreshold.Bounded(gaps.Days.Quantile(LapseThreshold.Quantile)));
}
