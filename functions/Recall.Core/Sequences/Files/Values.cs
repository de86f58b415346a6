using System.Globalization;
using System.Text.RegularExpressions;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>Single values: shares, numbers, names. Each reports what it expected and what it found.</summary>
internal static partial class Values
{
    /// <summary>A text that is not blank, or null with a problem.</summary>
    public static string? Text(ProblemList problems, Node node, string field) => Text(problems, node, field, ValueTexts.Text);

    /// <summary>A text that is not blank and is to say something of a kind, or null with a problem.</summary>
    public static string? Text(ProblemList problems, Node node, string field, Phrase expected, params object?[] values)
    {
        if (node is TextNode text && !string.IsNullOrWhiteSpace(text.Value))
            return text.Value;
        problems.Expected(node, field, expected, values);
        return null;
    }

    /// <summary><c>10%</c> or <c>0.1</c> as 0.1.</summary>
    public static double? Share(ProblemList problems, Node node, string field, double most)
    {
        if (Text(problems, node, field, ValueTexts.Percentage) is not { } text)
            return null;
        var percent = text.EndsWith('%');
        if (!Decimal(percent ? text[..^1].TrimEnd() : text, out var number))
        {
            problems.Expected(node, field, ValueTexts.Percentage);
            return null;
        }

        var share = (double)(percent ? number / 100 : number);
        if (share >= 0 && share <= most)
            return share;
        var meant = !percent && number > 1 && number <= 100 ? NearestWord.DidYouMean(text + "%") : null;
        problems.Error(node, field, ValueTexts.ShareRange, most * 100, node.What, (object?)meant ?? "");
        return null;
    }

    public static decimal? Number(ProblemList problems, Node node, string field, decimal least, decimal most, string unit = "")
    {
        if (Text(problems, node, field, ValueTexts.Number) is not { } text)
            return null;
        var bare = unit.Length > 0 && text.EndsWith(unit, StringComparison.Ordinal) ? text[..^unit.Length].TrimEnd() : text;
        if (!Decimal(bare, out var number))
        {
            problems.Expected(node, field, ValueTexts.NumberSuchAs);
            return null;
        }

        if (number >= least && number <= most)
            return number;
        problems.Error(node, field, ValueTexts.Range, least, most, node.What);
        return null;
    }

    /// <summary>An amount in the shop's currency, as exact as budgets count.</summary>
    public static decimal? Money(ProblemList problems, Node node, string field, decimal least, decimal most)
    {
        if (Number(problems, node, field, least, most) is not { } amount)
            return null;
        if (amount == Messaging.Money.RoundUp(amount))
            return amount;
        problems.Error(node, field, ValueTexts.Digits, Messaging.Money.Decimals, node.What);
        return null;
    }

    public static int? Count(ProblemList problems, Node node, string field, int least, int most)
    {
        if (Number(problems, node, field, least, most) is not { } number)
            return null;
        if (number == decimal.Truncate(number))
            return (int)number;
        problems.Expected(node, field, ValueTexts.WholeNumber);
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
                "yes" or "on" or "true" or "1" => NearestWord.DidYouMean("true"),
                "no" or "off" or "false" or "0" => NearestWord.DidYouMean("false"),
                _ => null,
            } : null;
            problems.Wrong(node, field, ValueTexts.Flag, node.What, (object?)meant ?? "");
        }

        return null;
    }

    /// <summary><c>10:00</c>, from 00:00 to 23:59.</summary>
    public static TimeOnly? TimeOfDay(ProblemList problems, Node node, string field)
    {
        if (Text(problems, node, field, ValueTexts.TimeOfDay) is not { } text)
            return null;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        var meant = TimeOnly.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
            ? new Sentence(ValueTexts.DidYouMeanTime, time.ToString("HH:mm", CultureInfo.InvariantCulture)) : new Sentence(ValueTexts.HoursAndMinutes);
        problems.Wrong(node, field, ValueTexts.NotATime, node.What, meant);
        return null;
    }

    /// <summary>Lower-case letters, digits and single hyphens: it becomes part of ids, where two hyphens part their pieces.</summary>
    public static string? Name(ProblemList problems, Node node, string field, string example)
    {
        if (Text(problems, node, field, ValueTexts.Name, example) is not { } text)
            return null;
        if (text.Length <= 60 && NamePattern().IsMatch(text))
            return text;
        var tidy = Untidy().Replace(text.ToLowerInvariant(), "-").Trim('-');
        problems.Wrong(node, field, ValueTexts.NameForm, node.What,
            tidy.Length is > 0 and <= 60 ? NearestWord.DidYouMean(tidy) : new Sentence(ValueTexts.ForExample, example));
        return null;
    }

    /// <summary>One of some words.</summary>
    public static string? Word(ProblemList problems, Node node, string field, Sentence what, IReadOnlyCollection<string> words)
    {
        if (Text(problems, node, field, ValueTexts.One, what) is not { } text)
            return null;
        if (words.Contains(text, StringComparer.Ordinal))
            return text;
        if (words.Count == 0)
            problems.Error(node, field, ValueTexts.NoneDefined, what, Shown.Short(text));
        else
            problems.Wrong(node, field, ValueTexts.Unknown, what, Shown.Short(text), NearestWord.Hint(text, words));
        return null;
    }

    /// <summary>A list of some words, each once.</summary>
    public static IReadOnlyList<string>? WordList(
        ProblemList problems, Node node, string field, Sentence what, IReadOnlyCollection<string> words, int least)
    {
        if (node is not ListNode list)
        {
            if (node is TextNode { Value.Length: > 0 } one)
                problems.Wrong(node, field, ValueTexts.ListOf, what, Shown.Short(one.Value));
            else if (node is not BrokenNode)
                problems.Error(node, field, ValueTexts.ListOfFound, what, node.What,
                    least == 0 ? new Sentence(ValueTexts.NoneIsEmpty) : new Sentence(ValueTexts.ListExample, words.First()));
            return null;
        }

        if (list.Items.Count < least)
            problems.Error(node, field, ValueTexts.AtLeastOne, what, words.First());
        var read = new List<string>();
        foreach (var item in list.Items)
        {
            if (Word(problems, item, field, what, words) is not { } word)
                continue;
            if (read.Contains(word, StringComparer.Ordinal))
                problems.Error(item, field, ValueTexts.Twice, word);
            else
                read.Add(word);
        }

        return read;
    }

    /// <summary>Signals of a list; empty where there is none.</summary>
    public static IReadOnlyList<SignalKind> Signals(MapReader keys, string key, IReadOnlyList<string> known)
    {
        var words = keys.Read(key, (p, n, f) => WordList(p, n, f, new(WordTexts.Signal), known, 0));
        return [.. (words ?? []).Select(w => SequenceWords.Signals[w])];
    }

    internal static bool Decimal(string text, out decimal number) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Untidy();
}
