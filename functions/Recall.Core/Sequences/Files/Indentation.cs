using System.Text.RegularExpressions;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>Finds a key that stands in no column of the keys that are open above it.</summary>
internal static partial class Indentation
{
    private const int Slip = 2;

    /// <summary>Where the line begins and where it should, if it is a little beside a column of the lines above; else null.</summary>
    /// <param name="lines">Of the file.</param>
    /// <param name="number">Of the line, from 1.</param>
    public static (Place At, Sentence What)? Of(string[] lines, int number)
    {
        if (Key().Match(lines[number - 1]) is not { Success: true } own)
            return null;
        var indent = own.Groups["indent"].Length;
        var (near, beside) = (-1, 0);
        for (var (above, left) = (number - 2, int.MaxValue); above >= 0 && left > 0; above--)
        {
            if (Key().Match(lines[above]) is not { Success: true } key || key.Groups["indent"].Length >= left)
                continue;
            if (left == int.MaxValue && key.Groups["indent"].Length < indent && !key.Groups["value"].Success)
                return null; // Something begins here.
            left = key.Groups["indent"].Length;
            int[] columns = key.Groups["dashes"].Length > 0 ? [key.Groups["key"].Index, left] : [left];
            foreach (var column in columns)
            {
                if (column == indent)
                    return null;
                if (Math.Abs(column - indent) <= Slip && (near < 0 || Math.Abs(column - indent) < Math.Abs(near - indent)))
                    (near, beside) = (column, above + 1);
            }
        }

        return near < 0 ? null : (new(number, indent + 1), new(YamlTexts.Indented, indent, beside, near));
    }

    [GeneratedRegex("^(?<indent> *)(?<dashes>(- +)*)(?<key>[A-Za-z][A-Za-z0-9._-]*):( +(?<value>[^ #].*))?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
