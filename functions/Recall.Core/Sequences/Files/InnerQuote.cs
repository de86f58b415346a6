using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>Finds a quote inside a quoted text that ends it too early: <c>'It's'</c>, <c>"a "good" order"</c>.</summary>
internal static class InnerQuote
{
    /// <summary>Such a quote in a line, or in the one above where that has a key, for the parser may read on for a word.</summary>
    /// <param name="lines">Of the file.</param>
    /// <param name="number">Of the line, from 1.</param>
    public static (Place At, Sentence What)? Near(string[] lines, int number) =>
        In(lines[number - 1], number) ?? (number > 1 && lines[number - 2].Contains(": ", StringComparison.Ordinal) ? In(lines[number - 2], number - 1) : null);

    private static (Place At, Sentence What)? In(string line, int number)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is not ('"' or '\'') || !Begins(line.AsSpan(0, at)))
                continue;
            var quote = line[at];
            var end = End(line, at);
            if (end < 0)
                return null;
            if (line.AsSpan(end + 1).TrimStart(' ') is not ([] or ['#' or ',' or '}' or ']' or ':', ..]))
                return (new(number, end + 1), quote == '"' ? new(YamlTexts.InnerDoubleQuote, "\"", "'...'") : new(YamlTexts.InnerQuote, "'", "\"...\""));
            at = end;
        }

        return null;
    }

    /// <summary>A value begins here: behind a colon, a dash, a bracket or a comma.</summary>
    private static bool Begins(ReadOnlySpan<char> before)
    {
        var bare = before.TrimEnd(' ');
        return bare is [.., '{' or '[' or ','] || (bare is [.., ':' or '-'] && bare.Length < before.Length);
    }

    private static int End(string line, int start)
    {
        for (var at = start + 1; at < line.Length; at++)
        {
            if (line[at] == '\\' && line[start] == '"')
                at++;
            else if (line[at] == line[start] && line[at] == '\'' && at + 1 < line.Length && line[at + 1] == '\'')
                at++;
            else if (line[at] == line[start])
                return at;
        }

        return -1;
    }
}
