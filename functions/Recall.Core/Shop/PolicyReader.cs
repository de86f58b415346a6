using System.Globalization;
using System.Text.RegularExpressions;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Shop;

/// <summary>Reads the part <c>policy</c> of a settings file.</summary>
internal static partial class PolicyReader
{
    public static Policy? Read(ProblemList problems, Node node, string field)
    {
        if (MapReader.Of(problems, node, field, SequenceWords.Policy, PolicyTexts.Keys) is not { } map)
            return null;
        var daily = map.Read("daily-messages", (p, n, f) => Values.Count(p, n, f, 1, 100_000_000));
        var monthly = map.Read("monthly-messages", (p, n, f) => Values.Count(p, n, f, 1, 1_000_000_000));
        Fits(problems, map, daily, monthly);
        return new()
        {
            QuietHours = map.Get("quiet-hours") is null ? Policy.Default.QuietHours : map.Read("quiet-hours", (p, n, f) => Quiet(p, n, f, PolicyTexts.Hours)),
            Caps = map.Read("caps", (p, n, f) => Caps(p, n, f)) ?? Policy.Default.Caps,
            DailyTouches = daily,
            MonthlyTouches = monthly,
            Budget = map.Read("budget", (p, n, f) => BudgetReader.Read(p, n, f)),
            UsualHour = map.Read("send-time", SendTime) ?? false,
        };
    }

    /// <summary>True where messages wait for the customer's usual hour.</summary>
    internal static bool? SendTime(ProblemList problems, Node node, string field) =>
        Values.Word(problems, node, field, new(WordTexts.SendTime), SendTimes) is { } word ? word == SendTimes[0] : null;

    private static readonly string[] SendTimes = ["usual-hour", "any-hour"];

    /// <summary>A day's messages that its month does not allow are a slip: nobody means the smaller number alone.</summary>
    internal static void Fits(ProblemList problems, MapReader map, int? daily, int? monthly)
    {
        if (daily > monthly)
            problems.Error(map.Get("daily-messages")!, map.Field("daily-messages"), PolicyTexts.MoreThanMonth, monthly);
    }

    /// <summary>Local hours; null where it says <c>none</c>, or what it says is an error.</summary>
    /// <param name="problems">Of the file.</param>
    /// <param name="node">What is written.</param>
    /// <param name="field">Its name.</param>
    /// <param name="expected">What may be.</param>
    internal static QuietHours? Quiet(ProblemList problems, Node node, string field, Phrase expected)
    {
        if (Values.Text(problems, node, field, expected) is not { } text || text == "none")
            return null;
        var parts = text.Split('-');
        if (parts.Length == 2 && Time(parts[0], out var start) && Time(parts[1], out var end) && start != end)
            return new(start, end);
        problems.Expected(node, field, expected);
        return null;
    }

    private static bool Time(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>Caps, each with a look of the caller's at it.</summary>
    internal static List<FrequencyCap>? Caps(ProblemList problems, Node node, string field, Action<Node, FrequencyCap>? look = null)
    {
        if (node is not ListNode list)
        {
            problems.Expected(node, field, PolicyTexts.Caps);
            return null;
        }

        var caps = new List<FrequencyCap>();
        foreach (var item in list.Items)
        {
            if (Values.Text(problems, item, field, PolicyTexts.Cap) is not { } text)
                continue;
            var match = Cap().Match(text);
            if (!match.Success || !int.TryParse(match.Groups["max"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var max)
                || !int.TryParse(match.Groups["span"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var span)
                || max is < 1 or > 1000 || span is < 1 or > 90)
            {
                problems.Expected(item, field, PolicyTexts.CapForm);
                continue;
            }

            var channel = match.Groups["channel"].Value;
            var cap = new FrequencyCap(channel.Length == 0 ? null : channel, max, match.Groups["unit"].Value == "hour" ? TimeSpan.FromHours(span) : TimeSpan.FromDays(span));
            var errors = problems.Errors;
            look?.Invoke(item, cap);
            caps.Add(cap);
            if (problems.Errors == errors && caps.Where(c => c != cap && cap.FollowsFrom(c)).Select(c => (FrequencyCap?)c).FirstOrDefault() is { } stricter)
                problems.Warn(item, field, PolicyTexts.NoEffect, cap.ToString(), stricter.ToString());
        }

        return caps;
    }

    [GeneratedRegex("^(?<max>[0-9]{1,4})( (?<channel>email|sms|push|wecom))? per (?<span>[0-9]{1,4}) (?<unit>hour|day)s?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Cap();
}
