using System.Globalization;
using System.Text.RegularExpressions;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

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

    /// <summary>Units as Chinese writes them; files are written in the language's own words.</summary>
    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        ["分钟"] = "minutes", ["分"] = "minutes", ["小时"] = "hours", ["时"] = "hours", ["天"] = "days", ["日"] = "days", ["周"] = "weeks", ["星期"] = "weeks",
    };

    /// <summary>A duration from <paramref name="least"/> to <paramref name="most"/>, or null with a problem.</summary>
    /// <param name="problems">Of the file.</param>
    /// <param name="node">What is written.</param>
    /// <param name="field">Its name.</param>
    /// <param name="least">The shortest.</param>
    /// <param name="most">The longest.</param>
    /// <param name="example">How one is written.</param>
    /// <param name="sign">What the text begins with where it does not say how long, but which way.</param>
    public static TimeSpan? Read(ProblemList problems, Node node, string field, TimeSpan least, TimeSpan most, string example, string sign = "")
    {
        if (Values.Text(problems, node, field, ValueTexts.Duration, example) is not { } text)
            return null;
        var match = Pattern().Match(text[sign.Length..].TrimStart());
        var unit = match.Groups["unit"].Value;
        if (!match.Success || !int.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            problems.Expected(node, field, ValueTexts.Duration, example);
            return null;
        }

        if (!Units.TryGetValue(unit, out var one))
        {
            var near = unit.Length == 0 ? "days" : Chinese.TryGetValue(unit, out var meant) ? count == 1 ? meant.TrimEnd('s') : meant : NearestWord.Of(unit, Units.Keys.Where(u => u.EndsWith('s') == (count != 1)));
            problems.Wrong(node, field, ValueTexts.NotADuration, example, node.What,
                near is null ? new Sentence(ValueTexts.Units) : NearestWord.DidYouMean($"{sign}{count} {near}"));
            return null;
        }

        var ticks = (double)one.Ticks * count;
        if (ticks >= least.Ticks && ticks <= most.Ticks)
            return one * count;
        problems.Error(node, field, ValueTexts.Range, Say(least), Say(most), node.What);
        return null;
    }

    /// <summary>In a sentence.</summary>
    public static Sentence Say(TimeSpan time) => time.Ticks % TimeSpan.TicksPerDay == 0 ? new(ValueTexts.Days, time.TotalDays)
        : time.Ticks % TimeSpan.TicksPerHour == 0 ? new(ValueTexts.Hours, time.TotalHours) : new(ValueTexts.Minutes, time.TotalMinutes);

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
