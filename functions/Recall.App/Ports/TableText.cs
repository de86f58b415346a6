using System.Globalization;

namespace Recall.App.Ports;

/// <summary>What <see cref="TableRules"/> asks of names and text.</summary>
internal static class TableText
{
    /// <summary>A C# identifier, as property names must be.</summary>
    public static bool IsIdentifier(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsAsciiLetter(c) && c != '_' && !(i > 0 && char.IsAsciiDigit(c)) && !(c > '\u007F' && IsIdentifierPart(c, i > 0)))
                return false;
        }
        return name.Length > 0;
    }

    // C# specification, 6.4.3 Identifiers.
    private static bool IsIdentifierPart(char c, bool inside) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format => inside,
        _ => false,
    };

    /// <summary>False for half a surrogate pair: text travels as UTF-8, which has no form for one.</summary>
    public static bool WellFormed(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (; at >= 0 && at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return false;
            at++;
        }
        return true;
    }

    /// <summary>A key as an error message shows it.</summary>
    public static string Shown(string key) =>
        string.Concat(key.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:X4}" : c.ToString()));
}
