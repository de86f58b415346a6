using System.Text.RegularExpressions;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>Finds a line of a text behind <c>|</c> or <c>&gt;</c> that was pasted without its indentation, and so ended the text.</summary>
internal static partial class Pasted
{
    /// <summary>The first line that fell out of the nearest such text above; null where nothing did.</summary>
    /// <param name="lines">Of the file.</param>
    /// <param name="number">Of the line in which the parser stumbled, from 1.</param>
    public static (Place At, Sentence What)? Near(string[] lines, int number)
    {
        var header = number - 2;
        while (header >= 0 && !Header().IsMatch(lines[header]))
            header--;
        if (header < 0)
            return null;
        var key = Header().Match(lines[header]).Groups["key"].Index;
        int? inside = null;
        for (var i = header + 1; i < number; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            var indent = Slips.Indent(lines[i]);
            if (indent > key && indent >= (inside ??= indent))
                continue;
            return (indent <= key && Grammar(lines, i)) || lines[i].AsSpan().TrimStart(' ')[0] is '#' or '\t' || Slips.In(lines[i], i + 1) is not null
                ? null : (new(i + 1, indent + 1), new(YamlTexts.Pasted, header + 1, inside ?? key + 2));
        }

        return null;
    }

    /// <summary>A key, an item, or a word above keys: the text was over.</summary>
    private static bool Grammar(string[] lines, int at)
    {
        if (Begins().IsMatch(lines[at]))
            return true;
        var next = Array.FindIndex(lines, at + 1, l => !string.IsNullOrWhiteSpace(l));
        return Slips.Bare().IsMatch(lines[at]) && next > 0 && Slips.Indent(lines[next]) > Slips.Indent(lines[at]) && Begins().IsMatch(lines[next]);
    }

    [GeneratedRegex("^ *(- +)*(?<key>[A-Za-z][A-Za-z0-9._-]*): +[|>][0-9+-]*( +#.*| *)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Header();

    [GeneratedRegex("^ *(-|---.*|- .*|[\"']?[A-Za-z][A-Za-z0-9._-]*[\"']? *:( .*)?)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Begins();
}
