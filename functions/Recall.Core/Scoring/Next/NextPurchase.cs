using System.Text.Json.Serialization;
using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Rhythm;

namespace Recall.Core.Scoring.Next;

/// <summary>When a customer buys next, if they do before long, and what. Days are the customer's local days.</summary>
/// <param name="Day">As likely before as after it, given that they buy within <see cref="WithinDays"/>.</param>
/// <param name="From">With <see cref="Day"/> between: the interval that holds four of five such purchases, seasons not reckoned with.</param>
/// <param name="To">Its end.</param>
/// <param name="Rhythm">Whose purchases weigh most in it: their own from <see cref="OwnRhythm.MinGaps"/> gaps on, else the shop's.</param>
/// <param name="Category">The likeliest category; null where the shop knows too few.</param>
/// <param name="CategoryProbability">Of that category, given that they buy; NaN without one.</param>
/// <param name="AfterCategory">The category of the last order that it follows from; null where the shop's favourite is named instead.</param>
/// <param name="WithinDays">Days ahead that <see cref="Day"/>, <see cref="From"/> and <see cref="To"/> are of; 0 in scores made before they were of any.</param>
public sealed record NextPurchase(
    DateOnly Day, DateOnly From, DateOnly To, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] RhythmSource Rhythm,
    string? Category, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double CategoryProbability, string? AfterCategory, int WithinDays = 0)
{
    /// <summary>The next purchase; null without an order or where too little is known of the shop.</summary>
    /// <param name="bought">What they bought.</param>
    /// <param name="today">The customer's local day.</param>
    /// <param name="timing">When customers of the shop buy.</param>
    /// <param name="categories">What follows what.</param>
    public static NextPurchase? Of(Purchases bought, DateOnly today, PurchaseTiming timing, NextCategories categories)
    {
        ArgumentNullException.ThrowIfNull(bought);
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(categories);
        if (bought.Days == 0)
            return null;
        var (repeats, _, age) = PurchaseHistory.Days(bought, today);
        if (timing.Of(repeats, age) is not { } days)
            return null;
        var last = bought.Recent.Count > 0 ? bought.Recent[^1].Category : null;
        var next = categories.Next(last);
        return new(
            today.AddDays(days.Middle), today.AddDays(days.From), today.AddDays(days.To),
            bought.Gaps >= OwnRhythm.MinGaps ? RhythmSource.Own : RhythmSource.Shop, next?.Category, next?.Probability ?? double.NaN,
            last is not null && categories.After.ContainsKey(last) ? last : null, timing.WithinDays);
    }
}
