using System.Globalization;
using System.Text.RegularExpressions;

namespace Recall.Core.Sequences.Files;

/// <summary>Durations such as <c>3 days</c>.</summary>
internal static partial class Durations
{
    private static readonly Dictionary<string, TimeSpan> Units = new(StringComparer.Ordinal)
    {
        ["minute"] = TimeSpan.FromMinutes(1), ["minutes"] = TimeSpan.FromMinutes(1),
        ["hour"] = TimeSpan.FromHours(1), ["hours"] = TimeSpan.FromHours(1),
        ["day"] = TimeSpan.FromDays(1), ["days"] = TimeSpan.FromDays(1),
        ["week"] = TimeSpan.FromDays(7), ["weeks"] = TimeSpan.FromDays(7),
    };

    /// <summary>A duration from <paramref name="least"/> to <paramref name="most"/>, or null with a problem.</summary>
    public static TimeSpan? Read(ProblemList problems, Node node, string field, TimeSpan least, TimeSpan most, string example)
    {
        if (Values.Text(problems, node, field, $"a duration such as '{example}'") is not { } text)
            return null;
        var match = Pattern().Match(text);
        var unit = match.Groups["unit"].Value;
        if (!match.Success || !int.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            problems.Error(node, field, $"expected a duration such as '{example}', found {node.What}");
            return null;
        }

        if (!Units.TryGetValue(unit, out var one))
        {
            var near = unit.Length == 0 ? "days" : NearestWord.Of(unit, Units.Keys.Where(u => u.EndsWith('s') == (count != 1)));
            problems.Error(node, field, $"expected a duration such as '{example}', found {node.What}"
                + (near is null ? "; count in minutes, hours, days or weeks" : $"; did you mean '{count} {near}'?"));
            return null;
        }

        var ticks = (double)one.Ticks * count;
        if (ticks >= least.Ticks && ticks <= most.Ticks)
            return one * count;
        problems.Error(node, field, $"must be from {Show(least)} to {Show(most)}, found {node.What}");
        return null;
    }

    /// <summary>As a file writes it: <c>3 days</c>.</summary>
    public static string Show(TimeSpan time)
    {
        var (count, unit) = time.Ticks % TimeSpan.TicksPerDay == 0 ? (time.TotalDays, "day")
            : time.Ticks % TimeSpan.TicksPerHour == 0 ? (time.TotalHours, "hour") : (time.TotalMinutes, "minute");
        return string.Create(CultureInfo.InvariantCulture, $"{count:0} {unit}{(count is 1 ? "" : "s")}");
    }

    [GeneratedRegex(@"^(?<count>[0-9]{1,9})\s*(?<unit>\p{L}*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
