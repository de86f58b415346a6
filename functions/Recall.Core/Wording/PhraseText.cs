using System.Globalization;
using System.Text;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Wording;

/// <summary>
/// A phrase in one language, cut into text and placeholders once; a brace that is meant is written twice. Formats: <c>{0:#day|days}</c> writes the number, rounded, and the
/// form for one or for many, <c>{0:yes|no}</c> the form alone; <c>{0:word}</c> a word of <see cref="Words"/>; <c>{0:time}</c> an instant to the minute; <c>{0:span}</c> hours as hours or days; <c>{0:and}</c> words that are all meant, where a list alone is one to choose from;
/// anything else is a .NET number format. Numbers are written alike in all languages, so that a text does not depend on the
/// machine's culture data.
/// </summary>
public sealed class PhraseText
{
    /// <summary>Chinese characters and punctuation stand behind it (Unicode, CJK Radicals Supplement and on).</summary>
    private const char Han = '\u2E80';

    private readonly List<(string Text, string? Name, string? Format)> _pieces = [];

    /// <summary>Reads a text with placeholders.</summary>
    /// <exception cref="FormatException">A brace has no partner.</exception>
    public PhraseText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '{' or '}' && at + 1 < text.Length && text[at + 1] == text[at])
            {
                plain.Append(text[at++]);
            }
            else if (text[at] != '{')
            {
                plain.Append(text[at]);
            }
            else
            {
                var close = text.IndexOf('}', at);
                if (close < 0)
                    throw new FormatException($"A placeholder of '{text}' is not closed.");
                var colon = text.IndexOf(':', at, close - at);
                _pieces.Add((plain.ToString(), text[(at + 1)..(colon < 0 ? close : colon)], colon < 0 ? null : text[(colon + 1)..close]));
                plain.Clear();
                at = close;
            }
        }

        _pieces.Add((plain.ToString(), null, null));
    }

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>Names of its placeholders, each once, in ordinal order.</summary>
    public IReadOnlyList<string> Placeholders =>
        [.. _pieces.Select(p => p.Name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    internal string Fill(Func<string, object?> value, string? locale)
    {
        var (said, chinese) = (new StringBuilder(), Phrase.IsChinese(locale));
        foreach (var (text, name, format) in _pieces)
        {
            said.Append(chinese && said is [.., '”'] && text is [' ', > Han, ..] ? text.AsSpan(1) : text);
            if (name is null)
                break;
            var shown = Show(value(name), format, locale);

            // A space parts Chinese from Latin letters and digits, and quotation marks bring their own.
            if (chinese && shown.StartsWith('“') && said is [.., > Han, ' '])
                said.Length--;
            said.Append(shown);
        }

        return said.ToString();
    }

    private static string Show(object? value, string? format, string? locale) => (value, format) switch
    {
        (null, _) => "-",
        (Sentence sentence, _) => sentence.Say(locale),
        (Why why, _) => why.Say(locale),
        (IEnumerable<Why> whys, _) => string.Join(Phrase.IsChinese(locale) ? "；" : "; ", whys.Select(w => w.Say(locale))),
        (IReadOnlyCollection<string> words, _) when Phrase.IsChinese(locale) => words.Count == 0 ? "无" : string.Join("、", words.Select(w => $"“{w}”")),
        (IReadOnlyCollection<string> words, "and") => NearestWord.All(words),
        (IReadOnlyCollection<string> words, _) => NearestWord.List(words),
        (_, "word") => Words.Of($"{value}", locale),
        (string time, "time") => DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) ? Time(at) : time,
        (DateTimeOffset at, "time") => Time(at),
        (List<object?> values, _) => string.Join(", ", values),
        (double hours, "span") => Span(hours, locale),
        (IFormattable number, { } plural) when plural.Contains('|', StringComparison.Ordinal) => Plural(number, plural),
        (IFormattable number, _) => number.ToString(format, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };

    private static string Plural(IFormattable number, string format)
    {
        var (bar, whole) = (format.IndexOf('|', StringComparison.Ordinal), number.ToString("#,0", CultureInfo.InvariantCulture));
        var word = whole == "1" ? format[..bar].TrimStart('#') : format[(bar + 1)..];
        return format[0] == '#' ? $"{whole} {word}" : word;
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Span(double hours, string? locale) => hours < 48
        ? hours.ToString("0.#", CultureInfo.InvariantCulture) + (Phrase.IsChinese(locale) ? " 小时" : " h")
        : (hours / 24).ToString("0.#", CultureInfo.InvariantCulture) + (Phrase.IsChinese(locale) ? " 天" : " days");
}
