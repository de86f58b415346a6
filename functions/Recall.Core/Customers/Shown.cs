namespace Recall.Core.Customers;

/// <summary>Text of others inside our messages: short and on one line.</summary>
public static class Shown
{
    /// <summary>At most 60 characters, control characters made visible.</summary>
    public static string Short(string? text)
    {
        if (text is null)
            return "";
        var cut = text.Length > 60 ? string.Concat(text.AsSpan(0, 57), "...") : text;
        return string.Create(cut.Length, cut, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from[i]) ? '·' : from[i];
        });
    }
}
