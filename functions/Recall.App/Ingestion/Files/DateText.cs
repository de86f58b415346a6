using System.Globalization;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// A date with its year last, as spreadsheets write it: <c>03.01.2026</c>, <c>3/1/2026 9:05</c>. Which of the first two numbers is the day is told by
/// the date itself only where one is above 12, or both are the same.
/// </summary>
internal readonly record struct DateText
{
    private readonly int _first;
    private readonly int _second;
    private readonly string _year;
    private readonly string _time;

    private DateText(int first, int second, string year, string time, bool dotted) =>
        (_first, _second, _year, _time, Dotted) = (first, second, year, time, dotted);

    /// <summary>Points part it. Where points do (Unicode CLDR, date formats), the day comes before the month.</summary>
    public bool Dotted { get; }

    /// <summary>It can be read in two ways.</summary>
    public bool Either => _first <= 12 && _second <= 12 && _first != _second;

    /// <summary>The only order it can have, or null.</summary>
    public string? Order => _first > 12 && _second <= 12 ? ColumnForm.DayFirst : _second > 12 && _first <= 12 ? ColumnForm.MonthFirst : null;

    /// <summary>Null where it is no such date.</summary>
    public static DateText? Read(string text)
    {
        var mark = text.AsSpan().IndexOfAny('.', '/', '-');
        if (mark is not (1 or 2))
            return null;
        var next = text.AsSpan(mark + 1).IndexOf(text[mark]);
        if (next is not (1 or 2))
            return null;
        var year = mark + next + 2;
        if (text.Length < year + 4 || !Number(text[..mark], out var first) || !Number(text[(mark + 1)..(year - 1)], out var second) || !Number(text[year..(year + 4)], out _))
            return null;
        var rest = text[(year + 4)..];
        if (rest.Length > 0 && rest[0] is not (',' or ' ' or 'T'))
            return null;
        var time = rest.TrimStart(',', ' ', 'T');
        if (time.Length > 1 && time[1] == ':')
            time = "0" + time;
        return new(first, second, text[year..(year + 4)], time, text[mark] == '.');
    }

    /// <summary>With the year first; null where it has no such order, or does not tell which and <paramref name="order"/> does not either.</summary>
    public string? Iso(string? order)
    {
        order ??= Order ?? (Either && !Dotted ? null : ColumnForm.DayFirst);
        if (order is null || (Order is { } own && own != order))
            return null;
        var (day, month) = order == ColumnForm.DayFirst ? (_first, _second) : (_second, _first);
        return string.Create(CultureInfo.InvariantCulture, $"{_year}-{month:00}-{day:00}{(_time.Length > 0 ? " " : "")}{_time}");
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
