using System.Text;

namespace Recall.Core.Messaging;

/// <summary>How a short message is carried, and so what it costs.</summary>
/// <param name="IsUnicode">UCS-2; else the GSM 7-bit alphabet.</param>
/// <param name="Units">Septets or UTF-16 code units.</param>
/// <param name="Segments">Messages billed; 0 for an empty text.</param>
/// <param name="Culprits">Characters outside the GSM alphabet, each once, in order: what makes the message Unicode.</param>
public sealed record SmsSize(bool IsUnicode, int Units, int Segments, IReadOnlyList<string> Culprits);

/// <summary>Counts segments after 3GPP TS 23.038 (alphabets) and TS 23.040 (a concatenated part loses 6 bytes to its header).</summary>
public static class SmsText
{
    /// <summary>Segments of a message that is still one: more of them cost as many messages, and phones may show them apart.</summary>
    public const int UsualSegments = 3;

    /// <summary>Segments that carriers take: longer ones are refused, or cut.</summary>
    public const int MostSegments = 10;

    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>Two septets each: an escape and the character.</summary>
    private const string Extended = "\f^{}\\[~]|€";

    /// <summary>The size of a text.</summary>
    public static SmsSize Measure(string text)
    {
        var culprits = new List<string>();
        var widths = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var width = Septets(rune);
            if (width == 0 && !culprits.Contains(rune.ToString(), StringComparer.Ordinal))
                culprits.Add(rune.ToString());
            widths.Add(width);
        }

        if (culprits.Count == 0)
            return new(false, widths.Sum(), Segments(widths, 160, 153), culprits);
        widths = [.. text.EnumerateRunes().Select(r => r.Utf16SequenceLength)];
        return new(true, widths.Sum(), Segments(widths, 70, 67), culprits);
    }

    /// <summary>The size of a template whose tags are sound, with nothing filled in and the shorter of two ways: no message of it is smaller.</summary>
    public static SmsSize MeasureShortest(string template) =>
        Measure(TemplateWays.Fold(template, "", "", text => text, string.Concat, (a, b) => a.Length <= b.Length ? a : b));

    private static int Septets(Rune rune) => !rune.IsBmp ? 0
        : Basic.Contains((char)rune.Value, StringComparison.Ordinal) ? 1
        : Extended.Contains((char)rune.Value, StringComparison.Ordinal) ? 2 : 0;

    /// <summary>An escape pair or a surrogate pair is never parted, so a part may stay one unit short.</summary>
    private static int Segments(List<int> widths, int alone, int part)
    {
        if (widths.Sum() <= alone)
            return widths.Count == 0 ? 0 : 1;
        var (segments, used) = (1, 0);
        foreach (var width in widths)
        {
            if (used + width > part)
                (segments, used) = (segments + 1, 0);
            used += width;
        }

        return segments;
    }
}
