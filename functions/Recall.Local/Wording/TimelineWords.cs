using Recall.App.Ledger;
using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What happened and what was decided, in words; and the fields of events with the words among their values.</summary>
internal static class TimelineWords
{
    public static IReadOnlyDictionary<string, Phrase> Kinds { get; } = new Dictionary<string, Phrase>(StringComparer.Ordinal)
    {
        [LedgerKind.Enrolled] = new("enrolled", "进入流程"), [LedgerKind.HeldOut] = new("held-out", "进入对照组"),
        [LedgerKind.NotEnrolled] = new("not-enrolled", "未进入流程"), [LedgerKind.Coupon] = new("coupon", "发放优惠码"),
        [LedgerKind.Reserved] = new("reserved", "准备发送"), [LedgerKind.Sent] = new("sent", "已发送"),
        [LedgerKind.Unknown] = new("unknown", "发送结果未知"), [LedgerKind.Deferred] = new("deferred", "暂缓"),
        [LedgerKind.Skipped] = new("skipped", "跳过"), [LedgerKind.Branched] = new("branched", "选择分支"),
        [LedgerKind.Tagged] = new("tagged", "标签变更"),
        [LedgerKind.Webhook] = new("webhook", "系统调用"),
        [LedgerKind.Variant] = new("variant", "测试变体"),
        [LedgerKind.Scheduled] = new("scheduled", "等待"),
        [LedgerKind.Handoff] = new("handoff", "交给人工"), [LedgerKind.HandoffResolved] = new("handoff-resolved", "人工已处理"),
        [LedgerKind.HandoffOverdue] = new("handoff-overdue", "人工逾期未处理"),
        [LedgerKind.Moved] = new("moved", "转到新版本"), [LedgerKind.NotMoved] = new("not-moved", "留在原版本"),
        [LedgerKind.Ended] = new("ended", "流程结束"),
        [LedgerKind.Merged] = new("merged", "合并客户"), [LedgerKind.Split] = new("split", "拆分客户"),
        [LedgerKind.NotMerged] = new("not-merged", "未合并客户"),
        ["order"] = new("order", "下单"), ["refund"] = new("refund", "退款"), ["view"] = new("view", "浏览"), ["cart"] = new("cart", "加购"),
        ["login"] = new("login", "登录"), ["complaint"] = new("complaint", "投诉"), ["complaint-resolved"] = new("complaint-resolved", "投诉已解决"),
        ["survey"] = new("survey", "问卷"), ["message"] = new("message", "消息状态"), ["reply"] = new("reply", "回复"),
        ["consent"] = new("consent", "授权"), ["customer"] = new("customer", "客户资料"),
        ["payment-failed"] = new("payment-failed", "支付失败"), ["delivery"] = new("delivery", "送达"),
        ["tag"] = new("tag", "标签"), ["void"] = new("void", "已作废"),
    };

    public static IReadOnlyDictionary<string, Phrase> Fields { get; } = new Dictionary<string, Phrase>(StringComparer.Ordinal)
    {
        ["total"] = new("total", "金额"), ["discount"] = new("discount", "优惠"), ["cost"] = new("cost", "成本"), ["coupon"] = new("coupon", "优惠码"),
        ["gift"] = new("gift", "礼品"), ["lines"] = new("lines", "明细"), ["order"] = new("order", "订单"), ["amount"] = new("amount", "金额"),
        ["product"] = new("product", "商品"), ["category"] = new("category", "品类"), ["value"] = new("value", "金额"),
        ["topic"] = new("topic", "主题"), ["text"] = new("text", "内容"), ["complaint"] = new("complaint", "投诉"), ["rating"] = new("rating", "评分"),
        ["message"] = new("message", "消息"), ["channel"] = new("channel", "渠道"), ["status"] = new("status", "状态"),
        ["emailVerified"] = new("e-mail verified", "邮箱已验证"), ["phoneVerified"] = new("phone verified", "手机已验证"),
        ["sameAs"] = new("same person as", "同一人"),
        ["granted"] = new("granted", "同意"), ["email"] = new("email", "邮箱"), ["phone"] = new("phone", "手机"), ["wecom"] = new("WeCom", "企业微信"), ["name"] = new("name", "姓名"),
        ["locale"] = new("locale", "语言"), ["timeZone"] = new("timeZone", "时区"), ["birthday"] = new("birthday", "生日"),
        ["membershipExpiry"] = new("membershipExpiry", "会员到期"), ["daysLate"] = new("daysLate", "延误天数"),
        ["tag"] = new("tag", "标签"), ["removed"] = new("removed", "移除"),
    };

    public static IReadOnlyDictionary<string, Phrase> Values { get; } = new Dictionary<string, Phrase>(StringComparer.Ordinal)
    {
        ["email"] = new("email", "邮件"), ["sms"] = new("sms", "短信"), ["push"] = new("push", "推送"), ["wecom"] = new("WeCom", "企业微信"), ["all"] = new("all", "全部"), ["true"] = new("true", "是"),
        ["false"] = new("false", "否"), ["sent"] = new("sent", "已发出"), ["delivered"] = new("delivered", "已送达"), ["opened"] = new("opened", "已打开"),
        ["clicked"] = new("clicked", "已点击"), ["bounced"] = new("bounced", "被退回"), ["complained"] = new("complained", "被举报为垃圾信息"),
        ["failed"] = new("failed", "发送失败"),
    };

    public static string Of(IReadOnlyDictionary<string, Phrase> words, string word, string? locale) =>
        words.TryGetValue(word, out var phrase) ? phrase.Say(locale) : word;
}
