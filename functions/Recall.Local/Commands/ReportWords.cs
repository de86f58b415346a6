using Recall.Core.Messaging;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Sequences;

namespace Recall.Local.Commands;

/// <summary>The words of reports, in English and Simplified Chinese; a word that a marketer chose stays as it is.</summary>
internal sealed class ReportWords(bool chinese)
{
    private static readonly Dictionary<string, (string En, string Zh)> Words = new(StringComparer.Ordinal)
    {
        ["seed"] = ("not bought yet", "未购买"), ["growth"] = ("growing", "成长期"), ["mature"] = ("regular", "成熟期"),
        ["dormant"] = ("dormant", "沉睡"), ["lost"] = ("lost", "流失"),
        ["top"] = ("top 20 %", "高价值 (前 20%)"), ["middle"] = ("middle", "中等价值"), ["bottom"] = ("bottom 30 %", "低价值 (后 30%)"),
        ["loss-making"] = ("loss-making", "亏损客户"),
        [Indicators.OpenComplaints] = ("open complaint", "有未解决的投诉"), [Indicators.LowRating] = ("low rating", "评分低"),
        [Indicators.Refunds] = ("refunds", "有退款"), [Indicators.LateDeliveries] = ("late deliveries", "配送延误"),
        [Indicators.PaymentFailures] = ("failed payments", "支付失败"), [Indicators.Unanswered] = ("messages unanswered", "未回应消息"),
        [Indicators.DiscountDependence] = ("buys on discount", "依赖折扣"), [Indicators.VisitsWithoutOrder] = ("visits without order", "只逛不买"),
        [HoldReason.QuietHours] = ("quiet hours", "免打扰时段"), [HoldReason.FrequencyCap] = ("frequency cap", "频次上限"),
        [HoldReason.DailyBudget] = ("daily budget", "每日总量"), [HoldReason.Unreachable] = ("not reachable", "无法触达"),
        [HoldReason.NoCoupon] = ("no coupon left", "优惠券已发完"), [HoldReason.CouponExpired] = ("coupon expired", "优惠券已过期"),
        [HoldReason.Expired] = ("expired", "已过时"), [HoldReason.RunOver] = ("ordered or left meanwhile", "期间已下单或退出"),
        [HoldReason.Carrier] = ("refused by carrier", "通道拒收"), [HoldReason.OtherSequence] = ("in another sequence", "正在其他流程中"),
        [HoldReason.Reentry] = ("entered before", "之前已进入"), [HoldReason.DailyLimit] = ("daily limit", "每日名额"),
        [Outcomes.Recovered] = ("came back", "已召回"), [Outcomes.NotRecovered] = ("not back", "未召回"),
        [Outcomes.OrderedLate] = ("came back late", "逾期召回"), [Outcomes.Unsubscribed] = ("unsubscribed", "退订"),
        [Outcomes.Complained] = ("complained", "投诉"), [Outcomes.Cancelled] = ("cancelled", "已取消"), [Outcomes.Replied] = ("replied", "已回复"),
        ["in-it"] = ("in it", "进行中"), ["would-enter"] = ("would enter", "会进入"), ["stays-out"] = ("stays out", "不进入"),
        ["open"] = ("open", "待处理"), ["overdue"] = ("overdue", "已超时"), ["no-longer-needed"] = ("no longer needed", "已无需处理"), ["email"] = ("e-mail", "邮件"), ["sms"] = ("SMS", "短信"),
    };

    /// <summary>The words of a reader's locale.</summary>
    public static ReportWords For(string? locale) => new(locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? false);

    public string this[string word] => Words.TryGetValue(word, out var both) ? Say(both.En, both.Zh) : word;

    /// <summary>A sentence in the reader's language.</summary>
    public string Say(string english, string chineseText) => chinese ? chineseText : english;

    public string Counts(IReadOnlyDictionary<string, int> counts) =>
        Screen.Counts(counts.ToDictionary(c => this[c.Key], c => c.Value, StringComparer.Ordinal));
}
