using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Scoring.Rhythm;

/// <summary>
/// How often customers of the shop and of its categories buy. Days; NaN where there are too few gaps to say. Gaps that have not ended are
/// not in it, so a shop with a short history seems to buy faster than it does and its customers lapse a little early.
/// </summary>
public sealed record ShopRhythm
{
    /// <summary>Fewest gaps that make a rhythm of a shop or a category.</summary>
    public const int MinGaps = 30;

    /// <summary>Gaps between purchase days it is from.</summary>
    public long Gaps { get; init; }

    /// <summary>Mean gap.</summary>
    public double MeanDays { get; init; }

    /// <summary>Median gap.</summary>
    public double MedianDays { get; init; }

    /// <summary>Silence that <see cref="LapseThreshold.Quantile"/> of all gaps do not exceed.</summary>
    public double LapseDays { get; init; }

    /// <summary>
    /// Squared coefficient of variation of a customer's own gaps, pooled over customers; 1 (buying by chance, as BG/NBD assumes) where
    /// unknown.
    /// </summary>
    public double Variation { get; init; }

    /// <summary>By category name, those with <see cref="MinGaps"/> gaps.</summary>
    public IReadOnlyDictionary<string, CategoryRhythm> Categories { get; init; } =
        new SortedDictionary<string, CategoryRhythm>(StringComparer.Ordinal);

    /// <summary>The rhythm of what was gathered.</summary>
    internal static ShopRhythm Of(ShopStatistics statistics)
    {
        var known = statistics.Gaps.Total >= MinGaps;
        return new()
        {
            Gaps = statistics.Gaps.Total,
            MeanDays = known ? statistics.Gaps.Mean() : double.NaN,
            MedianDays = known ? statistics.Gaps.Quantile(0.5) : double.NaN,
            LapseDays = known ? LapseThreshold.Bounded(statistics.Gaps.Quantile(LapseThreshold.Quantile)) : double.NaN,
            Variation = statistics.VariationDegrees < MinGaps ? 1 : statistics.VariationMillionths / 1e6 / statistics.VariationDegrees,
            Categories = new SortedDictionary<string, CategoryRhythm>(
                statistics.Categories.Gaps
                    .Where(c => c.Value.Total >= MinGaps)
                    .ToDictionary(c => c.Key, c => CategoryRhythm.Of(c.Value), StringComparer.Ordinal),
                StringComparer.Ordinal),
        };
    }
}

/// <summary>How often the buyers of a category buy, whatever they buy.</summary>
/// <param name="Gaps">Gaps it is from.</param>
/// <param name="MedianDays">Median gap, days.</param>
/// <param name="LapseDays">Silence that <see cref="LapseThreshold.Quantile"/> of the gaps do not exceed.</param>
public sealed record CategoryRhythm(long Gaps, double MedianDays, double LapseDays)
{
    internal static CategoryRhythm Of(Histogram gaps) =>
        new(gaps.Total, gaps.Quantile(0.5), LapseThreshold.Bounded(gaps.Quantile(LapseThreshold.Quantile)));
}
