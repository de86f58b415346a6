namespace Recall.Core.Customers;

/// <summary>How a country writes its numbers.</summary>
/// <param name="Iso">ISO 3166-1, two letters.</param>
/// <param name="Code">Country code.</param>
/// <param name="Trunk">What is dialled before a number inside the country and not from abroad; empty where nothing is.</param>
/// <param name="Least">Fewest digits of a number after code and trunk prefix.</param>
/// <param name="Most">Most of them.</param>
internal sealed record PhoneCountry(string Iso, string Code, string Trunk, int Least, int Most);

/// <summary>
/// Where shops have most of their customers: codes are those of the ITU's List of Recommendation ITU-T E.164 Assigned Country Codes, trunk
/// prefixes and lengths those of the national numbering plans that it publishes (itu.int/oth/T0202). Numbers of other countries are taken as
/// they are written with their code.
/// </summary>
internal static class PhoneCountries
{
    public static IReadOnlyList<PhoneCountry> All { get; } =
    [
        new("CN", "86", "0", 10, 11), new("HK", "852", "", 8, 8), new("MO", "853", "", 8, 8), new("TW", "886", "0", 8, 9),
        new("JP", "81", "0", 9, 10), new("KR", "82", "0", 8, 10), new("SG", "65", "", 8, 8), new("MY", "60", "0", 8, 10),
        new("TH", "66", "0", 8, 9), new("VN", "84", "0", 9, 10), new("PH", "63", "0", 8, 10), new("ID", "62", "0", 8, 12),
        new("IN", "91", "0", 10, 10), new("AU", "61", "0", 9, 9), new("NZ", "64", "0", 8, 10),
        new("US", "1", "1", 10, 10), new("CA", "1", "1", 10, 10), new("MX", "52", "", 10, 10), new("BR", "55", "0", 10, 11),
        new("CL", "56", "", 9, 9), new("CO", "57", "", 10, 10),
        new("GB", "44", "0", 9, 10), new("IE", "353", "0", 7, 9), new("DE", "49", "0", 6, 11), new("AT", "43", "0", 7, 13),
        new("CH", "41", "0", 9, 9), new("FR", "33", "0", 9, 9), new("BE", "32", "0", 8, 9), new("NL", "31", "0", 9, 9),
        new("ES", "34", "", 9, 9), new("PT", "351", "", 9, 9), new("IT", "39", "", 6, 11), new("GR", "30", "", 10, 10),
        new("SE", "46", "0", 7, 9), new("NO", "47", "", 8, 8), new("DK", "45", "", 8, 8), new("FI", "358", "0", 6, 11),
        new("PL", "48", "", 9, 9), new("CZ", "420", "", 9, 9), new("SK", "421", "0", 9, 9), new("HU", "36", "06", 8, 9),
        new("RO", "40", "0", 9, 9), new("BG", "359", "0", 7, 9), new("TR", "90", "0", 10, 10), new("UA", "380", "0", 9, 9),
        new("RU", "7", "8", 10, 10), new("IL", "972", "0", 8, 9), new("AE", "971", "0", 8, 9), new("SA", "966", "0", 8, 9), new("ZA", "27", "0", 9, 9),
    ];

    /// <summary>The country of two letters, or null where its rules are not here.</summary>
    public static PhoneCountry? Find(string? iso) => All.FirstOrDefault(c => c.Iso == iso);

    /// <summary>The country of a number with its code; no code here begins another.</summary>
    public static PhoneCountry? OfNumber(string digits) => All.FirstOrDefault(c => digits.StartsWith(c.Code, StringComparison.Ordinal));
}
