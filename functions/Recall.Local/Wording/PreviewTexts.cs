using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What <c>sequences preview</c> says.</summary>
internal static class PreviewTexts
{
    public static Phrase NoSequence { get; } = new(
        "There is no file '{0}', and as a sequence in use {1}.", "没有文件“{0}”；作为在用流程的名称：{1}。");

    public static Phrase Head { get; } = new("{0} for {1}, as of {2:time}", "{1} 的 {0} 预览，时间 {2:time}");

    public static Phrase NotScored { get; } = new(
        "This customer is not scored yet: every condition on a score fails. See: recall score", "该客户尚未评分：所有评分条件都不满足。请先运行：recall score");

    public static Phrase Triggered { get; } = new("Triggered ({0}): {1}.", "已触发（{0}）：{1}。");

    public static Phrase NotTriggered { get; } = new("Not triggered ({0}): {1}.", "未触发（{0}）：{1}。");

    public static Phrase InAudience { get; } = new("In the audience:", "属于目标人群：");

    public static Phrase NotInAudience { get; } = new("Not in the audience:", "不属于目标人群：");

    public static Phrase Holds { get; } = new("+ {0}", "+ {0}");

    public static Phrase HoldsNot { get; } = new("- {0}", "- {0}");

    public static Phrase WouldEnter { get; } = new("Would enter.", "会进入。");

    public static Phrase StaysOut { get; } = new("Would stay out: {0}.", "不会进入：{0}。");

    public static Phrase Treated { get; } = new(
        "Drawn to be treated; that stays so however often they enter.", "已被抽入触达组；无论进入几次都不变。");

    public static Phrase Holdout { get; } = new(
        "Drawn into the control group: none of the steps below would happen to them, however often they enter.",
        "已被抽入对照组：无论进入几次，以下步骤都不会对其执行。");

    public static Phrase Steps { get; } = new(
        "If they entered now and nothing came back from them (times in {0})", "假设现在进入、且客户没有任何回应（时间按 {0}）");

    public static Phrase Step { get; } = new("{0}  {1} {2}", "{0}  {1} {2}");

    public static Phrase Deferred { get; } = new("held back until {0}: {1}", "推迟到 {0}：{1}");

    public static Phrase Skipped { get; } = new("not done: {0}", "不执行：{0}");

    public static Phrase Percent { get; } = new(": {0:0.##} % off until {1} (example code {2})", "：立减 {0:0.##}%，有效期至 {1}（示例码 {2}）");

    public static Phrase Gift { get; } = new(": a gift ({0}) until {1} (example code {2})", "：赠品（{0}），有效期至 {1}（示例码 {2}）");

    public static Phrase Amount { get; } = new(": {0:0.##} off until {1} (example code {2})", "：立减 {0:0.##}，有效期至 {1}（示例码 {2}）");

    public static Phrase Task { get; } = new(": for {0}, until {1} at most", "：交给 {0}，最迟 {1}");

    public static Phrase Wait { get; } = new(": until {0}", "：到 {0}");

    public static Phrase WaitOr { get; } = new(": until {0}, or {1} before", "：到 {0}，或在此之前有{1}");

    public static Phrase Message { get; } = new("{0}  {1} to {2}", "{0}  {1}发给 {2}");

    public static Phrase Segments { get; } = new(", billed as {0:#message|messages}", "，按 {0} 条计费");

    public static Phrase Case { get; } = new("case {0}", "情形 {0}");

    public static Phrase Default { get; } = new("default", "默认");

    public static Phrase Variant { get; } = new("variant {0}", "变体 {0}");

    public static Phrase Word { get; } = new("if a person reports '{0}'", "如果人工反馈“{0}”");

    public static Phrase Overdue { get; } = new("if nobody finishes it in time", "如果逾期无人完成");

    public static Phrase Taken { get; } = new("> {0}", "> {0}");

    public static Phrase NotTaken { get; } = new("  {0} (not taken)", "  {0}（不走此路）");

    public static Phrase For { get; } = new(": {0}", "：{0}");

    public static Phrase EndsHere { get; } = new("ends: {0}", "结束：{0}");

    public static Phrase Ends { get; } = new(
        "Ends as '{0}' unless an order comes; watched until {1:time}.", "如无订单，则以“{0}”结束；观察到 {1:time}。");

    public static Phrase Nothing { get; } = new(
        "Nothing was sent or issued: {0} stands for the code, and the link to unsubscribe does nothing.",
        "没有发送或发放任何内容：{0} 代表优惠码，退订链接无效。");
}
