namespace Recall.App.Ingestion.Files;

/// <summary>The signs that stand beside amounts (Unicode CLDR, currency symbols), and codes (ISO 4217).</summary>
internal static class CurrencySigns
{
    private static readonly Dictionary<string, string[]> Signs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["€"] = ["EUR"],
        ["Euro"] = ["EUR"],
        ["£"] = ["GBP"],
        ["¥"] = ["CNY", "JPY"],
        ["￥"] = ["CNY", "JPY"],
        ["元"] = ["CNY", "JPY"],
        ["RMB"] = ["CNY"],
        ["円"] = ["JPY"],
        ["$"] = ["USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD"],
        ["US$"] = ["USD"],
        ["A$"] = ["AUD"],
        ["C$"] = ["CAD"],
        ["CA$"] = ["CAD"],
        ["HK$"] = ["HKD"],
        ["NT$"] = ["TWD"],
        ["NZ$"] = ["NZD"],
        ["S$"] = ["SGD"],
        ["R$"] = ["BRL"],
        ["Fr."] = ["CHF"],
        ["kr"] = ["DKK", "NOK", "SEK"],
        ["kr."] = ["DKK", "NOK", "SEK"],
        ["zł"] = ["PLN"],
        ["Kč"] = ["CZK"],
        ["Ft"] = ["HUF"],
        ["lei"] = ["RON"],
        ["₹"] = ["INR"],
        ["₩"] = ["KRW"],
        ["₺"] = ["TRY"],
        ["₽"] = ["RUB"],
        ["₫"] = ["VND"],
        ["฿"] = ["THB"],
    };

    /// <summary>The currencies a sign or a code may mean; empty where it means none.</summary>
    public static IReadOnlyList<string> Of(string sign) =>
        Signs.TryGetValue(sign, out var currencies) ? currencies : sign.Length == 3 && sign.All(char.IsAsciiLetterUpper) ? [sign] : [];

    /// <summary>The one currency a sign means where nothing else tells; null where it may be several. A sign of the yuan alone is the yuan's, not the yen's.</summary>
    public static string? Alone(IReadOnlyList<string> currencies) => currencies.Count == 1 || currencies[0] == "CNY" ? currencies[0] : null;
}
