using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Recall.Core.Wording;

namespace Recall.Core.Customers;

/// <summary>
/// <c>{source}:{id}</c>, one per person: links rows and is safe to show, so never a raw e-mail address or phone number.
/// The source is a short lower-case name; the id is the platform's own, at most 120 characters.
/// </summary>
[JsonConverter(typeof(CustomerKeyJson))]
public readonly record struct CustomerKey
{
    private CustomerKey(string value) => Value = value;

    /// <summary>The whole key, for example <c>shopify:7012345</c>.</summary>
    public string Value { get; }

    /// <summary>The part before the colon: the platform, or whoever else gave the id.</summary>
    public ReadOnlySpan<char> Source => Value.AsSpan(0, Value.IndexOf(':', StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The key, or false with a sentence that says what is wrong and how to mend it.</summary>
    public static bool TryParse(string? text, out CustomerKey key, [NotNullWhen(false)] out Sentence? error)
    {
        key = default;
        if (string.IsNullOrEmpty(text))
        {
            error = new(KeyTexts.Missing);
            return false;
        }

        // Before any message that shows the text: messages end in logs, addresses must not.
        if (text.Contains('@', StringComparison.Ordinal))
        {
            error = new(KeyTexts.Address);
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > 20 || !IsSource(text.AsSpan(0, colon)))
        {
            error = new(KeyTexts.NoSource, Shown.Short(text));
            return false;
        }

        if (!KeyRules.IsValidId(text.AsSpan(colon + 1), out error))
            return false;
        key = new CustomerKey(text);
        return true;
    }

    /// <summary>The key of a text that is known to be one.</summary>
    /// <exception cref="FormatException">It is not; the message says why.</exception>
    public static CustomerKey Parse(string text) =>
        TryParse(text, out var key, out var error) ? key : throw new FormatException($"Customer key {error}.");

    private static bool IsSource(ReadOnlySpan<char> source)
    {
        foreach (var c in source)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }

        return true;
    }
}
