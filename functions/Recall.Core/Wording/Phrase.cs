namespace Recall.Core.Wording;

/// <summary>
/// What is said to people, in every language that Recall speaks: a phrase without one of them does not compile. Placeholders are
/// places (<c>{0}</c>) or names (<c>{zone}</c>), with one of the formats of <see cref="PhraseText"/> behind a colon.
/// </summary>
/// <param name="english">In English.</param>
/// <param name="chinese">In Simplified Chinese.</param>
public sealed class Phrase(string english, string chinese)
{
    private readonly PhraseText _english = new(english);
    private readonly PhraseText _chinese = new(chinese);

    /// <summary>The phrase in every language, as it is written.</summary>
    public IReadOnlyList<PhraseText> Texts => [_english, _chinese];

    /// <summary>With values by their places.</summary>
    /// <param name="locale">The reader's, BCP 47: Chinese for <c>zh</c> in any region, else English.</param>
    /// <param name="values">Texts, numbers, lists of words, or a <see cref="Sentence"/> inside this one.</param>
    public string Say(string? locale, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Say(locale, name => values[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]);
    }

    /// <summary>With values by their names.</summary>
    public string Say(string? locale, Func<string, object?> value) => (IsChinese(locale) ? _chinese : _english).Fill(value, locale);

    /// <summary>True where a reader with that locale is answered in Chinese.</summary>
    public static bool IsChinese(string? locale) =>
        locale is not null && locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) && (locale.Length == 2 || !char.IsAsciiLetter(locale[2]));
}

/// <summary>A phrase with its values, to be said once the reader is known.</summary>
/// <param name="Phrase">What is said.</param>
/// <param name="Values">By place.</param>
public sealed record Sentence(Phrase Phrase, params object?[] Values)
{
    /// <summary>In the reader's language.</summary>
    public string Say(string? locale) => Phrase.Say(locale, Values);

    /// <summary>In English.</summary>
    public override string ToString() => Say("en");
}
