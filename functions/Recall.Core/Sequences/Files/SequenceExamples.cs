namespace Recall.Core.Sequences.Files;

/// <summary>What to write for a key that is missing.</summary>
internal static class SequenceExamples
{
    public static string Of(string key) => key switch
    {
        "sequence" => "'sequence: ' and the file's name without '.yaml'",
        "tags" => "'tags:' with a list of tags",
        "tag" => "'tag:' with a name such as 'night-owl'",
        "title" => "'title: { en: Win back dormant customers }'",
        "audience" => "'audience:' with a condition, for example '{ field: score.stage, is: dormant }'",
        "holdout" => "'holdout: 10%', the share that is never written to, so that the effect can be measured",
        "goal" => "'goal: { order-within: 45 days }'",
        "order-within" => "'order-within: 45 days'",
        "steps" => "'steps:' with a list of steps",
        "valid-for" => "'valid-for: 14 days'",
        "channels" => "'channels: [email]'",
        "template" => "'template:' with a name from 'templates'",
        "cases" => "'cases:' with a list of '- when: ...' and 'steps: ...'",
        "variants" => "'variants:' and below it names with 'steps:', two at least",
        "to" => "'to:' with a name from 'webhooks' in settings.yaml",
        "url" => "'url: https://crm.example.com/recall'",
        "secret" => "'secret: whsec_' and what 'openssl rand -base64 32' prints",
        "when" => "'when:' with a condition, for example '{ field: score.tier, is: top }'",
        "gift-cost" => "'gift-cost: 4', what it costs you",
        "queue" => "'queue:' with the team whose task it is",
        "sla" => "'sla: 2 days'",
        "note" => "'note: { en: Call them }'",
        "outcome" => "'outcome:' with a word for reports, for example 'no-answer'",
        "offset" => "'offset: -3 days', or 'offset: 0 days' for the day itself",
        "changes-to" => "'changes-to: [dormant]'",
        "after" => "'after: 180 days', or write 'reentry: never'",
        _ => $"'{key}:' with its value",
    };
}
