using System.Globalization;
using System.Text.Json;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Triggers;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>What lets somebody in.</summary>
/// <param name="Yaml">The value of <c>trigger</c>.</param>
/// <param name="First">Waits that come before everything else.</param>
/// <param name="Again">The value of <c>reentry</c> where Klaviyo sets no limit; null where Recall cannot do without one.</param>
internal sealed record KlaviyoTrigger(string Yaml, IReadOnlyList<KlaviyoWait> First, string? Again);

/// <summary>The trigger of a flow, and how often it lets the same person in.</summary>
/// <param name="metrics">What metrics are.</param>
/// <param name="dates">What days are.</param>
/// <param name="refusals">Get what cannot be done.</param>
internal sealed class KlaviyoTriggers(KlaviyoNames metrics, KlaviyoNames dates, ImportRefusals refusals)
{
    private static readonly string[] Days = ["birthday", "membership-expiry"];

    public KlaviyoTrigger? Read(JsonMembers definition)
    {
        if (definition.Items("triggers") is not { } triggers)
            return null;
        if (triggers.Count != 1)
            refusals.Add(definition.At("triggers"), KlaviyoAdvice.OneTrigger, triggers.Count);
        KlaviyoTrigger? read = null;
        foreach (var (element, path) in triggers)
        {
            if (JsonMembers.Of(element, path, refusals) is not { } trigger || trigger.Text("type") is not { } type)
                continue;
            read = type switch { "metric" => Metric(trigger), "date" => Date(trigger), _ => Refuse(trigger, type) };
        }

        return read;
    }

    /// <summary>
    /// The value of <c>reentry</c>. Without a unit of time, a duration of 1 is never and 0 is always (<c>ReentryCriteria</c> of the API).
    /// </summary>
    public string? Reentry(JsonMembers definition, KlaviyoTrigger? trigger)
    {
        var at = definition.At("reentry_criteria");
        if (definition.Get("reentry_criteria") is not { } element)
            return Always(at, trigger);
        if (JsonMembers.Of(element, at, refusals) is not { } criteria)
            return null;
        var (duration, unit) = (criteria.Whole("duration"), criteria.Text("unit"));
        criteria.Done();
        var one = unit switch { "hour" => TimeSpan.FromHours(1), "day" => TimeSpan.FromDays(1), "week" => TimeSpan.FromDays(7), _ => TimeSpan.Zero };
        if (duration is null || unit is null)
            return null;
        if (unit is "alltime" && duration is 1)
            return "never";
        if (unit is "alltime" && duration is 0)
            return Always(at, trigger);
        if (one > TimeSpan.Zero && duration <= 3650 * 24 && one * duration.Value is var after && after >= TimeSpan.FromDays(1) && after <= TimeSpan.FromDays(3650))
            return $"{{ after: {Durations.Show(after)} }}";
        refusals.Add(at, KlaviyoAdvice.Reentry);
        return null;
    }

    private string? Always(string at, KlaviyoTrigger? trigger)
    {
        if (trigger is { Again: null })
            refusals.Add(at, KlaviyoAdvice.Reentry);
        return trigger?.Again;
    }

    private KlaviyoTrigger? Metric(JsonMembers trigger)
    {
        var name = trigger.Text("id") is { } id ? metrics.Of(id, trigger.At("id"), KlaviyoAdvice.NoMetric, EventFields.Types) : null;
        trigger.Fixed("trigger_filter");
        trigger.Done();
        return name is null ? null : new($"{{ event: {name} }}", [], null);
    }

    /// <summary>
    /// Recall lets people in some time in the morning of a day. Klaviyo names the time of day, so they enter the day before, wait for midnight
    /// where they are, and then for that time.
    /// </summary>
    private KlaviyoTrigger? Date(JsonMembers trigger)
    {
        trigger.Is("date_field_type", "profile-property", KlaviyoAdvice.ProfileDate);
        var day = trigger.Text("date_profile_property") is { } property ? dates.Of(property, trigger.At("date_profile_property"), KlaviyoAdvice.NoDate, Days) : null;
        var again = trigger.Get("recurrence_frequency") is { } given ? given.ValueKind == JsonValueKind.String ? given.GetString() : "" : "monthly";
        if (day is not null && again != (day == Days[0] ? "annually" : "never"))
            refusals.Add(trigger.At("recurrence_frequency"), ImportTexts.Is, Customers.Shown.Short(again), new Sentence(KlaviyoAdvice.Recurrence));
        var unit = trigger.Get("timedelta_unit_before_date") is { } one ? one.ValueKind == JsonValueKind.String ? one.GetString() : "" : "weeks";
        if (unit is not ("days" or "weeks"))
            refusals.Add(trigger.At("timedelta_unit_before_date"), ImportTexts.Is, Customers.Shown.Short(unit), new Sentence(KlaviyoAdvice.Months));
        var before = trigger.Whole("timedelta_value_before_date");
        trigger.Fixed("timezone");
        trigger.Fixed("trigger_days");
        var time = KlaviyoWait.Clock(trigger.Text("trigger_time"), trigger.At("trigger_time"), refusals);
        trigger.Done();
        if (day is null || before is not { } count || time is not { } clock)
            return null;
        var offset = -(long)count * (unit is "weeks" ? 7 : 1) - 1;
        IReadOnlyList<KlaviyoWait> first = clock == TimeOnly.MinValue
            ? [new("the-day", [KlaviyoWait.Midnight], TimeSpan.FromDays(1))]
            : [new("the-day", [KlaviyoWait.Midnight], TimeSpan.FromDays(1)), new("the-time", [KlaviyoWait.Until(clock)], TimeSpan.FromDays(1))];
        return new(string.Create(CultureInfo.InvariantCulture, $"{{ date: {day}, offset: {offset} days }}"), first, day == Days[0] ? "{ after: 300 days }" : "{ after: 1 day }");
    }

    private KlaviyoTrigger? Refuse(JsonMembers trigger, string type)
    {
        var advice = type switch
        {
            "list" or "segment" => KlaviyoAdvice.Lists,
            "price-drop" or "low-inventory" => KlaviyoAdvice.Stock,
            _ => KlaviyoAdvice.UnknownTrigger,
        };
        refusals.Add(trigger.At("type"), ImportTexts.Is, Customers.Shown.Short(type), new Sentence(advice));
        return null;
    }
}
