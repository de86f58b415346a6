using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>A wait of a sequence.</summary>
/// <param name="Id">Its id, or what tells it from others of the same delay.</param>
/// <param name="Keys">Its keys but the first.</param>
/// <param name="Longest">It never lasts longer.</param>
internal sealed record KlaviyoWait(string Id, IReadOnlyList<string> Keys, TimeSpan Longest)
{
    /// <summary>Until the next day begins.</summary>
    public const string Midnight = "until-time: \"00:00\"";

    private static readonly TimeSpan Most = TimeSpan.FromDays(365);

    /// <summary>Until a time of day.</summary>
    public static string Until(TimeOnly time) => string.Create(CultureInfo.InvariantCulture, $"until-time: \"{time:HH:mm}\"");

    /// <summary>A time of day to the minute, or null with a refusal.</summary>
    public static TimeOnly? Clock(string? text, string path, ImportRefusals refusals)
    {
        if (text is null)
            return null;
        if (TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Second == 0)
            return time;
        refusals.Add(path, KlaviyoAdvice.Clock, Shown.Short(text));
        return null;
    }

    /// <summary>
    /// The waits of a time delay. Days are 24 hours; with a time of day they are days of the calendar, whenever in the day the wait begins
    /// (https://help.klaviyo.com/hc/en-us/articles/115003885212): so until midnight first, and then the days that are left until that time.
    /// </summary>
    public static IReadOnlyList<KlaviyoWait>? Of(JsonMembers delay, ImportRefusals refusals)
    {
        var unit = delay.Get("unit") is null ? "days" : delay.Text("unit");
        var one = unit switch { "minutes" => TimeSpan.FromMinutes(1), "hours" => TimeSpan.FromHours(1), "days" => TimeSpan.FromDays(1), _ => TimeSpan.Zero };
        if (unit is not null && one == TimeSpan.Zero)
            refusals.Add(delay.At("unit"), ImportTexts.Is, Shown.Short(unit), new Sentence(KlaviyoAdvice.Unit));
        var value = delay.Whole("value");
        delay.Fixed("secondary_value");
        delay.Fixed("timezone");
        var timed = delay.Get("delay_until_time") is not null;
        var time = timed ? Clock(delay.Text("delay_until_time"), delay.At("delay_until_time"), refusals) : null;
        var days = Weekdays(delay, refusals);
        delay.Done();
        if (timed && unit is not "days")
            refusals.Add(delay.At("delay_until_time"), KlaviyoAdvice.DaysOnly);
        if (!timed && days.Count > 0)
            refusals.Add(delay.At("delay_until_weekdays"), KlaviyoAdvice.Weekdays);
        if (value is not { } count || one == TimeSpan.Zero || (timed && time is null))
            return null;
        if (count == 0 || count > Most / one)
        {
            refusals.Add(delay.At("value"), KlaviyoAdvice.Delay, count, unit);
            return null;
        }

        return time is { } clock ? ByClock(count, clock, days) : [new("", [$"for: {Durations.Show(one * count)}"], one * count)];
    }

    private static List<KlaviyoWait> ByClock(int days, TimeOnly clock, IReadOnlyList<string> on)
    {
        var midnight = new KlaviyoWait("midnight", [Midnight], TimeSpan.FromDays(1));
        var left = days - 1;
        if (left == 0 && on.Count == 0 && clock == TimeOnly.MinValue)
            return [midnight];

        // Midnight has come when the second wait begins, and counts as past: midnight on a weekday is reached from the evening before.
        if (clock == TimeOnly.MinValue && left == 0)
            return [new("", [Midnight, $"on: [{string.Join(", ", on)}]"], TimeSpan.FromDays(7))];
        var keys = new List<string>();
        if (left > 0)
            keys.Add($"for: {Durations.Show(TimeSpan.FromDays(left))}");
        keys.Add(Until(clock));
        if (on.Count > 0)
            keys.Add($"on: [{string.Join(", ", on)}]");
        return [midnight, new("", keys, TimeSpan.FromDays(left + (on.Count > 0 ? 7 : 1)))];
    }

    /// <summary>None where all are meant.</summary>
    private static IReadOnlyList<string> Weekdays(JsonMembers delay, ImportRefusals refusals)
    {
        if (delay.Get("delay_until_weekdays") is null)
            return [];
        var days = new SortedSet<DayOfWeek>();
        foreach (var (value, path) in delay.Items("delay_until_weekdays") ?? [])
        {
            if (value.ValueKind == System.Text.Json.JsonValueKind.String && SequenceWords.Weekdays.TryGetValue(value.GetString()!, out var day))
                days.Add(day);
            else
                refusals.Add(path, ImportTexts.Expected, new Sentence(ImportTexts.OneOf, SequenceWords.Weekdays.Keys.ToList()), JsonMembers.Show(value));
        }

        return days.Count == 7 ? [] : [.. days.Select(Kebab.Of)];
    }
}
