using System.Globalization;
using System.Text.Json;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Sequences.Importing;

/// <summary>A filter in the words of a sequence.</summary>
/// <param name="When">The condition; null where nothing of it is one.</param>
/// <param name="NoOrderSinceStart">It wants that nobody has ordered since they entered.</param>
/// <param name="Sample">So many percent at random, and nothing else.</param>
internal sealed record KlaviyoFilter(string? When, bool NoOrderSinceStart, int? Sample);

/// <summary>
/// Conditions over a profile: groups all hold, and of a group one condition (https://developers.klaviyo.com/en/reference/segments_api_overview).
/// </summary>
/// <param name="metrics">What metrics are.</param>
/// <param name="refusals">Get what cannot be said.</param>
internal sealed class KlaviyoConditions(KlaviyoNames metrics, ImportRefusals refusals)
{
    private const string Order = "order";

    private static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal)
    {
        ["equals"] = "is", ["not-equals"] = "is-not", ["greater-than"] = "more-than", ["greater-than-or-equal"] = "at-least",
        ["less-than"] = "less-than", ["less-than-or-equal"] = "at-most",
    };

    /// <summary>The filter; null where it cannot be read.</summary>
    /// <param name="filter">As Klaviyo has it.</param>
    /// <param name="atEntry">It is the flow's own and not that of a split.</param>
    public KlaviyoFilter? Read(JsonMembers filter, bool atEntry)
    {
        var (groups, noOrder, sample) = (new List<string>(), false, (int?)null);
        var items = filter.Items("condition_groups");
        filter.Done();
        if (items is { Count: 0 })
            refusals.Add(filter.At("condition_groups"), KlaviyoAdvice.EmptyFilter);
        foreach (var (element, path) in items ?? [])
        {
            if (JsonMembers.Of(element, path, refusals) is not { } group)
                continue;
            var conditions = group.Items("conditions") ?? [];
            group.Done();
            if (conditions.Count == 0)
                refusals.Add(group.At("conditions"), KlaviyoAdvice.EmptyFilter);
            var said = new List<string>();
            foreach (var (value, at) in conditions)
            {
                if (JsonMembers.Of(value, at, refusals) is not { } members)
                    continue;
                var alone = conditions.Count == 1;
                var type = members.Text("type");
                if (type is "profile-metric")
                    noOrder |= Metric(members, atEntry && alone, said);
                else if (type is "profile-sample" && !atEntry && alone && items!.Count == 1)
                    sample = Percentage(members);
                else if (type is "profile-sample")
                    refusals.Add(at, KlaviyoAdvice.Sample);
                else if (type is "profile-marketing-consent")
                    Consent(members, said);
                else if (type is "profile-predictive-analytics")
                    Predicted(members, said);
                else if (type is not null)
                    refusals.Add(members.At("type"), ImportTexts.Is, type, new Wording.Sentence(KlaviyoAdvice.Condition));
            }

            if (said.Count > 0)
                groups.Add(said.Count == 1 ? said[0] : $"{{ any: [{string.Join(", ", said)}] }}");
        }

        return items is null ? null : new(groups.Count switch { 0 => null, 1 => groups[0], _ => $"{{ all: [{string.Join(", ", groups)}] }}" }, noOrder, sample);
    }

    /// <summary>Orders and what was paid, over all time; true where it is that nobody ordered since they entered.</summary>
    private bool Metric(JsonMembers condition, bool maySayNoOrder, List<string> said)
    {
        var isOrder = condition.Text("metric_id") is { } id && metrics.Of(id, condition.At("metric_id"), KlaviyoAdvice.NoMetric, EventFields.Types) is var known && known is Order or null;
        if (!isOrder)
            refusals.Add(condition.Path, KlaviyoAdvice.Condition);
        var measurement = condition.Text("measurement");
        if (measurement is not (null or "count" or "sum"))
            refusals.Add(condition.At("measurement"), KlaviyoAdvice.Condition);
        condition.Fixed("metric_filters");
        var (op, value) = Number(condition.Object("measurement_filter"));
        var frame = condition.Object("timeframe_filter");
        var ok = frame?.Is("type", "date", KlaviyoAdvice.Condition) is true;
        var span = frame?.Text("operator");
        frame?.Done();
        condition.Done();
        if (span is "flow-start")
        {
            if (maySayNoOrder && measurement is "count" && op is "is" && value is 0)
                return true;
            refusals.Add(condition.Path, KlaviyoAdvice.SinceStart);
        }
        else if (span is not (null or "alltime"))
        {
            refusals.Add(frame!.At("operator"), ImportTexts.Is, Customers.Shown.Short(span), new Wording.Sentence(KlaviyoAdvice.Condition));
        }

        if (ok && op is not null)
            said.Add(Compare(measurement is "sum" ? "profile.spent" : "profile.orders", op, value));
        return false;
    }

    private int? Percentage(JsonMembers sample)
    {
        var percent = sample.Whole("percentage");
        sample.Done();
        if (percent is 0 or > 99)
            refusals.Add(sample.At("percentage"), KlaviyoAdvice.Sample);
        return percent;
    }

    /// <summary>Those who agreed, and those who did not; when and how they did is not kept in a way that a condition can ask for.</summary>
    private void Consent(JsonMembers condition, List<string> said)
    {
        var consent = condition.Object("consent");
        condition.Done();
        if (consent is null)
            return;
        var channel = consent.Text("channel");
        if (channel is not (null or Channels.Email or Channels.Sms))
            refusals.Add(consent.At("channel"), KlaviyoAdvice.Condition);
        var may = consent.Need("can_receive_marketing")?.ValueKind;
        if (may is not (null or JsonValueKind.True or JsonValueKind.False))
            refusals.Add(consent.At("can_receive_marketing"), KlaviyoAdvice.Flag);
        var status = consent.Object("consent_status");
        status?.Is("subscription", may == JsonValueKind.True ? "subscribed" : "any", KlaviyoAdvice.Condition);
        status?.Fixed("filters");
        status?.Done();
        consent.Done();
        var allowed = $"{{ field: profile.consents, contains: {channel} }}";
        said.Add(may == JsonValueKind.True ? allowed : $"{{ not: {allowed} }}");
    }

    /// <summary>Of Klaviyo's own numbers the one that is no forecast; forecasts of two models are two things.</summary>
    private void Predicted(JsonMembers condition, List<string> said)
    {
        condition.Is("dimension", "historic_number_of_orders", KlaviyoAdvice.Condition);
        var (op, value) = Number(condition.Object("filter"));
        condition.Done();
        if (op is not null)
            said.Add(Compare("profile.orders", op, value));
    }

    private (string? Operator, decimal Value) Number(JsonMembers? filter)
    {
        if (filter is null)
            return default;
        filter.Is("type", "numeric", KlaviyoAdvice.Condition);
        var word = filter.Text("operator");
        string? op = null;
        if (word is not null && !Numbers.TryGetValue(word, out op))
            refusals.Add(filter.At("operator"), ImportTexts.Is, Customers.Shown.Short(word), new Wording.Sentence(KlaviyoAdvice.Condition));
        var number = filter.Need("value");
        filter.Done();
        if (number is { ValueKind: JsonValueKind.Number } given && given.TryGetDecimal(out var value))
            return (op, value);
        if (number is { } other)
            refusals.Add(filter.At("value"), ImportTexts.Expected, new Wording.Sentence(ImportTexts.Number), JsonMembers.Show(other));
        return default;
    }

    private static string Compare(string field, string op, decimal value) =>
        string.Create(CultureInfo.InvariantCulture, $"{{ field: {field}, {op}: {value} }}");
}
