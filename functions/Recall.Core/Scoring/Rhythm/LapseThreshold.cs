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

    /// <summary>The customer's own rhythm with three gaps or more, else their main category's, else the shop's, else the default.</summary>
    public static LapseThreshold Of(Profile profile, ShopRhythm shop)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(shop);
        if (profile.Purchases.Gaps >= OwnRhythm.MinGaps)
            return new(Bounded(OwnRhythm.LapseDays(profile.Purchases, shop)), RhythmSource.Own);
        if (shop.Categories.Count > 0 && MainCategory.Of(profile) is { } name && shop.Categories.TryGetValue(name, out var category))
            return new(category.LapseDays, RhythmSource.Category);
        return double.IsNaN(shop.LapseDays) ? new(DefaultDays, RhythmSource.Default) : new(shop.LapseDays, RhythmSource.Shop);
    }

    internal static double Bounded(double days) => Math.Clamp(days, LeastDays, MostDays);
}
