using System.Text.RegularExpressions;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>Texts by locale.</summary>
internal static partial class LocalTextReader
{
    private static readonly string[] Common =
    [
        "en", "en-GB", "en-US", "zh-CN", "zh-TW", "zh-HK", "ja", "ko", "de", "fr", "es", "es-MX",
        "it", "nl", "pl", "pt", "pt-BR", "sv", "tr", "vi", "th", "id",
    ];

    public static LocalText? Read(ProblemList problems, Node node, string field)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (locale, value) in Locales(problems, node, field, ValueTexts.Locales, "{ en: Hello, zh-CN: 你好 }"))
        {
            if (Values.Text(problems, value, MapReader.Join(field, locale)) is { } text)
                texts[locale] = text.Trim();
        }

        return texts.Count == 0 ? null : new(texts);
    }

    /// <summary>The entries of a mapping by BCP 47 tag; a bad tag is reported and its value read on under the tag that was meant.</summary>
    public static IEnumerable<(string Locale, Node Value)> Locales(ProblemList problems, Node node, string field, Phrase expected, params object?[] values)
    {
        if (node is not MapNode map)
        {
            problems.Expected(node, field, expected, values);
            yield break;
        }

        if (map.Entries.Count == 0)
            problems.Error(node, field, ValueTexts.Expected, new Sentence(expected, values), new Sentence(ValueTexts.Nothing));
        foreach (var (key, value) in map.Entries)
        {
            var slipped = false;
            if (!Tag().IsMatch(key.Value))
            {
                slipped = problems.Wrong(key, MapReader.Join(field, Shown.Short(key.Value)), ValueTexts.NotALocale, Shown.Short(key.Value),
                    Meant(key.Value) is { } meant ? NearestWord.DidYouMean(meant) : "");
            }

            yield return (key.Value, slipped ? new BrokenNode(value.Place) : value);
        }
    }

    private static string? Meant(string tag)
    {
        var parts = tag.Split('-', '_');
        var tidy = parts.Length == 2 ? $"{parts[0].ToLowerInvariant()}-{parts[1].ToUpperInvariant()}" : tag.ToLowerInvariant();
        return Tag().IsMatch(tidy) ? tidy : NearestWord.Of(tag, Common);
    }

    [GeneratedRegex("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
