using System.Globalization;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// The time of day that spreadsheets write behind a date with its half of the day: <c>9:05 PM</c>, <c>09:05:00 a.m.</c>, <c>下午 9:05</c>
/// (Unicode CLDR, day periods). Noon is 12 PM and midnight 12 AM.
/// </summary>
internal static class ClockText
{
    private static readonly (string Mark, bool Afternoon)[] Marks =
        [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true), ("上午", false), ("下午", true)];

    /// <summary>Whether a text says which half of the day its time is in.</summary>
    public static bool HasHalf(string text) => Half(text) is not null;

    /// <summary>A time in the 24 hours of the day, or a date with one; null where it has no half of the day, or an hour that is in none.</summary>
    public static string? Whole(string text)
    {
        if (Half(text) is not (var mark, var afternoon))
            return null;
        var rest = text.Replace(mark, " ", StringComparison.OrdinalIgnoreCase).Trim();
        var start = rest.LastIndexOf(' ') + 1;
        var colon = rest.IndexOf(':', start);
        if (colon < 0 || !int.TryParse(rest.AsSpan(start, colon - start), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) || hour is < 1 or > 12)
            return null;
        return string.Create(CultureInfo.InvariantCulture, $"{rest.AsSpan(0, start).Trim()}{(start > 0 ? " " : "")}{(hour % 12) + (afternoon ? 12 : 0):00}{rest.AsSpan(colon)}");
    }

    private static (string Mark, bool Afternoon)? Half(string text)
    {
        foreach (var (mark, afternoon) in Marks)
        {
            // In Chinese it may stand before the time, in English it is the last, and no end of another word.
            if (mark[0] > 'z' ? text.Contains(mark, StringComparison.Ordinal)
                : text.EndsWith(mark, StringComparison.OrdinalIgnoreCase) && text.Length > mark.Length && (char.IsDigit(text[^(mark.Length + 1)]) || text[^(mark.Length + 1)] == ' '))
                return (mark, afternoon);
        }

        return null;
    }
}
