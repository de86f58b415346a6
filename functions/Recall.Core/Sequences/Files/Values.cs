using System.Globalization;
using System.Text.RegularExpressions;
using Recall.Core.Customers;

namespace Recall.Core.Sequences.Files;

/// <summary>Single values: shares, numbers, names. Each reports what it expected and what it found.</summary>
internal static partial class Values
{
    /// <summary>A text that is not blank, or null with a problem.</summary>
    public static string? Text(ProblemList problems, Node node, string field, string expected = "a text")
    {
        if (node is TextNode text && !string.IsNullOrWhiteSpace(text.Value))
            return text.Value;
        if (node is not BrokenNode)
            problems.Error(node, field, $"expected {expected}, found {node.What}");
        return null;
    }

    /// <summary><c>10%</c> or <c>0.1</c> as 0.1.</summary>
    public static double? Share(ProblemList problems, Node node, string field, double most)
    {
        if (Text(problems, node, field, "a percentage such as '10%'") is not { } text)
            return null;
        var percent = text.EndsWith('%');
        if (!Decimal(percent ? text[..^1].TrimEnd() : text, out var number))
        {
            problems.Error(node, field, $"expected a percentage such as '10%', found {node.What}");
            return null;
        }

        var share = (double)(percent ? number / 100 : number);
        if (share >= 0 && share <= most)
            return share;
        var hint = !percent && number > 1 && number <= 100 ? $"; did you mean '{text}%'?" : "";
        problems.Error(node, field, $"must be from 0% to {most * 100:0}%, found {node.What}{hint}");
        return null;
    }

    public static decimal? Number(ProblemList problems, Node node, string field, decimal least, decimal most, string unit = "")
    {
        if (Text(problems, node, field, "a number") is not { } text)
            return null;
        var bare = unit.Length > 0 && text.EndsWith(unit, StringComparison.Ordinal) ? text[..^unit.Length].TrimEnd() : text;
        if (!Decimal(bare, out var number))
        {
            problems.Error(node, field, $"expected a number such as '10', found {node.What}");
            return null;
        }

        if (number >= least && number <= most)
            return number;
        problems.Error(node, field, string.Create(CultureInfo.InvariantCulture, $"must be from {least} to {most}, found {node.What}"));
        return null;
    }

    /// <summary>An amount in the shop's currency, as exact as budgets count.</summary>
    public static decimal? Money(ProblemList problems, Node node, string field, decimal least, decimal most)
    {
        if (Number(problems, node, field, least, most) is not { } amount)
            return null;
        if (amount == Messaging.Money.RoundUp(amount))
            return amount;
        problems.Error(node, field, $"budgets count to {Messaging.Money.Decimals} digits behind the point, found {node.What}; write fewer");
        return null;
    }

    public static int? Count(ProblemList problems, Node node, string field, int least, int most)
    {
        if (Number(problems, node, field, least, most) is not { } number)
            return null;
        if (number == decimal.Truncate(number))
            return (int)number;
        problems.Error(node, field, $"expected a whole number, found {node.What}");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static bool? Flag(ProblemList problems, Node node, string field)
    {
        if (node is TextNode { Value: "true" or "false" } flag)
            return flag.Value is "true";
        if (node is not BrokenNode)
        {
            var meant = node is TextNode { Value: var word } ? word.ToLowerInvariant() switch
            {
                "yes" or "on" or "true" or "1" => "; did you mean 'true'?",
                "no" or "off" or "false" or "0" => "; did you mean 'false'?",
                _ => "",
            } : "";
            problems.Error(node, field, $"expected true or false, found {node.What}{meant}");
        }

        return null;
    }

    /// <summary><c>10:00</c>, from 00:00 to 23:59.</summary>
    public static TimeOnly? TimeOfDay(ProblemList problems, Node node, string field)
    {
        if (Text(problems, node, field, "a time of day such as \"10:00\"") is not { } text)
            return null;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        var meant = TimeOnly.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
            ? FormattableString.Invariant($"; did you mean \"{time:HH\\:mm}\"?") : "; write hours from 00 to 23 and minutes";
        problems.Error(node, field, $"expected a time of day such as \"10:00\", found {node.What}{meant}");
        return null;
    }

    /// <summary>Lower-case letters, digits and single hyphens: it becomes part of ids, where two hyphens part their pieces.</summary>
    public static string? Name(ProblemList problems, Node node, string field, string example)
    {
        if (Text(problems, node, field, $"a name such as '{example}'") is not { } text)
            return null;
        if (text.Length <= 60 && NamePattern().IsMatch(text))
            return text;
        var tidy = Untidy().Replace(text.ToLowerInvariant(), "-").Trim('-');
        problems.Error(node, field, $"a name has up to 60 lower-case letters, digits and single hyphens, found {node.What}"
            + (tidy.Length is > 0 and <= 60 ? $"; did you mean '{tidy}'?" : $"; for example '{example}'"));
        return null;
    }

    /// <summary>One of some words.</summary>
    public static string? Word(ProblemList problems, Node node, string field, string what, IReadOnlyCollection<string> words)
    {
        if (Text(problems, node, field, $"a {what}") is not { } text)
            return null;
        if (words.Contains(text, StringComparer.Ordinal))
            return text;
        problems.Error(node, field, words.Count == 0 ? $"there is no {what} '{Shown.Short(text)}'; none is defined"
            : $"unknown {what} '{Shown.Short(text)}'{NearestWord.Hint(text, words)}");
        return null;
    }

    /// <summary>A list of some words, each once.</summary>
    public static IReadOnlyList<string>? WordList(
        ProblemList problems, Node node, string field, string what, IReadOnlyCollection<string> words, int least)
    {
        if (node is not ListNode list)
        {
            if (node is TextNode { Value.Length: > 0 } one)
                problems.Error(node, field, $"expected a list of {what}s; write [{Shown.Short(one.Value)}]");
            else if (node is not BrokenNode)
                problems.Error(node, field,
                    $"expected a list of {what}s, found {node.What}; "
                    + $"{(least == 0 ? "write [] for none" : $"for example [{words.First()}]")}");
            return null;
        }

        if (list.Items.Count < least)
            problems.Error(node, field, $"needs at least one {what}; for example [{words.First()}]");
        var read = new List<string>();
        foreach (var item in list.Items)
        {
            if (Word(problems, item, field, what, words) is not { } word)
                continue;
            if (read.Contains(word, StringComparer.Ordinal))
                problems.Error(item, field, $"'{word}' is in the list twice; keep one");
            else
                read.Add(word);
        }

        return read;
    }

    /// <summary>Signals of a list; empty where there is none.</summary>
    public static IReadOnlyList<SignalKind> Signals(MapReader keys, string key, IReadOnlyList<string> known)
    {
        var words = keys.Read(key, (p, n, f) => WordList(p, n, f, "signal", known, 0));
        return [.. (words ?? []).Select(w => SequenceWords.Signals[w])];
    }

    internal static bool Decimal(string text, out decimal number) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Untidy();
}
