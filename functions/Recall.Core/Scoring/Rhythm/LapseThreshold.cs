using Recall.Core.Customers;

namespace Recall.Core.Scoring.Rhythm;

/// <summary>After how many days of silence a customer counts as lapsed, and whose rhythm says so.</summary>
public readonly record struct LapseThreshold(double Days, RhythmSource Source)
{
    /// <summary>A customer has lapsed when the silence is longer than this share of gaps is: one buyer in ten is only late.</summary>
    public const double Quantile = 0.9;

    /// <summary>Where the shop has too little history, days: a quarter.</summary>
    public const double DefaultDays = 90;

    /// <summary>Nobody lapses sooner, days: a shop cannot act on less than a week.</summary>
    public const double LeastDays = 7;

    /// <summary>Nobody lapses later, days: two years, so that those who buy for one season each year are still awaited.</summary>
    public const double MostDays = 730;

    /// <summary>The standard normal variable at <see cref="Quantile"/>.</summary>
    internal const double QuantileZ = 1.2815515655446004;

    /// <summary>
    /// The customer's own rhythm with <see cref="OwnRhythm.MinGaps"/> gaps or more, else that of others: their main category's, else the shop's, else the default. The
    /// first gaps of one's own draw it to theirs, each by as much. Nobody lapses before they have been silent for as long as they usually are.
    /// </summary>
    public static LapseThreshold Of(Profile profile, ShopRhythm shop)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(shop);
        var bought = profile.Purchases;
        if (bought.Gaps == 0)
            return Others(profile, shop);
        var own = Math.Max(bought.GapMean, OwnRhythm.LapseDays(bought, shop));
        if (bought.Gaps >= OwnRhythm.MinGaps)
            return new(Bounded(own), RhythmSource.Own);
        var others = Others(profile, shop);
        var drawn = others.Days + ((own - others.Days) * bought.Gaps / OwnRhythm.MinGaps);
        return others with { Days = Bounded(Math.Max(bought.GapMean, drawn)) };
    }

    private static LapseThreshold Others(Profile profile, ShopRhythm shop) =>
        shop.Categories.Count > 0 && MainCategory.Of(profile) is { } name && shop.Categories.TryGetValue(name, out var category)
            ? new(category.LapseDays, RhythmSource.Category)
            : double.IsNaN(shop.LapseDays) ? new(DefaultDays, RhythmSource.Default) : new(shop.LapseDays, RhythmSource.Shop);

    internal static double Bounded(double days) => Math.Clamp(days, LeastDays, MostDays);
}
