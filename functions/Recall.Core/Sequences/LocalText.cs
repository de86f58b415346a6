namespace Recall.Core.Sequences;

/// <summary>One text in several languages.</summary>
/// <param name="ByLocale">By BCP 47 tag; at least one.</param>
public sealed record LocalText(IReadOnlyDictionary<string, string> ByLocale)
{
    /// <summary>A text in every language that Recall speaks.</summary>
    /// <param name="say">In the language of a BCP 47 tag.</param>
    public static LocalText Of(Func<string, string> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        return new(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = say("en"), ["zh-CN"] = say("zh-CN") });
    }

    /// <summary>The text for a locale: exact, else the same language, else English, else the first.</summary>
    public string For(string? locale) => ByLocale[Locales.Pick(ByLocale.Keys, locale)];
}

/// <summary>Choosing among the languages that there are.</summary>
public static class Locales
{
    /// <summary>
    /// The best of <paramref name="available"/> for a person's locale: exact, same language (RFC 4647 lookup, then any region
    /// of it), <c>en</c>, else the first in ordinal order.
    /// </summary>
    public static string Pick(IEnumerable<string> available, string? locale)
    {
        var sorted = available.Order(StringComparer.Ordinal).ToList();
        var language = Language(locale ?? "");
        return Find(l => string.Equals(l, locale, StringComparison.OrdinalIgnoreCase))
            ?? Find(l => string.Equals(l, language, StringComparison.OrdinalIgnoreCase))
            ?? Find(l => string.Equals(Language(l), language, StringComparison.OrdinalIgnoreCase))
            ?? Find(l => string.Equals(Language(l), "en", StringComparison.OrdinalIgnoreCase))
            ?? sorted[0];

        string? Find(Func<string, bool> fits) => sorted.FirstOrDefault(fits);
    }

    private static string Language(string locale)
    {
        var dash = locale.IndexOfAny(['-', '_']);
        return dash < 0 ? locale : locale[..dash];
    }
}
