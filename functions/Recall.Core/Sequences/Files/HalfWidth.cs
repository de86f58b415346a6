using System.Text;

namespace Recall.Core.Sequences.Files;

/// <summary>Text as it would have been typed with a keyboard that is not set to full-width characters.</summary>
internal static class HalfWidth
{
    public const char Space = '\u3000';

    /// <summary>Fullwidth forms of ASCII stand 0xFEE0 behind it (Unicode, Halfwidth and Fullwidth Forms).</summary>
    public static string Of(string text)
    {
        var half = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            half.Append(c switch
            {
                '：' => ": ",
                '，' or '、' => ", ",
                '【' => "[",
                '】' => "]",
                '“' or '”' => "\"",
                '‘' or '’' => "'",
                '。' => ".",
                Space => " ",
                >= '\uFF01' and <= '\uFF5E' => ((char)(c - 0xFEE0)).ToString(),
                _ => c.ToString(),
            });
        }

        return half.ToString().Replace(":  ", ": ", StringComparison.Ordinal).Replace(",  ", ", ", StringComparison.Ordinal).TrimEnd();
    }
}
