using Recall.Core.Customers;

namespace Recall.Core.Tests.Scoring;

/// <summary>Profiles made the way the product makes them: by folding events.</summary>
internal static class Customer
{
    public static readonly CustomerKey Key = CustomerKey.Parse("test:1");
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Bought for 10 on each of these days after <see cref="Start"/>.</summary>
    public static Profile Buying(params int[] days) => Of([.. days.Select(d => Order(d))]);

    public static Profile Of(params CustomerEvent[] events) => ProfileFold.Of(Key, events, TimeZoneInfo.Utc);

    /// <summary>Came on each of these days and bought nothing.</summary>
    public static Profile Visiting(params int[] days) => Of([.. days.Select(d => new LoggedIn { Id = $"l{d}", Customer = Key, At = Day(d) })]);

    public static OrderRefunded Refund(int day, decimal amount) => new() { Id = $"r{day}", Customer = Key, At = Day(day), Amount = amount };

    public static OrderPlaced Order(
        int day, decimal total = 10, string? category = null, decimal? cost = null, decimal discount = 0) => new()
    {
        Id = $"o{day}",
        Customer = Key,
        At = Start.AddDays(day),
        Total = total,
        Cost = cost,
        Discount = discount,
        Lines = category is null ? [] : [new("p", category, 1, total)],
    };

    public static DateTimeOffset Day(int day) => Start.AddDays(day);
}
