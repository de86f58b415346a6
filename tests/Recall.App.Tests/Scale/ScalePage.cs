using System.Globalization;
using System.Text.RegularExpressions;

namespace Recall.App.Tests.Scale;

/// <summary>The tables of docs/scale.md, which comes with the program.</summary>
internal sealed partial class ScalePage
{
    private readonly string _text;

    public ScalePage()
    {
        using var reader = new StreamReader(typeof(RecallServices).Assembly.GetManifestResourceStream("docs/scale.md")!);
        _text = reader.ReadToEnd();
    }

    /// <summary>The first table below a heading: its rows' cells, without the two lines of its head.</summary>
    public IReadOnlyList<string[]> Table(string heading)
    {
        var lines = _text.Split('\n').SkipWhile(l => l != "## " + heading).Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal));
        return [.. lines.SkipWhile(l => !l.StartsWith('|')).TakeWhile(l => l.StartsWith('|')).Skip(2)
            .Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray())];
    }

    /// <summary>The number in the second cell of a row.</summary>
    public double Number(string heading, string row)
    {
        var cell = Table(heading).Single(r => r[0] == row)[1];
        var number = double.Parse(Digits().Match(cell).Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return cell.EndsWith('%') ? number / 100 : number;
    }

    [GeneratedRegex(@"[0-9][0-9,]*(\.[0-9]+)?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
