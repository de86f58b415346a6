using System.Text;
using System.Text.RegularExpressions;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>
/// Slips of the keyboard that YAML takes for text, and stumbles over later: a colon that was forgotten, has no space behind it or is full-width, as
/// Chinese keyboards type it, and other full-width characters in the place of those that the grammar knows. Told at the place where they are.
/// </summary>
internal static partial class Slips
{
    private const int ShortEnough = 40;
    private static readonly HashSet<string> Keys =
    [
        .. SequenceWords.File.All, .. SequenceWords.Steps.Values.SelectMany(k => k.All), .. SequenceWords.Case.All, .. SequenceWords.Variant.All,
        .. SequenceWords.Reentry.All, .. SequenceWords.Triggers.Values.SelectMany(k => k.All), .. SequenceWords.Goal.All, .. SequenceWords.Policy.All,
        .. SequenceWords.Template.All, .. SequenceWords.Groups, .. SequenceWords.Operators.Keys, .. SequenceWords.CouponBudget.All, "field", "en", "zh-CN",
    ];

    /// <summary>The slip that made the parser stumble in a line: in that line, or in the one above that its text was taken to go on from.</summary>
    /// <param name="lines">Of the file.</param>
    /// <param name="number">Of the line, from 1.</param>
    public static (Place At, Sentence What)? Near(string[] lines, int number)
    {
        var line = lines[number - 1];
        if (In(line, number) is { } own)
            return own;
        var above = number - 2;
        while (above >= 0 && (IsEmpty(lines[above]) || Indent(lines[above]) > Indent(line)))
            above--;
        if (above < 0)
            return null;
        if (In(lines[above], above + 1) is { } slip)
            return slip;
        return Indent(lines[above]) < Indent(line) && Bare().Match(lines[above]) is { Success: true } name ? NoColon(name.Groups["key"], above + 1) : null;
    }

    /// <summary>The slip in a value or a key that is not what should stand there, or in the lines that were taken to go on with it.</summary>
    public static (Place At, Sentence What)? Of(TextNode node)
    {
        var written = node.Source[node.From..node.To];
        if (written.Length == 0 || written[0] is '"' or '\'' or '|' or '>')
            return null;
        var lines = written.Split('\n');
        var first = Where(node, 0).Line;
        for (var i = 1; i < lines.Length; i++)
        {
            if (In(lines[i], first + i) is { } slip)
                return slip;
        }

        if (lines[0].AsSpan().IndexOfAny(';', '；') is > 0 and var semicolon && HalfWidth.Of(lines[0]) is var right && Ascii.IsValid(right))
            return (Where(node, semicolon), new(YamlTexts.Semicolon, lines[0][semicolon].ToString(), string.Join(", ", right.Split([';', ','], StringSplitOptions.TrimEntries))));
        var half = HalfWidth.Of(lines[0]);
        var at = lines[0].AsSpan().CommonPrefixLength(half);
        if (at == lines[0].Length || !Ascii.IsValid(half))
            return Collection().Match(lines[0]) is { Success: true } collection && Keys.Contains(collection.Groups["key"].Value)
                ? (Where(node, collection.Groups["key"].Length), new(YamlTexts.NoColon, collection.Groups["key"].Value)) : null;
        return (Where(node, at), lines[0][at] is HalfWidth.Space
            ? new(YamlTexts.WideSpace) : new(YamlTexts.FullWidth, lines[0][at].ToString(), half.Length <= ShortEnough ? half : HalfWidth.Of(lines[0][at].ToString())));
    }

    /// <summary>The slip in one line, or null.</summary>
    internal static (Place At, Sentence What)? In(string line, int number)
    {
        if (IsEmpty(line))
            return null;
        if (WideSpace().Match(line) is { Success: true } space)
            return (new(number, space.Groups["slip"].Index + 1), new(YamlTexts.WideSpace));
        if (WideDash().Match(line) is { Success: true } dash)
            return Wide(dash.Groups["slip"], "- ", number);
        var plain = Quoted().Replace(line, m => new string('_', m.Length));
        if (WideHash().Match(line) is { Success: true } hash)
            return Wide(hash.Groups["slip"], "#", number);
        if (WideColon().Match(plain) is { Success: true } colon)
            return Wide(colon.Groups["slip"], colon.Groups["key"].Value + ": ...", number);
        if (WideComma().Match(plain) is { Success: true } comma)
        {
            return comma.Groups["slip"].Value is "，"
                ? Wide(comma.Groups["slip"], ", ", number)
                : (new(number, comma.Groups["slip"].Index + 1), new(YamlTexts.Semicolon, comma.Groups["slip"].Value, ", "));
        }

        if (WideQuote().Match(plain) is { Success: true } quote)
            return Wide(quote.Groups["slip"], "\"", number);
        if (WideOpening().Match(plain) is { Success: true } opening)
            return Wide(opening.Groups["slip"], HalfWidth.Of(opening.Groups["slip"].Value), number);
        if (WideClosing().Match(plain) is { Success: true } closing)
            return Wide(closing.Groups["slip"], HalfWidth.Of(closing.Groups["slip"].Value), number);
        var key = Start().Match(plain) is { Success: true } start && Keys.Contains(start.Groups["key"].Value) ? start : null;
        return key is null ? null
            : key.Groups["colon"] is { Success: true } tight
            ? (new(number, tight.Index + 1), new(YamlTexts.NoSpace, key.Groups["key"].Value))
            : NoColon(key.Groups["key"], number);
    }

    private static (Place At, Sentence What) Wide(Group slip, string right, int number) =>
        (new(number, slip.Index + 1), new(YamlTexts.FullWidth, slip.Value, right));

    private static (Place At, Sentence What) NoColon(Group key, int number) =>
        (new(number, key.Index + key.Length + 1), new(YamlTexts.NoColon, key.Value));

    private static Place Where(TextNode node, int index)
    {
        var before = node.Source.AsSpan(0, node.From + index);
        return new(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    private static bool IsEmpty(string line) => line.AsSpan().TrimStart() is [] or ['#', ..];

    internal static int Indent(string line) => line.Length - line.AsSpan().TrimStart(' ').Length;
}
