using System.Text;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// An amount as spreadsheets write it: <c>59.90</c>, <c>1.234,50 €</c>, <c>￥1,299.00</c>, <c>1 234,50</c>. What parts its decimals is told by the amount
/// itself but in one case: a single point or comma before three digits may part thousands as well as decimals.
/// </summary>
internal readonly record struct AmountText
{
    private readonly string _number;
    private readonly bool _minus;

    private AmountText(string number, bool minus, string sign, char mark, bool either) =>
        (_number, _minus, Sign, Mark, Either) = (number, minus, sign, mark, either);

    /// <summary>The currency sign or code beside it; empty where there is none.</summary>
    public string Sign { get; }

    /// <summary>The decimal mark of who wrote it, a point or a comma; <c>\0</c> where the amount does not tell.</summary>
    public char Mark { get; }

    /// <summary>It can be read in two ways.</summary>
    public bool Either { get; }

    /// <summary>Null where it is no amount.</summary>
    public static AmountText? Read(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (first < 0)
            return null;
        if (first > 0 && text[first - 1] is '.' or ',' && (first == 1 || !char.IsLetter(text[first - 2])))
            first--;
        var last = text.AsSpan().LastIndexOfAnyInRange('0', '9');
        var before = text.AsSpan(0, first).Trim();
        var minus = before is ['-', ..] or [.., '-'];
        if (minus || before is ['+', ..])
            before = before.Trim("+-").Trim();
        var (left, right) = (before.ToString(), text.AsSpan(last + 1).Trim().ToString());
        var sign = left.Length > 0 ? left : right;
        if (sign.Length > 0 && CurrencySigns.Of(sign).Count == 0)
            return null;
        if (left.Length > 0 && right.Length > 0 && !CurrencySigns.Of(left).SequenceEqual(CurrencySigns.Of(right), StringComparer.Ordinal))
            return null;
        var number = text[first..(last + 1)];
        return Marks(number) is var (mark, either) ? new(number, minus, sign, mark, either) : null;
    }

    /// <summary>The number with a decimal point and nothing else; null where it can be read in two ways and <paramref name="mark"/> does not say which.</summary>
    public string? Pointed(char mark)
    {
        var own = Either ? mark : Mark;
        if (Either && own == '\0')
            return null;
        if (!_minus && _number.AsSpan().IndexOfAnyExcept(own == '.' ? "0123456789." : "0123456789") < 0)
            return _number;
        var text = new StringBuilder(_number.Length + 1).Append(_minus ? "-" : "");
        foreach (var c in _number)
        {
            if (char.IsAsciiDigit(c))
                text.Append(c);
            else if (c == own)
                text.Append('.');
        }

        return text.ToString();
    }

    /// <summary>The decimal mark, and whether it may be the other one; null where the marks do not stand as in an amount.</summary>
    private static (char Mark, bool Either)? Marks(string number)
    {
        var end = number.AsSpan().LastIndexOfAnyExceptInRange('0', '9');
        if (end < 0)
            return ('\0', false);
        var (mark, decimals) = (number[end], number.Length - end - 1);
        var head = number.AsSpan(0, end);
        var earlier = head.LastIndexOfAnyExceptInRange('0', '9');
        if (earlier < 0)
        {
            var groups = decimals == 3 && head.Length is >= 1 and <= 3 && head[0] != '0';
            return mark is '.' or ',' ? (mark, groups) : groups && IsGroup(mark) ? ('\0', false) : null;
        }

        var group = number[earlier];
        if (group == mark)
            return Grouped(number, mark) ? (mark switch { '.' => ',', ',' => '.', _ => '\0' }, false) : null;
        return mark is '.' or ',' && Grouped(head, group) ? (mark, false) : null;
    }

    /// <summary>One to three digits, then threes behind the mark.</summary>
    private static bool Grouped(ReadOnlySpan<char> digits, char group)
    {
        var lead = digits.IndexOf(group);
        if (!IsGroup(group) || lead is < 1 or > 3 || (digits.Length - lead) % 4 != 0)
            return false;
        for (var i = 0; i < digits.Length; i++)
        {
            if (i >= lead && (i - lead) % 4 == 0 ? digits[i] != group : !char.IsAsciiDigit(digits[i]))
                return false;
        }

        return true;
    }

    /// <summary>What parts thousands somewhere (Unicode CLDR, numbers, symbol group): the point, the comma, blanks that do not break, the apostrophe.</summary>
    private static bool IsGroup(char c) => c is '.' or ',' or ' ' or '\u00A0' or '\u202F' or '\'' or '\u2019';
}
