using System.Globalization;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// A date with its year last, as spreadsheets write it: <c>03.01.2026</c>, <c>3/1/2026 9:05 PM</c>, <c>3/1/26</c>. Which of the first two numbers is the day is told by
/// the date itself only where one is above 12, or both are the same. Of a year of two digits, 00 to 49 are after 2000, as .NET and Excel have it.
/// </summary>
internal readonly record struct DateText
{
    private readonly int _first;
    private readonly int _second;
    private readonly string _year;
    private readonly string _time;

    private DateText(int first, int second, string year, string time, bool dotted, bool shortYear, bool yearFirst) =>
        (_first, _second, _year, _time, Dotted, HasShortYear, MayHaveYearFirst) = (first, second, year, time, dotted, shortYear, yearFirst);

    /// <summary>Its year has two digits: enough for an order, and not for a birthday, which may be of either century.</summary>
    public bool HasShortYear { get; }

    /// <summary>All three numbers have two digits, so that the year may as well be the first of them.</summary>
    public bool MayHaveYearFirst { get; }

    /// <summary>Points part it. Where points do (Unicode CLDR, date formats), the day comes before the month.</summary>
    public bool Dotted { get; }

    /// <summary>It can be read in two ways.</summary>
    public bool Either => _first <= 12 && _second <= 12 && _first != _second;

    /// <summary>The only order it can have, or null.</summary>
    public string? Order => _first > 12 && _second <= 12 ? ColumnForm.DayFirst : _second > 12 && _first <= 12 ? ColumnForm.MonthFirst : null;

    /// <summary>The day where the year is first; null where there is no such day.</summary>
    public DateOnly? YearFirst => MayHaveYearFirst
        && DateOnly.TryParseExact(FormattableString.Invariant($"{Century(_first)}{_first:00}-{_second:00}-{_year[2..]}"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>There is such a day where the year is last.</summary>
    public bool IsYearLast => _first is >= 1 and <= 31 && _second is >= 1 and <= 31 && (_first <= 12 || _second <= 12);

    /// <summary>Null where it is no such date.</summary>
    public static DateText? Read(string text)
    {
        var mark = text.AsSpan().IndexOfAny('.', '/', '-');
        if (mark is not (1 or 2))
            return null;
        var next = text.AsSpan(mark + 1).IndexOf(text[mark]);
        if (next is not (1 or 2))
            return null;
        var start = mark + next + 2;
        var digits = text.AsSpan(start).IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length - start;
        if (digits is not (2 or 4) || !Number(text[..mark], out var first) || !Number(text[(mark + 1)..(start - 1)], out var second) || !Number(text[start..(start + digits)], out var year))
            return null;
        var rest = text[(start + digits)..];
        if (rest.Length > 0 && rest[0] is not (',' or ' ' or 'T'))
            return null;
        var time = rest.TrimStart(',', ' ', 'T');
        time = ClockText.Whole(time) ?? time;
        if (time.Length > 1 && time[1] == ':')
            time = "0" + time;
        var whole = digits == 4 ? text[start..(start + 4)] : FormattableString.Invariant($"{Century(year)}{year:00}");
        return new(first, second, whole, time, text[mark] == '.', digits == 2, digits == 2 && mark == 2 && next == 2 && text[mark] != '.');
    }

    /// <summary>With the year first; null where it has no such order, or does not tell which and <paramref name="order"/> does not either.</summary>
    public string? Iso(string? order)
    {
        order ??= Order ?? (Either && !Dotted ? null : ColumnForm.DayFirst);
        if (order is null || (Order is { } own && own != order))
            return null;
        var (day, month) = order == ColumnForm.DayFirst ? (_first, _second) : (_second, _first);
        if (day is < 1 or > 31 || month is < 1 or > 12)
            return null;
        return string.Create(CultureInfo.InvariantCulture, $"{_year}-{month:00}-{day:00}{(_time.Length > 0 ? " " : "")}{_time}");
    }

    private static int Century(int year) => year < 50 ? 20 : 19;

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
