using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>Says in a marketer's words what the YAML parser means, at a place inside the file.</summary>
internal static class SyntaxError
{
    public static void Report(string text, ProblemList problems, Place at, string message)
    {
        var lines = text.Split('\n');
        var tab = Array.FindIndex(lines, l => l.AsSpan().TrimStart(' ').StartsWith("\t"));
        if (message.Contains("tab", StringComparison.Ordinal) && tab >= 0)
            at = new(tab + 1, lines[tab].IndexOf('\t', StringComparison.Ordinal) + 1);
        at = Inside(lines, at);
        if (!IsTab(lines, at) && (InnerQuote.Near(lines, at.Line) ?? Pasted.Near(lines, at.Line)) is var (where, what))
        {
            problems.Error(where, "", what);
            return;
        }

        if (message.Length == 0 || message.Contains("flow", StringComparison.Ordinal))
            at = Brackets.Unclosed(lines, at.Line) ?? at;
        if (!IsTab(lines, at) && (Slips.Near(lines, at.Line) ?? Indentation.Of(lines, at.Line)) is var (place, slip))
            problems.Error(place, "", slip);
        else
            problems.Error(at, "", Friendly(message, lines, at));
    }

    private static Place Inside(string[] lines, Place at)
    {
        var line = Math.Clamp(at.Line, 1, lines.Length);
        return new(line, Math.Clamp(at.Column, 1, lines[line - 1].Length + 1));
    }

    private static Sentence Friendly(string message, string[] lines, Place at)
    {
        if (message.Contains("tab", StringComparison.Ordinal) || IsTab(lines, at))
            return new(YamlTexts.Tab);
        if (message.Contains("quoted scalar", StringComparison.Ordinal))
        {
            return new(message.Contains("escape", StringComparison.Ordinal) || message.Contains("Unicode", StringComparison.Ordinal) ? YamlTexts.Escape : YamlTexts.NoQuote);
        }

        if (message.Contains("invalid mapping", StringComparison.Ordinal))
            return new(YamlTexts.ColonInside);
        if (message.Contains("cannot start any token", StringComparison.Ordinal))
            return new(YamlTexts.BadStart);
        if (message.Contains("did not find expected '-'", StringComparison.Ordinal))
            return new(YamlTexts.BadItem);
        if (message.Contains("flow", StringComparison.Ordinal) || message.Length == 0)
            return new(YamlTexts.NotClosed);
        if (message.Contains("block mapping", StringComparison.Ordinal) || message.Contains("simple key", StringComparison.Ordinal))
            return new(YamlTexts.NoPair);
        return new(YamlTexts.NotYaml, message.TrimEnd('.'));
    }

    private static bool IsTab(string[] lines, Place at) =>
        at.Line >= 1 && at.Line <= lines.Length && at.Column >= 1 && at.Column <= lines[at.Line - 1].Length
        && lines[at.Line - 1][at.Column - 1] == '\t';
}
