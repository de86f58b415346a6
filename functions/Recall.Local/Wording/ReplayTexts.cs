using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What <c>sequences replay</c> says.</summary>
internal static class ReplayTexts
{
    public static Phrase NoDay { get; } = new("'{0}' is not a day; write it like 2026-01-31.", "“{0}”不是日期；请写成 2026-01-31。");

    public static Phrase BadEnd { get; } = new("--to {0}.", "--to 有误：{0}。");

    public static Phrase BadChannel { get; } = new("--reachable: {0}.", "--reachable 有误：{0}。");

    public static Phrase Bar { get; } = new("Replaying {0}", "重演 {0}");

    public static Phrase Head { get; } = new(
        "{0} over the history from {1} to {2}: {3:#customer|customers}, {4:0.0} s",
        "{0} 在 {1} 至 {2} 历史上的重演：{3:#,0} 位客户，用时 {4:0.0} 秒");

    public static Phrase Assumed { get; } = new(
        "Everybody is taken to have an address and to have agreed on: {0}, unless they refused. In truth fewer could be written to.",
        "假设所有人在以下渠道都有地址并已授权（明确拒绝者除外）：{0}。实际可触达的人更少。");

    public static Phrase Month { get; } = new("month", "月份");

    public static Phrase Treated { get; } = new("treated", "触达组");

    public static Phrase Holdout { get; } = new("held out", "对照组");

    public static Phrase Total { get; } = new("total", "合计");

    public static Phrase Nobody { get; } = new("Nobody entered.", "没有人进入。");

    public static Phrase NobodyMeant { get; } = new("On {1} nobody was in the audience.", "{1} 当天没有人属于目标人群。");

    public static Phrase Meant { get; } = new(
        "On {1} the audience had {0:#customer|customers}; what kept people out stands below.", "{1} 当天目标人群有 {0:#,0} 位客户；未进入的原因见下。");

    public static Phrase NotTriggered { get; } = new(
        "On {1} the audience had {0:#customer|customers}, but what the sequence waits for happened to nobody in it.",
        "{1} 当天目标人群有 {0:#,0} 位客户，但其中没有人发生流程所等待的触发事件。");

    public static Phrase TryReachable { get; } = new(
        "Nobody could be written to: the history has no addresses or no consents. With --reachable email the replay takes everybody to be reachable by e-mail.",
        "没有人可以触达：历史数据中没有地址或授权。使用 --reachable email 可假设所有人都能通过邮件触达。");

    public static Phrase Excluded { get; } = new(
        "What kept the others of {1:#customer|customers} out of it on {0}, and whom nothing else did:", "{0} 当天把客户挡在人群之外的条件（共 {1:#,0} 位客户），以及仅被该条件挡住的客户：");

    public static Phrase Condition { get; } = new("condition", "条件");

    public static Phrase Fails { get; } = new("keeps out", "挡住");

    public static Phrase FailsAlone { get; } = new("nothing else does", "仅此一项");

    public static Phrase NotEnrolled { get; } = new("meant but stayed out (customers)", "属于人群但未进入（客户数）");

    public static Phrase Deferred { get; } = new("put off", "推迟");

    public static Phrase Skipped { get; } = new("not done", "未执行");

    public static Phrase Handoffs { get; } = new("tasks for people", "人工任务");

    public static Phrase Coupons { get; } = new("coupons issued", "发放优惠码");

    public static Phrase Anyway { get; } = new("ordered within the goal window anyway", "未经触达仍在目标窗口内下单");

    public static Phrase OfPasses { get; } = new("{0:#,0} of {1:#,0} who entered ({2:0.0 %})", "进入的 {1:#,0} 次中有 {0:#,0} 次（{2:0.0 %}）");

    public static Phrase GivenAway { get; } = new("discount given away on those orders", "这些订单上白送的折扣");

    public static Phrase OnOrders { get; } = new("{0:#,0.00} {1} on {2:#order|orders}", "{2:#,0} 笔订单，共 {0:#,0.00} {1}");

    public static Phrase AtMost { get; } = new("discount if every coupon were used", "所有优惠码都被使用时的折扣");

    public static Phrase AllUsed { get; } = new(
        "{0:#,0.00} {1}, each on an order of its customer's usual size", "{0:#,0.00} {1}（按各客户的平均客单价）");

    public static Phrase Outcomes { get; } = new("outcomes, with no answer from anybody", "结果（假设无人回应）");

    public static Phrase Clash { get; } = new("wanted by {0} too", "同时被 {0} 需要");

    public static Phrase Clashes { get; } = new(
        "it had the customer first {0:#time|times}, and was kept out {1:#time|times}", "对方先占用 {0:#,0} 次，被本流程挡住 {1:#,0} 次");

    public static Phrase StillOpen { get; } = new("goal windows still open at the end", "结束时目标窗口仍未关闭");

    public static Phrase NotKnown { get; } = new(
        "Nothing was sent. Customers here do what they did without it: who would have come back because of a message, only its control group can tell.",
        "没有发送任何消息。这里的客户行为都是当时未被触达时的真实行为：谁会因为消息而回来，只有对照组才能说明。");

    public static Phrase Models { get; } = new(
        "Scores of each night by what was known then ({0:#fit|fits}).", "每晚的评分只使用当时已知的数据（共 {0} 次拟合）。");
}
