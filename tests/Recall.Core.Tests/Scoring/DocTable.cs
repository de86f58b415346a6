using System.Globalization;
using System.Text.RegularExpressions;

namespace Recall.Core.Tests.Scoring;

/// <summary>Tables of docs/scoring.md, so that what they state is held to what comes out.</summary>
internal static partial class DocTable
{
    /// <summary>Cells of the first table under a heading, without its head; an empty first cell is that of the row above.</summary>
    public static List<string[]> Under(string heading)
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "scoring.md"))
            .SkipWhile(line => line != heading)
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        for (var i = 1; i < rows.Count; i++)
            rows[i][0] = rows[i][0].Length == 0 ? rows[i - 1][0] : rows[i][0];
        return rows;
    }

    /// <summary>The number after "day" or the like.</summary>
    public static int Number(string cell) => int.Parse(Digits().Match(cell).Value, CultureInfo.InvariantCulture);

    /// <summary>A number is stated rounded. A cell that holds none holds nothing to anything.</summary>
    public static void ShouldState(string cell, double actual, string what)
    {
        double.TryParse(cell, CultureInfo.InvariantCulture, out var stated).ShouldBeTrue($"{what}: '{cell}' is no number");
        var point = cell.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : cell.Length - 1 - point;
        stated.ShouldBe(actual, 0.6 * Math.Pow(10, -decimals), what);
    }

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
