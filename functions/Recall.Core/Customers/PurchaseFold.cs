namespace Recall.Core.Customers;

/// <summary>Folds an order.</summary>
internal static class PurchaseFold
{
    public static Profile Add(Profile profile, OrderPlaced order, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(order.At, zone);
        return profile with
        {
            Purchases = Gap(Money(profile.Purchases, order), DateOnly.FromDateTime(local.DateTime), order) with
            {
                // Midnight to the tick is a day without a time, as files of orders have them: nobody bought at night.
                Hours = local.TimeOfDay == TimeSpan.Zero ? profile.Purchases.Hours : Count(profile.Purchases.Hours, 24, local.Hour),
                Weekdays = Count(profile.Purchases.Weekdays, 7, ((int)local.DayOfWeek + 6) % 7),
                Recent = Recent(profile.Purchases.Recent, order),
                LastAt = order.At,
            },
            Categories = Categories(profile.Categories, order),
            Activity = profile.Activity with { VisitsSinceOrder = 0, CartsSinceOrder = 0 },
            Service = profile.Service.PaymentFailuresSinceOrder == 0
                ? profile.Service
                : profile.Service with { PaymentFailuresSinceOrder = 0 },
            Responses = profile.Responses with { Unanswered = 0 },
        };
    }

    private static Purchases Money(Purchases sum, OrderPlaced order)
    {
        var items = 0;
        foreach (var line in order.Lines)
            items += line.Quantity;
        return sum with
        {
            Orders = sum.Orders + 1,
            Spent = sum.Spent + order.Total,
            Discounts = sum.Discounts + order.Discount,
            DiscountedOrders = sum.DiscountedOrders + (order.Discount > 0 || order.Coupon is not null ? 1 : 0),
            CostedOrders = sum.CostedOrders + (order.Cost is null ? 0 : 1),
            Cost = sum.Cost + (order.Cost ?? 0),
            CostedSpent = sum.CostedSpent + (order.Cost is null ? 0 : order.Total),
            Gifts = sum.Gifts + (order.Gift ? 1 : 0),
            Items = sum.Items + items,
        };
    }

    private static Purchases Gap(Purchases sum, DateOnly day, OrderPlaced order)
    {
        var paid = (double)order.Total;
        if (sum.Days == 0)
        {
            return sum with
            {
                Days = 1, FirstDay = day, LastDay = day, FirstAt = order.At, SpentFirstDay = order.Total, Pace = 1, SpentPace = paid,
                Months = Count(sum.Months, 12, day.Month - 1),
            };
        }

        // A move to a zone further west can put a later order on an earlier local day; it is no new day then.
        if (day <= sum.LastDay)
        {
            return sum with
            {
                SpentFirstDay = sum.SpentFirstDay + (sum.Days == 1 ? order.Total : 0), SpentPace = sum.SpentPace + paid,
            };
        }

        var gap = day.DayNumber - sum.LastDay.DayNumber;
        var faded = Math.Pow(2, -gap / ProfileFold.FadingDays);
        var gaps = sum.Days;
        var delta = gap - sum.GapMean;
        var mean = sum.GapMean + (delta / gaps);
        return sum with
        {
            Days = sum.Days + 1,
            LastDay = day,
            LastGap = gap,
            Pace = (sum.Pace * faded) + 1,
            SpentPace = (sum.SpentPace * faded) + paid,
            Months = Count(sum.Months, 12, day.Month - 1),
            GapMean = mean,
            GapSquares = sum.GapSquares + (delta * (gap - mean)),
        };
    }

    private static int[] Count(int[] histogram, int size, int at)
    {
        var next = new int[size];
        histogram.CopyTo(next, 0);
        next[at]++;
        return next;
    }

    private static List<RecentOrder> Recent(IReadOnlyList<RecentOrder> recent, OrderPlaced order)
    {
        var next = new List<RecentOrder>(ProfileFold.MaxRecentOrders);
        for (var i = Math.Max(0, recent.Count - ProfileFold.MaxRecentOrders + 1); i < recent.Count; i++)
            next.Add(recent[i]);
        next.Add(new(order.At, order.Total, order.Discount, MainCategory(order.Lines)));
        return next;
    }

    private static string? MainCategory(IReadOnlyList<OrderLine> lines) => lines.Count == 0 ? null : lines
        .Where(l => l.Category is not null)
        .GroupBy(l => l.Category!, StringComparer.Ordinal)
        .OrderByDescending(g => g.Sum(l => l.Price * l.Quantity)).ThenBy(g => g.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;

    private static IReadOnlyDictionary<string, CategoryPurchases> Categories(
        IReadOnlyDictionary<string, CategoryPurchases> categories, OrderPlaced order)
    {
        if (!order.Lines.Any(l => l.Category is not null))
            return categories;

        var next = new Dictionary<string, CategoryPurchases>(categories, StringComparer.Ordinal);

        // Named before they are grouped: two new categories that both go under "other" are one order there, not two.
        foreach (var lines in order.Lines.Where(l => l.Category is not null).GroupBy(l => Kept(next, l.Category!), StringComparer.Ordinal).ToList())
        {
            var sum = next[lines.Key];
            next[lines.Key] = new(sum.Orders + 1, sum.Spent + lines.Sum(l => l.Price * l.Quantity), order.At);
        }

        return next;
    }

    private static string Kept(Dictionary<string, CategoryPurchases> categories, string name)
    {
        if (!categories.ContainsKey(name) && categories.Count >= ProfileFold.MaxCategories)
            name = ProfileFold.OtherCategory;
        categories.TryAdd(name, default);
        return name;
    }
}
