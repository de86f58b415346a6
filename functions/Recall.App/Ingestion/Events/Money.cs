using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Events;

/// <summary>Amounts as senders give them and as the shop keeps them.</summary>
internal static class Money
{
    /// <summary>More than any order is worth, in any currency.</summary>
    public const decimal Max = 1_000_000_000m;

    private const int Decimals = 4;

    /// <summary>What is wrong with an amount, or null.</summary>
    public static string? Problem(decimal amount) => amount switch
    {
        < 0 => $"is {Show(amount)}; an amount is zero or more (money given back is an event of type 'refund')",
        > Max => $"is {Show(amount)}; the largest amount is 1,000,000,000",
        _ => decimal.Round(amount, Decimals) == amount ? null : $"is {Show(amount)}; round it to at most {Decimals} decimals",
    };

    /// <summary>An amount written out: digits and one point, no thousands, no exponent, no currency sign.</summary>
    public static string? TryParse(string text, out decimal amount) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out amount)
            ? null
            : $"'{Shown.Short(text)}' is not a number; write it like 59.90, without thousands separators, exponent or currency sign";

    /// <summary>
    /// In the shop's currency, rounded to 4 decimals, without trailing zeros: 59.9 and 59.90 are the same fact and must be the same bytes.
    /// </summary>
    public static decimal Keep(decimal amount, decimal rate) =>
        (rate == 1 ? amount : decimal.Round(amount * rate, Decimals)) / 1.0000000000000000000000000000m;

    /// <summary>The value of one unit in the shop's currency, or what is wrong.</summary>
    public static string? TryRate(string currency, ShopSettings shop, out decimal rate)
    {
        rate = 1;
        if (string.Equals(currency, shop.Currency, StringComparison.Ordinal) || shop.Rates.TryGetValue(currency, out rate))
            return rate > 0 ? null : $"has the rate {Show(rate)} in the shop's settings; set a rate above zero";
        rate = 1;
        return currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)
            ? $"'{currency}' has no rate to the shop's currency {shop.Currency}; add it under 'currencies' in the shop's settings, for example '{currency}: 1.10'"
            : $"'{Shown.Short(currency)}' is not a currency; write its three capital letters (ISO 4217) like '{shop.Currency}'";
    }

    private static string Show(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
