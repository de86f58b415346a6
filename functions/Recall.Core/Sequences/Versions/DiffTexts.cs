using Recall.Core.Wording;

namespace Recall.Core.Sequences.Versions;

/// <summary>What a diff says.</summary>
internal static class DiffTexts
{
    public static Phrase AudienceAdded { get; } = new("audience: also asks that {0}", "人群：新增条件 {0}");

    public static Phrase AudienceRemoved { get; } = new("audience: no longer asks that {0}", "人群：取消条件 {0}");

    public static Phrase AudienceChanged { get; } = new("audience: {0} → {1}", "人群：{0} → {1}");

    public static Phrase Changed { get; } = new("{0}: {1} → {2}", "{0}：{1} → {2}");

    public static Phrase Set { get; } = new("{0}: {1}, which was not set before", "{0}：新设为 {1}");

    public static Phrase Unset { get; } = new("{0}: no longer set, was {1}", "{0}：不再设置，原为 {1}");

    public static Phrase StepChanged { get; } = new("step {0}, {1}: {2} → {3}", "步骤 {0}，{1}：{2} → {3}");

    public static Phrase StepSet { get; } = new("step {0}, {1}: {2}, which was not set before", "步骤 {0}，{1}：新设为 {2}");

    public static Phrase StepUnset { get; } = new("step {0}, {1}: no longer set, was {2}", "步骤 {0}，{1}：不再设置，原为 {2}");

    public static Phrase StepAdded { get; } = new("step {0} ({1}) is new, {2}{3}", "新增步骤 {0}（{1}），{2}{3}");

    public static Phrase StepRemoved { get; } = new("step {0} ({1}) is gone", "删除步骤 {0}（{1}）");

    public static Phrase StepMoved { get; } = new("step {0} ({1}) moved: it now stands {2}", "步骤 {0}（{1}）移动：现在位于{2}");

    public static Phrase StepKind { get; } = new("step {0} was a {1} and is a {2}{3}", "步骤 {0} 由 {1} 变为 {2}{3}");

    public static Phrase Says { get; } = new(": {0}", "：{0}");

    public static Phrase First { get; } = new("first of all", "最前面");

    public static Phrase After { get; } = new("after {0}", "{0} 之后");

    public static Phrase FirstIn { get; } = new("first in {0}", "{0} 的最前面");

    public static Phrase AfterIn { get; } = new("after {0} in {1}", "{1} 中 {0} 之后");

    public static Phrase Case { get; } = new("case {1} of {0}", "{0} 的情形 {1}");

    public static Phrase Default { get; } = new("the default of {0}", "{0} 的默认情形");

    public static Phrase Variant { get; } = new("variant {1} of {0}", "{0} 的变体 {1}");

    public static Phrase Word { get; } = new("what follows '{1}' in {0}", "{0} 的结果“{1}”");

    public static Phrase Overdue { get; } = new("what follows when {0} is overdue", "{0} 逾期后");

    public static Phrase TemplateAdded { get; } = new("template {0} is new", "新增模板 {0}");

    public static Phrase TemplateRemoved { get; } = new("template {0} is gone", "删除模板 {0}");

    public static Phrase LocaleAdded { get; } = new("template {0}: there is a text in {1} now", "模板 {0}：新增 {1} 文本");

    public static Phrase LocaleRemoved { get; } = new("template {0}: the text in {1} is gone", "模板 {0}：删除 {1} 文本");

    public static Phrase PartAdded { get; } = new("template {0}, {1}: there is a {2} now", "模板 {0}，{1}：新增 {2}");

    public static Phrase PartRemoved { get; } = new("template {0}, {1}: the {2} is gone", "模板 {0}，{1}：删除 {2}");

    public static Phrase PartChanged { get; } = new("template {0}, {1}, {2}: '{3}' → '{4}'", "模板 {0}，{1}，{2}：“{3}” → “{4}”");

    public static Phrase LinesChanged { get; } = new(
        "template {0}, {1}, {2}: {3:#line|lines} out, {4:#line|lines} in", "模板 {0}，{1}，{2}：删除 {3} 行，新增 {4} 行");

    /// <summary>Keys of the language, by which a marketer finds the line; in Chinese with what they are.</summary>
    public static IReadOnlyDictionary<string, Phrase> Keys { get; } = new Dictionary<string, Phrase>(StringComparer.Ordinal)
    {
        ["title"] = new("title", "标题 title"), ["holdout"] = new("holdout", "对照组 holdout"), ["priority"] = new("priority", "优先级 priority"),
        ["daily-limit"] = new("daily-limit", "每日名额 daily-limit"), ["exits"] = new("exits", "退出信号 exits"), ["policy"] = new("policy", "发送规则 policy"),
        ["reentry.after"] = new("reentry after", "再次进入间隔 reentry.after"),
        ["reentry.max-entries"] = new("reentry max-entries", "最多进入次数 reentry.max-entries"),
        ["goal"] = new("goal", "目标 goal"), ["trigger"] = new("trigger", "触发条件 trigger"),
        ["channels"] = new("channels", "渠道 channels"), ["template"] = new("template", "模板 template"), ["coupon"] = new("coupon", "优惠码 coupon"),
        ["expires-after"] = new("expires-after", "过时时限 expires-after"), ["for"] = new("for", "等待时长 for"), ["until"] = new("until", "等待信号 until"),
        ["until-time"] = new("until-time", "等到几点 until-time"), ["on"] = new("on", "星期 on"), ["percent"] = new("percent", "折扣百分比 percent"),
        ["amount"] = new("amount", "减免金额 amount"), ["valid-for"] = new("valid-for", "有效期 valid-for"),
        ["minimum-order"] = new("minimum-order", "最低订单金额 minimum-order"), ["max-issued"] = new("max-issued", "发放上限 max-issued"),
        ["gift"] = new("gift", "赠品 gift"), ["gift-cost"] = new("gift-cost", "赠品成本 gift-cost"), ["ladder"] = new("ladder", "折扣阶梯 ladder"),
        ["budget"] = new("budget", "预算 budget"),
        ["queue"] = new("queue", "队列 queue"), ["sla"] = new("sla", "处理时限 sla"), ["note"] = new("note", "说明 note"),
        ["outcomes"] = new("outcomes", "结果 outcomes"), ["tag"] = new("tag", "标签 tag"), ["remove"] = new("remove", "移除 remove"),
        ["to"] = new("to", "系统 to"), ["outcome"] = new("outcome", "结局 outcome"), ["weight"] = new("weight", "权重 weight"), ["case"] = new("case", "情形 case"),
    };
}
