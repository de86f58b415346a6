using Recall.Core.Customers;

namespace Recall.Core.Sequences;

/// <summary>Which orders a sequence is for. All that is given has to hold; nothing is any order.</summary>
/// <param name="AtLeast">Paid, in the shop's currency.</param>
/// <param name="Category">Something of this category is in it; without regard to case.</param>
/// <param name="WithCoupon">A coupon code was used on it, or was not.</param>
public sealed record OrderGoal(decimal? AtLeast, string? Category, bool? WithCoupon)
{
    /// <summary>Any order.</summary>
    public static OrderGoal Any { get; } = new(null, null, null);

    /// <summary>Nothing is asked of an order.</summary>
    public bool IsAny => this == Any;

    /// <summary>True for such an order, and for one of which nothing is known but that it came: who ordered is left in peace.</summary>
    public bool IsMetBy(OrderFacts? order) => order is null
        || (!(order.Total < AtLeast) && (Category is null || order.Categories.Contains(Category, StringComparer.OrdinalIgnoreCase))
            && (WithCoupon is null || order.Coupon == WithCoupon));
}

/// <summary>What a goal asks about an order.</summary>
/// <param name="Total">Paid, in the shop's currency.</param>
/// <param name="Categories">In it, each once, the dearest first; at most <see cref="MaxCategories"/>.</param>
/// <param name="Coupon">A coupon code was used.</param>
public sealed record OrderFacts(decimal Total, IReadOnlyList<string> Categories, bool Coupon)
{
    /// <summary>A signal is one row: an order of hundreds of lines must fit.</summary>
    public const int MaxCategories = 32;

    /// <summary>Of an order.</summary>
    public static OrderFacts Of(OrderPlaced order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new(
            order.Total,
            [
                .. order.Lines.Where(l => l.Category is not null).GroupBy(l => l.Category!, StringComparer.OrdinalIgnoreCase)
                    .OrderByDescending(g => g.Sum(l => l.Price * l.Quantity)).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MaxCategories).Select(g => g.Key),
            ],
            order.Coupon is not null);
    }
}

/// <summary>An order since a run began.</summary>
/// <param name="At">UTC.</param>
/// <param name="Order">What a goal asks about it.</param>
public sealed record PlacedOrder(DateTimeOffset At, OrderFacts Order);
