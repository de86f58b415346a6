namespace Recall.Core.Customers;

/// <summary>
/// Purchases. Models of buying count days with a purchase, not orders (a split order is one decision to buy), as the
/// reference implementations of BG/NBD do; both are kept.
/// </summary>
public sealed record Purchases
{
    /// <summary>None yet.</summary>
    public static Purchases None { get; } = new();

    /// <summary>Orders.</summary>
    public int Orders { get; init; }

    /// <summary>Distinct local days with an order.</summary>
    public int Days { get; init; }

    /// <summary>First local day with an order; meaningless without orders.</summary>
    public DateOnly FirstDay { get; init; }

    /// <summary>Last local day with an order.</summary>
    public DateOnly LastDay { get; init; }

    /// <summary>Time of the first order, UTC.</summary>
    public DateTimeOffset FirstAt { get; init; }

    /// <summary>Time of the last order, UTC.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Sum of what was paid.</summary>
    public decimal Spent { get; init; }

    /// <summary>What was paid on the first day; Gamma-Gamma is fitted on the other days.</summary>
    public decimal SpentFirstDay { get; init; }

    /// <summary>Sum of discounts.</summary>
    public decimal Discounts { get; init; }

    /// <summary>Orders with a discount or a coupon.</summary>
    public int DiscountedOrders { get; init; }

    /// <summary>Orders with a known cost, and the sums of their cost and payment.</summary>
    public int CostedOrders { get; init; }

    /// <summary>Cost of the orders whose cost is known.</summary>
    public decimal Cost { get; init; }

    /// <summary>Paid for the orders whose cost is known.</summary>
    public decimal CostedSpent { get; init; }

    /// <summary>Orders marked as gifts.</summary>
    public int Gifts { get; init; }

    /// <summary>Pieces bought.</summary>
    public int Items { get; init; }

    /// <summary>Mean gap between purchase days, in days.</summary>
    public double GapMean { get; init; }

    /// <summary>Sum of squared deviations of the gaps from their mean (Welford 1962), days squared.</summary>
    public double GapSquares { get; init; }

    /// <summary>The last gap, in days.</summary>
    public int LastGap { get; init; }

    /// <summary>Orders by local hour, 24; empty before the first order whose time of day is known, which that of midnight sharp is not.</summary>
    public int[] Hours { get; init; } = [];

    /// <summary>Orders by local weekday, 7, Monday first; empty before the first order.</summary>
    public int[] Weekdays { get; init; } = [];

    /// <summary>Purchase days by local calendar month, 12, January first; empty before the first order.</summary>
    public int[] Months { get; init; } = [];

    /// <summary>
    /// Purchase days that fade: one of today counts 1, one of <see cref="ProfileFold.FadingDays"/> ago a half, of twice that a quarter; as
    /// of <see cref="LastDay"/>.
    /// </summary>
    public double Pace { get; init; }

    /// <summary>What was paid, fading like <see cref="Pace"/>; as of <see cref="LastDay"/>.</summary>
    public double SpentPace { get; init; }

    /// <summary>The last payments, oldest first, at most <see cref="ProfileFold.MaxRecentOrders"/>.</summary>
    public IReadOnlyList<RecentOrder> Recent { get; init; } = [];

    /// <summary>Gaps seen.</summary>
    public int Gaps => Math.Max(0, Days - 1);

    /// <summary>Sample standard deviation of the gaps in days; NaN below two gaps.</summary>
    public double GapDeviation => Gaps < 2 ? double.NaN : Math.Sqrt(GapSquares / (Gaps - 1));
}

/// <summary>One of the last orders.</summary>
/// <param name="At">UTC.</param>
/// <param name="Total">Paid.</param>
/// <param name="Discount">Taken off.</param>
/// <param name="Category">Most of its money went to it; null where no line has one.</param>
public readonly record struct RecentOrder(DateTimeOffset At, decimal Total, decimal Discount, string? Category = null);

/// <summary>Refunds.</summary>
/// <param name="Count">How many.</param>
/// <param name="Amount">Their sum, shop's currency.</param>
/// <param name="LastAt">Time of the last, UTC.</param>
public sealed record Refunds(int Count, decimal Amount, DateTimeOffset? LastAt)
{
    /// <summary>None yet.</summary>
    public static Refunds None { get; } = new(0, 0, null);

    /// <summary>Of <see cref="Count"/>, those whose day nobody told: see <see cref="UndatedFacts"/>.</summary>
    public int Undated { get; init; }

    /// <summary>Their sum.</summary>
    public decimal UndatedAmount { get; init; }
}

/// <summary>What was bought of a category.</summary>
public readonly record struct CategoryPurchases(int Orders, decimal Spent, DateTimeOffset LastAt);
