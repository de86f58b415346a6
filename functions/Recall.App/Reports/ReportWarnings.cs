using Recall.Core.Wording;

namespace Recall.App.Reports;

/// <summary>What stands in the way of everything else in a report, and what to do about it.</summary>
public static class ReportWarnings
{
    /// <summary>With the customers without consent, and all of them.</summary>
    public static Phrase WithoutConsent { get; } = new(
        "{0:#,0} of {1:#customer has|customers have} not agreed to messages on any channel, and are not written to. Consent comes with orders "
        + "that have a column for it (email_consent, Accepts Marketing, ...), or as consent events: docs/events.md.",
        "{1:#,0} 位客户中有 {0:#,0} 位未同意任何渠道的消息，不会收到任何消息。同意信息可随订单导入（email_consent、Accepts Marketing 等列），"
        + "也可上报 consent 事件，详见 docs/events.md。");

    /// <summary>With the parts of work.</summary>
    public static Phrase GivenUp { get; } = new(
        "{0:#part|parts} of the daily work failed five times and {0:is|are} tried no more. The log says why; once that is mended: recall dead-letters retry",
        "每日任务中有 {0:#,0} 项失败五次，不再重试。原因见日志；修复后请运行：recall dead-letters retry");

    /// <summary>With the letters.</summary>
    public static Phrase DeadLetters { get; } = new(
        "{0:#row or call|rows or calls} could not be read and {0:is|are} kept as dead letters. Why: recall dead-letters list; once that is mended: recall dead-letters retry",
        "有 {0:#,0} 行数据或调用无法读取，已作为死信保留。原因：recall dead-letters list；修复后请运行：recall dead-letters retry");
}
