namespace Recall.Core.Customers;

/// <summary>Text of others inside our messages: short and on one line.</summary>
public static class Shown
{
    /// <summary>At most <paramref name="max"/> UTF-16 code units, never half a character.</summary>
    public static string Cut(string text, int max)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
    }

    /// <summary>At most 60 characters, control characters made visible.</summary>
    public static string Short(string? text)
    {
        if (text is null)
            return "";
        var cut = text.Length > 60 ? Cut(text, 57) + "..." : text;
        return string.Create(cut.Length, cut, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from[i]) ? '·' : from[i];
        });
    }
}
