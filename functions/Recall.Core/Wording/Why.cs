using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recall.Core.Wording;

/// <summary>
/// Why something was decided: a code for machines and what it was decided on. It is kept as such; the words are made when somebody
/// reads it, in their language.
/// </summary>
[JsonConverter(typeof(WhyJson))]
public sealed class Why : IEquatable<Why>
{
    internal Why(string code, IReadOnlyList<(string Name, object? Value)> inputs) => (Code, Inputs) = (code, inputs);

    /// <summary>For example <c>quiet-hours</c>; those of <see cref="Whys"/>.</summary>
    public string Code { get; }

    /// <summary>By name: texts, numbers (<see cref="double"/>), flags, lists of texts, reasons inside this one; null is unknown.</summary>
    public IReadOnlyList<(string Name, object? Value)> Inputs { get; }

    /// <summary>The sentence in the reader's language; the code where this program does not know it, because a newer one wrote it.</summary>
    public string Say(string? locale)
    {
        if (WhyKind.Find(Code) is not { } kind)
            return Code;
        var field = Find("field") as string;
        return kind.Phrase.Say(locale, name => field is null ? Find(name) : ConditionValues.Say(field, name, Find(name), locale));
    }

    /// <summary>The same with another value of an input; as it is where it has no such input.</summary>
    public Why About(string name, object? value) => new(Code, [.. Inputs.Select(i => i.Name == name ? (name, value) : i)]);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static Why Parse(string text) => StoredJson.Read<Why>(text);

    /// <summary>One object of JSON: the code and the inputs.</summary>
    public override string ToString() => StoredJson.Text(this);

    /// <inheritdoc/>
    public bool Equals(Why? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Why);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    private object? Find(string name)
    {
        foreach (var (known, value) in Inputs)
        {
            if (known == name)
                return value;
        }

        return null;
    }
}

/// <summary>A reason that Recall knows.</summary>
/// <param name="code">Never changed: it stands in ledgers.</param>
/// <param name="english">In English; goes on where a colon ends, so it begins small and has no full stop.</param>
/// <param name="chinese">In Simplified Chinese.</param>
public sealed class WhyKind(string code, string english, string chinese)
{
    private static readonly Lazy<Dictionary<string, WhyKind>> ByCode = new(() => Whys.All.ToDictionary(k => k.Code, StringComparer.Ordinal));

    /// <summary>For machines.</summary>
    public string Code { get; } = code;

    /// <summary>For people.</summary>
    public Phrase Phrase { get; } = new(english, chinese);

    /// <summary>A reason with what it was decided on.</summary>
    /// <param name="inputs">Every placeholder of the phrase, and whatever else a machine may want to know.</param>
    /// <exception cref="ArgumentException">A placeholder has no input: its sentence could not be said.</exception>
    public Why With(params ReadOnlySpan<(string Name, object? Value)> inputs)
    {
        var kept = new (string, object?)[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            kept[i] = (inputs[i].Name, Plain(inputs[i].Value));
        foreach (var name in _placeholders)
        {
            if (!Array.Exists(kept, k => k.Item1 == name))
                throw new ArgumentException($"Reason '{Code}' needs the input '{name}'.", nameof(inputs));
        }

        return new(Code, kept);
    }

    private readonly string[] _placeholders = [.. new PhraseText(english).Placeholders];

    internal static WhyKind? Find(string code) => ByCode.Value.GetValueOrDefault(code);

    /// <summary>As JSON gives it back: a reason that was stored is the same as one that was not.</summary>
    private static object? Plain(object? value) => value switch
    {
        int or long or decimal => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
        TimeSpan time => time.TotalHours,
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        IEnumerable<Why> whys => whys.ToList(),
        System.Collections.IEnumerable list and not string => List(list.Cast<object?>().Select(Plain).ToList()),
        _ => value,
    };

    private static object List(List<object?> values) => values.TrueForAll(v => v is string) ? values.ConvertAll(v => (string)v!) : values;
}
