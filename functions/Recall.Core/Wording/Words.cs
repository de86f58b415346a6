using Recall.Core.Messaging;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Sequences;

namespace Recall.Core.Wording;

/// <summary>
/// Words that stand for themselves in files, rows and JSON, as people read them. A stage is called what sequence files call it; in
/// Chinese the file's word stands beside. A word that a marketer chose is not here and stays as it is; those of the sequences that come with
/// Recall are.
/// </summary>
public static class Words
{
    /// <summary>By the word of machines.</summary>
    public static IReadOnlyDictionary<string, Phrase> All { get; } = new Dictionary<string, Phrase>(StringComparer.Ordinal)
    {
        ["seed"] = new("seed", "潜在 seed"), ["growth"] = new("growth", "成长 growth"), ["mature"] = new("mature", "成熟 mature"),
        ["dormant"] = new("dormant", "沉睡 dormant"), ["lost"] = new("lost", "流失 lost"),
        ["older-model"] = new("scored by an older model", "由旧模型评分"),
        ["not-scored-yet"] = new("not scored yet", "尚未评分"),
        ["top"] = new("top 20 %", "高价值（前 20%）"), ["middle"] = new("middle", "中等价值"), ["bottom"] = new("bottom 30 %", "低价值（后 30%）"),
        ["loss-making"] = new("loss-making", "亏损客户"),
        ["own"] = new("own", "本人"), ["category"] = new("category", "品类"), ["shop"] = new("shop", "全店"), ["default"] = new("default", "默认"),
        [Indicators.OpenComplaints] = new("open complaint", "有未解决的投诉"), [Indicators.LowRating] = new("low rating", "评分低"),
        [Indicators.Refunds] = new("refunds", "有退款"), [Indicators.LateDeliveries] = new("late deliveries", "配送延误"),
        [Indicators.PaymentFailures] = new("failed payments", "支付失败"), [Indicators.Unanswered] = new("messages unanswered", "未回应消息"),
        [Indicators.DiscountDependence] = new("buys on discount", "依赖折扣"), [Indicators.VisitsWithoutOrder] = new("visits without order", "只逛不买"),
        ["too-few-customers"] = new("too few repeat customers", "回购客户太少"),
        ["too-few-spenders"] = new("too few customers have paid on a repeat purchase day", "在回购日付款的客户太少"),
        ["not-converged"] = new("no stable fit was found", "未找到稳定的拟合结果"),
        ["too-short"] = new("too short a history", "历史太短"), ["no-past"] = new("customers' pasts were not looked at", "没有查看客户的历史"),
        ["infinite-mean"] = new("spend is too uneven", "消费金额过于悬殊"),
        ["ridge"] = new("parameters on a ridge", "参数相互牵连，难以单独确定"), ["boundary"] = new("a parameter at its bound", "有参数落在边界上"),
        ["few-customers"] = new("few customers", "客户较少"), ["one-start"] = new("found from one start only", "只有一个起点得到此结果"),
        [HoldReason.QuietHours] = new("quiet hours", "免打扰时段"), [HoldReason.FrequencyCap] = new("frequency cap", "频次上限"),
        [HoldReason.UsualHour] = new("usual hour", "常购时段"),
        [HoldReason.DailyBudget] = new("daily budget", "每日总量"), [HoldReason.MonthlyBudget] = new("monthly budget", "每月总量"),
        [HoldReason.DailyMoney] = new("shop's money of the day used up", "店铺每日费用预算用完"), [HoldReason.MonthlyMoney] = new("shop's money of the month used up", "店铺每月费用预算用完"),
        [HoldReason.OwnDailyMoney] = new("sequence's money of the day used up", "流程每日费用预算用完"),
        [HoldReason.OwnMonthlyMoney] = new("sequence's money of the month used up", "流程每月费用预算用完"),
        [HoldReason.CouponMoney] = new("coupon's money used up", "优惠码总预算用完"),
        [HoldReason.DailyCouponMoney] = new("coupon's money of the day used up", "优惠码每日预算用完"),
        [HoldReason.MonthlyCouponMoney] = new("coupon's money of the month used up", "优惠码每月预算用完"),
        [HoldReason.TooDear] = new("costs more than a whole budget", "单笔费用超过整个预算"),
        [HoldReason.Unreachable] = new("not reachable", "无法触达"),
        [HoldReason.NoCoupon] = new("no coupon left", "优惠码已发完"), [HoldReason.WithoutCoupon] = new("its coupon was not issued", "所需优惠码未发放"),
        [HoldReason.CouponExpired] = new("coupon expired", "优惠码已过期"),
        [HoldReason.Expired] = new("expired", "已过时"), [HoldReason.RunOver] = new("ordered or left meanwhile", "期间已下单或退出"),
        [HoldReason.Carrier] = new("held by carrier", "通道拒收或推迟"), [HoldReason.OtherSequence] = new("in another sequence", "正在其他流程中"),
        [HoldReason.Reentry] = new("entered before", "之前已进入"), [HoldReason.Webhook] = new("call of a system", "系统调用失败或推迟"),
        [HoldReason.DailyLimit] = new("daily limit", "每日名额"),
        [Outcomes.Recovered] = new("came back", "已召回"), [Outcomes.NotRecovered] = new("not back", "未召回"),
        [Outcomes.OrderedLate] = new("came back late", "期限后召回"), [Outcomes.Unsubscribed] = new("unsubscribed", "退订"),
        [Outcomes.OrderedBefore] = new("had ordered before", "入组前已下单"),
        [Outcomes.Complained] = new("complained", "投诉"), [Outcomes.Cancelled] = new("cancelled", "已取消"),
        [Outcomes.OrderedOther] = new("ordered otherwise", "下了其他订单"), [Outcomes.Agreed] = new("agreed with a person", "已与专员谈妥"),
        [Outcomes.LeftAudience] = new("left the audience", "离开目标人群"),
        [Outcomes.Replied] = new("replied", "已回复"), [Outcomes.Visited] = new("visited", "已访问"),
        [Outcomes.Merged] = new("merged with another run", "已并入其他流程"),
        ["left-to-browse"] = new("left-to-browse", "仍在浏览，未打扰"), ["coupon-sent"] = new("coupon-sent", "已发优惠码"),
        ["last-chance-sent"] = new("last-chance-sent", "已发最后提醒"), ["won"] = new("won", "同意回购"),
        ["won-by-call"] = new("won-by-call", "电话挽回"), ["not-interested"] = new("not-interested", "无意回购"), ["not-asked"] = new("not-asked", "未能询问"), ["still-there"] = new("still-there", "仍在关注"),
        ["left-in-peace"] = new("left-in-peace", "不再打扰"), ["ladder-climbed"] = new("ladder-climbed", "阶梯已用完"), ["renewed"] = new("renewed", "已续费"), ["reminded"] = new("reminded", "已提醒"),
        ["in-it"] = new("in it", "进行中"), ["would-enter"] = new("would enter", "会进入"), ["stays-out"] = new("stays out", "不进入"),
        ["still running"] = new("still running", "进行中"), ["open"] = new("open", "待处理"), ["overdue"] = new("overdue", "已逾期"), ["no-longer-needed"] = new("no longer needed", "已无需处理"),
        ["score-buckets"] = new("scoring", "评分"), ["enrol-buckets"] = new("entering sequences", "进入流程"), ["deliveries"] = new("reading platform calls", "读取平台推送"),
        ["reconcile-buckets"] = new("setting runs right", "校正流程"), ["trigger-customers"] = new("sequences that wait for events", "等待事件的流程"), ["deliver-status"] = new("news of carriers", "运营商的回执"),
        ["stable"] = new("stable", "稳定"), ["watch"] = new("watch", "关注"), ["alarm"] = new("alarm", "警报"),
        ["order"] = new("order", "下单"), ["refund"] = new("refund", "退款"), ["delivery"] = new("delivery", "送达"), ["view"] = new("view", "浏览"),
        ["cart"] = new("cart", "加购"), ["login"] = new("login", "登录"), ["payment-failed"] = new("failed payment", "支付失败"),
        ["complaint"] = new("complaint", "投诉"), ["complaint-resolved"] = new("settled complaint", "投诉解决"), ["survey"] = new("survey", "问卷"),
        ["reply"] = new("reply", "回复"), ["visit"] = new("visit", "访问"), ["unsubscribe"] = new("unsubscribe", "退订"), ["cancel"] = new("cancel", "取消"), ["tag"] = new("tag", "打标签"),
        ["birthday"] = new("birthday", "生日"), ["membership-expiry"] = new("membership expiry", "会员到期"), ["first-order"] = new("first order", "首次下单"),
        ["last-order"] = new("last order", "上次下单"), ["next-order"] = new("expected order", "预计下单"), ["last-visit"] = new("last visit", "上次访问"),
        ["last-login"] = new("last login", "上次登录"), ["product"] = new("product", "商品"),
        [Channels.Email] = new("e-mail", "邮件"), [Channels.Sms] = new("SMS", "短信"), [Channels.Push] = new("push", "推送"), [Channels.Wecom] = new("WeCom", "企业微信"), [Channels.All] = new("all", "全部"),
    };

    /// <summary>The word in the reader's language; itself where it is nobody's but the marketer's.</summary>
    public static string Of(string word, string? locale) => All.TryGetValue(word, out var phrase) ? phrase.Say(locale) : word;
}
