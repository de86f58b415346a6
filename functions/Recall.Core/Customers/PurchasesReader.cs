using System.Text.Json;
using static Recall.Core.Customers.StoredTokens;

namespace Recall.Core.Customers;

/// <summary>The part of <see cref="ProfileJson"/> that reads what somebody bought.</summary>
internal static class PurchasesReader
{
    public static Purchases Read(ref Utf8JsonReader reader)
    {
        var (orders, days, discountedOrders, costedOrders, gifts, items) = (0, 0, 0, 0, 0, 0);
        var lastGap = 0;
        var (firstDay, lastDay) = (default(DateOnly), default(DateOnly));
        var (firstAt, lastAt) = (default(DateTimeOffset), default(DateTimeOffset));
        var (spent, spentFirstDay, discounts, cost, costedSpent) = (0m, 0m, 0m, 0m, 0m);
        var (gapMean, gapSquares, pace, spentPace) = (0.0, 0.0, 0.0, 0.0);
        var (hours, weekdays, months) = (Array.Empty<int>(), Array.Empty<int>(), Array.Empty<int>());
        IReadOnlyList<RecentOrder> recent = [];
        while (Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("orders"u8))
                orders = reader.GetInt32();
            else if (name.SequenceEqual("days"u8))
                days = reader.GetInt32();
            else if (name.SequenceEqual("firstDay"u8))
                firstDay = Day(ref reader);
            else if (name.SequenceEqual("lastDay"u8))
                lastDay = Day(ref reader);
            else if (name.SequenceEqual("firstAt"u8))
                firstAt = Instant(ref reader);
            else if (name.SequenceEqual("lastAt"u8))
                lastAt = Instant(ref reader);
            else if (name.SequenceEqual("spent"u8))
                spent = reader.GetDecimal();
            else if (name.SequenceEqual("spentFirstDay"u8))
                spentFirstDay = reader.GetDecimal();
            else if (name.SequenceEqual("discounts"u8))
                discounts = reader.GetDecimal();
            else if (name.SequenceEqual("discountedOrders"u8))
                discountedOrders = reader.GetInt32();
            else if (name.SequenceEqual("costedOrders"u8))
                costedOrders = reader.GetInt32();
            else if (name.SequenceEqual("cost"u8))
                cost = reader.GetDecimal();
            else if (name.SequenceEqual("costedSpent"u8))
                costedSpent = reader.GetDecimal();
            else if (name.SequenceEqual("gifts"u8))
                gifts = reader.GetInt32();
            else if (name.SequenceEqual("items"u8))
                items = reader.GetInt32();
            else if (name.SequenceEqual("gapMean"u8))
                gapMean = Number(ref reader);
            else if (name.SequenceEqual("gapSquares"u8))
                gapSquares = Number(ref reader);
            else if (name.SequenceEqual("lastGap"u8))
                lastGap = reader.GetInt32();
            else if (name.SequenceEqual("hours"u8))
                hours = CountsJson.Read(reader.ValueSpan);
            else if (name.SequenceEqual("weekdays"u8))
                weekdays = CountsJson.Read(reader.ValueSpan);
            else if (name.SequenceEqual("months"u8))
                months = CountsJson.Read(reader.ValueSpan);
            else if (name.SequenceEqual("pace"u8))
                pace = Number(ref reader);
            else if (name.SequenceEqual("spentPace"u8))
                spentPace = Number(ref reader);
            else if (name.SequenceEqual("recent"u8))
                recent = Recent(ref reader);
            else
                reader.Skip();
        }

        return new()
        {
            Orders = orders, Days = days, FirstDay = firstDay, LastDay = lastDay, FirstAt = firstAt,
            LastAt = lastAt, Spent = spent, SpentFirstDay = spentFirstDay, Discounts = discounts, DiscountedOrders = discountedOrders,
            CostedOrders = costedOrders, Cost = cost, CostedSpent = costedSpent, Gifts = gifts, Items = items,
            GapMean = gapMean, GapSquares = gapSquares, LastGap = lastGap, Hours = hours, Weekdays = weekdays, Months = months,
            Pace = pace, SpentPace = spentPace, Recent = recent,
        };
    }

    public static Dictionary<string, CategoryPurchases> Categories(ref Utf8JsonReader reader)
    {
        var categories = new Dictionary<string, CategoryPurchases>(StringComparer.Ordinal);
        while (Next(ref reader, out string category))
            categories[category] = Category(ref reader);
        return categories;
    }

    private static CategoryPurchases Category(ref Utf8JsonReader reader)
    {
        int orders = 0;
        decimal spent = 0m;
        DateTimeOffset lastAt = default;
        while (Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("orders"u8))
                orders = reader.GetInt32();
            else if (name.SequenceEqual("spent"u8))
                spent = reader.GetDecimal();
            else if (name.SequenceEqual("lastAt"u8))
                lastAt = Instant(ref reader);
            else
                reader.Skip();
        }

        return new(orders, spent, lastAt);
    }

    private static List<RecentOrder> Recent(ref Utf8JsonReader reader)
    {
        var recent = new List<RecentOrder>(ProfileFold.MaxRecentOrders);
        while (Next(ref reader))
            recent.Add(Order(ref reader));
        return recent;
    }

    private static RecentOrder Order(ref Utf8JsonReader reader)
    {
        DateTimeOffset at = default;
        var (total, discount) = (0m, 0m);
        string? category = null;
        while (Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("at"u8))
                at = Instant(ref reader);
            else if (name.SequenceEqual("total"u8))
                total = reader.GetDecimal();
            else if (name.SequenceEqual("discount"u8))
                discount = reader.GetDecimal();
            else if (name.SequenceEqual("category"u8))
                category = reader.GetString();
            else
                reader.Skip();
        }

        return new(at, total, discount, category);
    }
}
