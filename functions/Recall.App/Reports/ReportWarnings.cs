using Recall.Core.Wording;

namespace Recall.App.Reports;

/// <summary>What stands in the way of everything else in a report, and what to do about it.</summary>
public static class ReportWarnings
{
    /// <summary>With the customers without consent, and all of them.</summary>
    public static Phrase WithoutConsent { get; } = new(
        "{0:#,0} of {1:#customer has|customers have} not agreed to messages on any channel, and nobody is written to without: import orders "
        + "with a consent column (email_consent, Accepts Marketing, ...), or send consent events. See docs/events.md.",
        "{1:#,0} 位客户中有 {0:#,0} 位未同意任何渠道的消息，未同意者不会收到任何消息：请导入带有同意列的订单（email_consent、Accepts Marketing 等），"
        + "或上报 consent 事件。详见 docs/events.md。");

    /// <summary>With the parts of work.</summary>
    public static Phrase GivenUp { get; } = new(
        "{0:#part|parts} of the daily work failed five times and {0:is|are} tried no more. The log says why; once that is mended: recall dead-letters retry",
        "每日任务中有 {0:#,0} 项失败五次，不再重试。原因见日志；修复后请运行：recall dead-letters retry");
}
