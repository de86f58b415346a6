using System.Collections.Frozen;
using System.Globalization;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Files;

/// <summary>Countries as files name them: by two letters (ISO 3166-1), or by the name that they have in English or in a language of their own (Unicode CLDR).</summary>
internal static class CountryNames
{
    /// <summary>No country: a number is read with its country code alone then.</summary>
    public const string Unknown = "ZZ";

    private static readonly Lazy<FrozenDictionary<string, string>> Codes = new(Read);

    /// <summary>The two letters; null where nobody knows the name.</summary>
    public static string? CodeOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Codes.Value.GetValueOrDefault(name.Trim());
    }

    private static FrozenDictionary<string, string> Read()
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var code in PhoneNumber.Countries)
            codes[code] = code;
        foreach (var region in CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name)).Where(r => codes.ContainsKey(r.TwoLetterISORegionName)))
        {
            codes.TryAdd(region.EnglishName, region.TwoLetterISORegionName);
            codes.TryAdd(region.NativeName, region.TwoLetterISORegionName);
            codes.TryAdd(region.ThreeLetterISORegionName, region.TwoLetterISORegionName);
        }

        return codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
