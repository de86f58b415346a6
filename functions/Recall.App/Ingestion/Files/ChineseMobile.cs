namespace Recall.App.Ingestion.Files;

/// <summary>
/// Chinese files write mobile numbers without the country code: eleven digits, of which the first is 1 and the second 3 to 9
/// (ITU-T E.129, China: 1XX XXXX XXXX).
/// </summary>
internal static class ChineseMobile
{
    /// <summary>The number with <c>+86</c> where it can be a Chinese mobile; else as it is. Excel puts a <c>'</c> before digits that are to stay text.</summary>
    public static string Dialled(string text)
    {
        var digits = string.Concat(text.TrimStart('\'').Where(c => c is not (' ' or '-')));
        return digits is { Length: 11 } && digits[0] == '1' && digits[1] is >= '3' and <= '9' && digits.All(char.IsAsciiDigit) ? "+86" + digits : text;
    }

    /// <summary>Whether the letters of a text are Chinese characters.</summary>
    public static bool IsHan(string text) => text.Any(c => c is >= '\u4E00' and <= '\u9FFF');
}
