namespace Recall.Core.Wording;

/// <content>What happens in a run, and how it ends.</content>
public static partial class Whys
{
    /// <summary>An order came in the goal window.</summary>
    public static WhyKind Order { get; } = New("order", "an order came ({order})", "客户已下单（{order}）");

    /// <summary>An order came after it.</summary>
    public static WhyKind OrderLate { get; } = New(
        "order-late", "an order came after the goal window ({order})", "客户在目标窗口之后下单（{order}）");

    /// <summary>An order from before the run came in after it began.</summary>
    public static WhyKind OrderBefore { get; } = New(
        "order-before", "an order from before the enrolment came in after it ({order})", "入组之前的订单在入组之后才传到（{order}）");

    /// <summary>The gate saw an order from before the run that the decision to enrol did not know.</summary>
    public static WhyKind OrderedBefore { get; } = New(
        "ordered-before", "had ordered before the enrolment, which was not known then", "入组之前已下单，当时尚不知情");

    /// <summary>The gate saw an order before its signal came.</summary>
    public static WhyKind Ordered { get; } = New("ordered", "ordered since the sequence began", "流程开始后已下单");

    /// <summary>The gate saw an order after the goal window.</summary>
    public static WhyKind OrderedLate { get; } = New("ordered-late", "ordered after the goal window", "目标窗口之后才下单");

    /// <summary>The gate saw an order that is not the goal, and orders are an exit.</summary>
    public static WhyKind OrderedOther { get; } = New("ordered-other", "ordered something else since the sequence began", "流程开始后下了其他订单");

    /// <summary>The gate saw that the customer is not meant any more.</summary>
    public static WhyKind LeftAudience { get; } = New("left-audience", "no longer in the audience: {because}", "已不在目标人群中：{because}");

    /// <summary>The gate saw a complaint.</summary>
    public static WhyKind Complained { get; } = New("complained", "a complaint came since the sequence began", "流程开始后收到投诉");

    /// <summary>The gate saw a refusal of everything.</summary>
    public static WhyKind Unsubscribed { get; } = New("unsubscribed", "unsubscribed from everything", "已退订所有消息");

    /// <summary>The run no longer has the customer, and no other has.</summary>
    public static WhyKind RunOver { get; } = New("run-over", "the enrolment is over", "流程已结束");

    /// <summary>Another run has the customer now.</summary>
    public static WhyKind OtherRun { get; } = New("other-run", "{enrolment} has the customer now", "客户现已在 {enrolment} 中");

    /// <summary>Nobody ordered.</summary>
    public static WhyKind WindowClosed { get; } = New(
        "window-closed", "the goal window closed without an order", "目标窗口已结束，客户没有下单");

    /// <summary>Nothing is left to do.</summary>
    public static WhyKind StepsOver { get; } = New(
        "steps-over", "the steps are over and the goal window has closed", "步骤已全部完成，目标窗口也已结束");

    /// <summary>Somebody stopped it.</summary>
    public static WhyKind Cancelled { get; } = New("cancelled", "cancelled", "已取消");

    /// <summary>Somebody stopped it and said why.</summary>
    public static WhyKind CancelledFor { get; } = New("cancelled-for", "cancelled: {said}", "已取消：{said}");

    /// <summary>A message passed the gate.</summary>
    public static WhyKind Allowed { get; } = New("allowed", "every rule allows it", "符合所有规则");

    /// <summary>A carrier has it.</summary>
    public static WhyKind CarrierTook { get; } = New("carrier-took", "the carrier took it", "通道已接收");

    /// <summary>A carrier refused it.</summary>
    public static WhyKind CarrierRefused { get; } = New("carrier-refused", "the carrier refused it: {said}", "通道拒收：{said}");

    /// <summary>A carrier refused it at an earlier attempt.</summary>
    public static WhyKind CarrierRefusedBefore { get; } = New("carrier-refused-before", "the carrier refused it", "通道已拒收");

    /// <summary>A carrier asked for time.</summary>
    public static WhyKind CarrierBusy { get; } = New(
        "carrier-busy", "the carrier asked to wait until {until:time}", "通道要求等待到 {until:time}");

    /// <summary>A carrier gave no answer.</summary>
    public static WhyKind CarrierSilent { get; } = New(
        "carrier-silent", "no answer came, so it may have gone out; it is handed over again under the same id at {until:time}",
        "通道没有应答，消息可能已发出；将于 {until:time} 以同一编号再次提交");

    /// <summary>Nobody knows whether a message went out.</summary>
    public static WhyKind CutOff { get; } = New(
        "cut-off", "sending it was cut off; it may have gone out, and is not sent again: {because}", "发送中断，可能已发出，不再重发：{because}");

    /// <summary>The channel cannot be asked twice.</summary>
    public static WhyKind Twice { get; } = New(
        "twice", "sending it twice would reach the person twice", "重发会让客户收到两次");

    /// <summary>The run left a message behind of which nobody knows whether it went out.</summary>
    public static WhyKind LeftUnclear { get; } = New(
        "left-unclear", "the run left the step before it was known", "流程在得知结果之前已离开此步骤");

    /// <summary>The message would now take another way than the one it may have gone out on.</summary>
    public static WhyKind OtherChannel { get; } = New("other-channel", "only {channel} is open now", "现在只有{channel:word}可用");

    /// <summary>A code, worth a share of the order.</summary>
    public static WhyKind CouponPercent { get; } = New(
        "coupon-percent", "{percent:0.##} % off until {until}", "立减 {percent:0.##}%，有效期至 {until}");

    /// <summary>A code, worth an amount.</summary>
    public static WhyKind CouponAmount { get; } = New(
        "coupon-amount", "{amount:0.##} off until {until}", "立减 {amount:0.##}，有效期至 {until}");

    /// <summary>The step's codes are used up.</summary>
    public static WhyKind CouponsGone { get; } = New(
        "coupons-gone", "all {limit} codes of this step are given out", "此步骤的 {limit} 个优惠码已全部发完");

    /// <summary>A code for a gift.</summary>
    public static WhyKind CouponGift { get; } = New("coupon-gift", "a gift ({gift}) until {until}", "赠品（{gift}），有效期至 {until}");

    /// <summary>The step's budget is used up.</summary>
    public static WhyKind BudgetGone { get; } = New(
        "budget-gone", "one more code would pass the step's budget of {limit:#,0.##}", "再发一张将超出此步骤的总预算 {limit:#,0.##}");

    /// <summary>The step's budget of the day is used up.</summary>
    public static WhyKind DayBudgetGone { get; } = New(
        "day-budget-gone", "one more code would pass the step's budget of {limit:#,0.##} a day", "再发一张将超出此步骤的每日预算 {limit:#,0.##}");

    /// <summary>The step's budget of the month is used up.</summary>
    public static WhyKind MonthBudgetGone { get; } = New(
        "month-budget-gone", "one more code would pass the step's budget of {limit:#,0.##} a month", "再发一张将超出此步骤的每月预算 {limit:#,0.##}");

    /// <summary>A person got a task.</summary>
    public static WhyKind Task { get; } = New("task", "for {queue}, due {due:time}", "交给 {queue}，截止 {due:time}");

    /// <summary>A person finished it.</summary>
    public static WhyKind TaskDone { get; } = New("task-done", "{agent}: {outcome}", "{agent}：{outcome:word}");

    /// <summary>The person who took it did not finish it in time.</summary>
    public static WhyKind TaskOverdue { get; } = New(
        "task-overdue", "not finished by {due:time}, {agent} had it", "截至 {due:time} 未完成，由 {agent} 处理");

    /// <summary>Nobody took it in time.</summary>
    public static WhyKind TaskUntaken { get; } = New(
        "task-untaken", "not finished by {due:time}, nobody took it", "截至 {due:time} 未完成，无人处理");

    /// <summary>One of the shop's systems took a call.</summary>
    public static WhyKind WebhookTook { get; } = New("webhook-took", "{webhook} took the call", "{webhook} 已接收调用");

    /// <summary>It refused the call.</summary>
    public static WhyKind WebhookRefused { get; } = New("webhook-refused", "{webhook} refused the call: {said}", "{webhook} 拒绝调用：{said}");

    /// <summary>It could not be reached, or asked for time.</summary>
    public static WhyKind WebhookBusy { get; } = New(
        "webhook-busy", "{webhook} could not take the call; it is made again at {until:time}", "{webhook} 暂时无法接收，将于 {until:time} 重试");

    /// <summary>It could not be reached for a week.</summary>
    public static WhyKind WebhookGivenUp { get; } = New(
        "webhook-given-up", "{webhook} did not take the call in {attempts} attempts", "{webhook} 在 {attempts} 次尝试后仍未接收");

    /// <summary>The shop has no such system.</summary>
    public static WhyKind NoWebhook { get; } = New(
        "no-webhook", "the shop's settings name no webhook '{webhook}'", "店铺设置中没有名为“{webhook}”的 webhook");

    /// <summary>A sequence gave a tag.</summary>
    public static WhyKind TagAdded { get; } = New("tag-added", "tag '{tag}' given", "打上标签“{tag}”");

    /// <summary>A sequence took a tag off.</summary>
    public static WhyKind TagRemoved { get; } = New("tag-removed", "tag '{tag}' taken off", "移除标签“{tag}”");

    /// <summary>A variant was drawn.</summary>
    public static WhyKind Drawn { get; } = New(
        "drawn", "variant {variant}, drawn with weight {weight} of {all}", "抽中变体 {variant}（权重 {weight}/{all}）");

    /// <summary>A wait ends at a time of the customer's clock.</summary>
    public static WhyKind ByClock { get; } = New("by-clock", "waits until {local} in {zone}", "等待到 {local}（{zone}）");

    /// <summary>No case of a branch holds.</summary>
    public static WhyKind NoCase { get; } = New("no-case", "no case holds", "没有符合的情形");
}
