using System.Text.RegularExpressions;

namespace Recall.Core.Sequences.Files;

/// <summary>Finds the bracket that was not closed: the parser, which reads on to the end of the file, only knows what it was in by then.</summary>
internal static partial class Brackets
{
    /// <summary>The last '[' or '{' that is open where a new key or item begins, no deeper than the line it stands in; null where there is none.</summary>
    /// <param name="lines">Of the file.</param>
    /// <param name="from">Line to begin at, from 1.</param>
    public static Place? Unclosed(string[] lines, int from)
    {
        var open = new Stack<(Place At, int Indent)>();
        for (var i = from - 1; i < lines.Length; i++)
        {
            var line = Quoted().Replace(lines[i], m => new string('_', m.Length));
            var indent = line.Length - line.AsSpan().TrimStart(' ').Length;
            if (open.TryPeek(out var last) && indent <= last.Indent && Begins().IsMatch(line))
                return last.At;
            for (var c = 0; c < line.Length && !(line[c] is '#' && (c == 0 || line[c - 1] is ' ')); c++)
            {
                if (line[c] is '[' or '{')
                    open.Push((new(i + 1, c + 1), indent));
                else if (line[c] is ']' or '}')
                    open.TryPop(out _);
            }
        }

        return open.TryPeek(out var left) ? left.At : null;
    }

    [GeneratedRegex("\"[^\"]*\"|(?<![A-Za-z])'[^']*'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("^ *(- |[A-Za-z][A-Za-z0-9._-]*:( |$))", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Begins();
}
