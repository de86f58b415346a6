namespace Recall.Core.Customers;

/// <summary>Visits to the shop.</summary>
public sealed record Activity(int Views, int Carts, int Logins, DateTimeOffset? LastAt, int VisitsSinceOrder, DateTimeOffset? LastCartAt)
{
    /// <summary>None yet.</summary>
    public static Activity None { get; } = new(0, 0, 0, null, 0, null);

    /// <summary>Last login, UTC.</summary>
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>Cart changes since the last order.</summary>
    public int CartsSinceOrder { get; init; }
}
