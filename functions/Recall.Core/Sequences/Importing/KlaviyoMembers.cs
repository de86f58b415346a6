using System.Text.RegularExpressions;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>
/// Members of Klaviyo's answers that an import need not read, and those that it takes at one value alone. Names and defaults:
/// https://developers.klaviyo.com/en/reference/get_flow and the schema <c>FlowDefinition</c> of https://github.com/klaviyo/openapi (revision 2026-07-15).
/// </summary>
public static partial class KlaviyoMembers
{
    /// <summary>Types of actions that are taken over; all others are refused.</summary>
    public static IReadOnlyList<string> Actions { get; } = ["send-email", "send-sms", "time-delay", "conditional-split"];

    /// <summary>JSONPaths, lists without a place, of which customers notice nothing: addresses of the API, ids, stamps, names of messages, and whether the flow runs there.</summary>
    public static IReadOnlyList<string> WithoutEffect { get; } =
    [
        "$.links", "$.data.id", "$.data.links", "$.data.relationships", "$.data.attributes.created", "$.data.attributes.updated", "$.data.attributes.status",
        "$.data.attributes.archived", "$.data.attributes.trigger_type", "$.data.attributes.definition.actions[].data.message.id",
        "$.data.attributes.definition.actions[].data.message.name",
    ];

    /// <summary>The same of a template's answer.</summary>
    public static IReadOnlyList<string> WithoutEffectInTemplates { get; } =
    [
        "$.links", "$.data.links", "$.data.relationships", "$.data.attributes.name", "$.data.attributes.editor_type", "$.data.attributes.created", "$.data.attributes.updated",
    ];

    /// <summary>The only value that Recall does the same at, what Klaviyo takes where none is given, and what is said to another; an empty text or list is none.</summary>
    internal static IReadOnlyDictionary<string, (string Value, string Default, Phrase Otherwise)> Fixed { get; } =
        new Dictionary<string, (string, string, Phrase)>(StringComparer.Ordinal)
        {
            ["status"] = ("\"live\"", "\"draft\"", KlaviyoAdvice.Status),
            ["smart_sending_enabled"] = ("true", "true", KlaviyoAdvice.SmartSending),
            ["transactional"] = ("false", "false", KlaviyoAdvice.Transactional),
            ["add_tracking_params"] = ("false", "false", KlaviyoAdvice.Tracking),
            ["custom_tracking_params"] = ("null", "null", KlaviyoAdvice.Tracking),
            ["additional_filters"] = ("null", "null", KlaviyoAdvice.MessageFilter),
            ["cc_email"] = ("null", "null", KlaviyoAdvice.Copies),
            ["bcc_email"] = ("null", "null", KlaviyoAdvice.Copies),
            ["image_id"] = ("null", "null", KlaviyoAdvice.SmsPlain),
            ["dynamic_image"] = ("null", "null", KlaviyoAdvice.SmsPlain),
            ["message_hierarchy"] = ("null", "null", KlaviyoAdvice.SmsPlain),
            ["include_contact_card"] = ("false", "false", KlaviyoAdvice.SmsPlain),
            ["shorten_links"] = ("false", "true", KlaviyoAdvice.ShortenLinks),
            ["add_info_link"] = ("false", "true", KlaviyoAdvice.InfoLink),
            ["sms_quiet_hours_enabled"] = ("true", "true", KlaviyoAdvice.QuietHours),
            ["template_id"] = ("null", "null", KlaviyoAdvice.SmsTemplate),
            ["timezone"] = ("\"profile\"", "\"profile\"", KlaviyoAdvice.TimeZone),
            ["secondary_value"] = ("null", "null", KlaviyoAdvice.SecondaryValue),
            ["trigger_filter"] = ("null", "null", KlaviyoAdvice.TriggerFilter),
            ["trigger_days"] = ("null", "null", KlaviyoAdvice.TriggerDays),
            ["metric_filters"] = ("null", "null", KlaviyoAdvice.Condition),
            ["filters"] = ("null", "null", KlaviyoAdvice.Condition),
            ["amp"] = ("null", "null", KlaviyoAdvice.Amp),
        };

    /// <summary>What Klaviyo takes, as JSON, where one of these members is not given.</summary>
    public static IReadOnlyDictionary<string, string> Defaults { get; } = Fixed.ToDictionary(f => f.Key, f => f.Value.Default, StringComparer.Ordinal);

    internal static bool HasNoEffect(string path)
    {
        var file = path.IndexOf(": $", StringComparison.Ordinal);
        return file < 0
            ? WithoutEffect.Contains(Place().Replace(path, "[]"), StringComparer.Ordinal)
            : WithoutEffectInTemplates.Contains(path[(file + 2)..], StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\[\d+\]", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
