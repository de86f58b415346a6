using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What to write for a key that is missing.</summary>
internal static class ExampleTexts
{
    private static readonly Phrase Any = new("'{0}:' with its value", "“{0}:”及其值");

    private static readonly Dictionary<string, Phrase> ByKey = new(StringComparer.Ordinal)
    {
        ["sequence"] = new("'sequence: ' and the file's name without '.yaml'", "“sequence: ”和不带 .yaml 的文件名"),
        ["tags"] = new("'tags:' with a list of tags", "“tags:”和标签列表"),
        ["tag"] = new("'tag:' with a name such as 'night-owl'", "“tag:”和名称，例如“night-owl”"),
        ["title"] = new("'title: {{ en: Win back dormant customers }}'", "“title: {{ zh-CN: 唤回沉睡客户 }}”"),
        ["audience"] = new(
            "'audience:' with a condition, for example '{{ field: score.stage, is: dormant }}'", "“audience:”和条件，例如“{{ field: score.stage, is: dormant }}”"),
        ["holdout"] = new(
            "'holdout: 10%', the share that is never written to, so that the effect can be measured", "“holdout: 10%”，即从不联系的比例，用来衡量效果"),
        ["goal"] = new("'goal: {{ order-within: 45 days }}'", "“goal: {{ order-within: 45 days }}”，即多少天内下单算达成目标"),
        ["order-within"] = new("'order-within: 45 days'", "“order-within: 45 days”，即多少天内下单算达成目标"),
        ["steps"] = new("'steps:' with a list of steps", "“steps:”和步骤列表"),
        ["valid-for"] = new("'valid-for: 14 days'", "“valid-for: 14 days”，即有效期"),
        ["channels"] = new("'channels: [email]'", "“channels: [email]”，即发送渠道"),
        ["template"] = new("'template:' with a name from 'templates'", "“template:”和“templates”中的名称"),
        ["cases"] = new("'cases:' with a list of '- when: ...' and 'steps: ...'", "“cases:”，其中每项写“- when: ...”和“steps: ...”"),
        ["variants"] = new(
            "'variants:' and below it names with 'steps:', two at least", "“variants:”，下面写至少两个名称，各带“steps:”"),
        ["to"] = new("'to:' with a name from 'webhooks' in settings.yaml", "“to:”和 settings.yaml 中“webhooks”里的名称"),
        ["url"] = new("'url: https://crm.example.com/recall'", "“url: https://crm.example.com/recall”这样的地址"),
        ["secret"] = new("'secret: whsec_' and what 'openssl rand -base64 32' prints", "“secret: whsec_”和“openssl rand -base64 32”的输出"),
        ["when"] = new("'when:' with a condition, for example '{{ field: score.tier, is: top }}'", "“when:”和条件，例如“{{ field: score.tier, is: top }}”"),
        ["gift-cost"] = new("'gift-cost: 4', what it costs you", "“gift-cost: 4”，即赠品的成本"),
        ["queue"] = new("'queue:' with the team whose task it is", "“queue:”和负责此任务的团队"),
        ["sla"] = new("'sla: 2 days'", "“sla: 2 days”，即处理时限"),
        ["note"] = new("'note: {{ en: Call them }}'", "“note: {{ zh-CN: 请致电客户 }}”"),
        ["outcome"] = new("'outcome:' with a word for reports, for example 'no-answer'", "“outcome:”和报告中使用的词，例如“no-answer”"),
        ["offset"] = new("'offset: -3 days', or 'offset: 0 days' for the day itself", "“offset: -3 days”，当天则写“offset: 0 days”"),
        ["changes-to"] = new("'changes-to: [dormant]'", "“changes-to: [dormant]”，即变为哪些取值"),
        ["after"] = new("'after: 180 days', or write 'reentry: never'", "“after: 180 days”，或改写“reentry: never”"),
    };

    /// <summary>For a key.</summary>
    public static Sentence Of(string key) => ByKey.TryGetValue(key, out var example) ? new(example) : new(Any, key);
}
