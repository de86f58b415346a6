using System.Globalization;
using Recall.Core.Customers;

namespace Recall.Core.Messaging;

/// <summary>Values as the texts that a locale's readers expect.</summary>
internal static class TemplateContext
{
    public static Dictionary<string, object?> Of(MessageValues values, string locale)
    {
        var culture = CultureInfo.GetCultureInfo(locale);
        var zone = Zones.Of(values.Profile.Person.TimeZone, values.Shop.Zone);
        var purchases = values.Profile.Purchases;
        return new(StringComparer.Ordinal)
        {
            ["customer"] = Map(("name", values.Profile.Person.Name), ("locale", locale)),
            ["shop"] = Map(("name", values.Shop.Name), ("address", values.Shop.Address), ("url", values.Shop.Url)),
            ["unsubscribeUrl"] = values.UnsubscribeUrl,
            ["coupon"] = values.Coupon is not { } coupon ? null : Map(
                ("code", coupon.Code),
                ("percent", coupon.Percent?.ToString("0.##", culture)),
                ("zhe", coupon.Percent is { } off ? ((100 - off) / 10).ToString("0.##", CultureInfo.InvariantCulture) : null),
                ("gift", coupon.Gift?.For(locale)),
                ("amount", Money(coupon.Amount, values.Shop.Currency, culture)),
                ("minimum", Money(coupon.Minimum, values.Shop.Currency, culture)),
                ("expires", Day(LocalTime.LastDayBefore(coupon.Expires, zone), culture))),
            ["profile"] = Map(
                ("orders", purchases.Orders.ToString(culture)),
                ("lastOrder", purchases.Orders == 0 ? null : Day(purchases.LastDay, culture)),
                ("membershipEnds", values.Profile.Person.MembershipExpiry is { } ends ? Day(ends, culture) : null),
                ("favourite", values.Profile.Categories
                    .Where(c => !string.Equals(c.Key, ProfileFold.OtherCategory, StringComparison.Ordinal))
                    .OrderByDescending(c => c.Value.Orders).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key).FirstOrDefault())),
        };
    }

    private static Dictionary<string, object?> Map(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            map[name] = value;
        return map;
    }

    /// <summary>Day, month by name, year: no reader takes the month for the day.</summary>
    private static string Day(DateOnly day, CultureInfo culture) => culture.TwoLetterISOLanguageName switch
    {
        "zh" or "ja" => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture),
        "ko" => day.ToString("yyyy년 M월 d일", CultureInfo.InvariantCulture),
        _ => day.ToString("d MMMM yyyy", culture),
    };

    private static string? Money(decimal? amount, string currency, CultureInfo culture)
    {
        if (amount is not { } money)
            return null;
        var number = money.ToString(money == decimal.Truncate(money) ? "N0" : "N2", culture);
        return currency switch
        {
            "CNY" when culture.TwoLetterISOLanguageName is "zh" => $"{number}元",
            "EUR" => $"€{number}",
            "GBP" => $"£{number}",
            "USD" => $"${number}",
            _ => $"{currency} {number}",
        };
    }
}
