namespace Recall.Core.Wording;

/// <summary>Every reason that a decision about a customer can have: here, why somebody stays out and why a message is held back.</summary>
public static partial class Whys
{
    private static List<WhyKind>? all;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WhyKind> All => all!;

    /// <summary>Another run has the customer.</summary>
    public static WhyKind HasCustomer { get; } = New("has-customer", "{enrolment} has the customer", "客户正在 {enrolment} 中");

    /// <summary>The sequence is entered once.</summary>
    public static WhyKind EnteredBefore { get; } = New(
        "entered-before", "entered before, and this sequence is entered once", "之前已进入，而此流程只能进入一次");

    /// <summary>As often as the sequence allows.</summary>
    public static WhyKind EnteredMost { get; } = New(
        "entered-most", "entered {times:#time|times}, the most this sequence allows", "已进入 {times} 次，达到此流程的上限");

    /// <summary>Too soon.</summary>
    public static WhyKind EnteredLately { get; } = New(
        "entered-lately", "entered on {on}; may enter again {days:0.#} days later", "{on} 进入过，{days:0.#} 天后才能再次进入");

    /// <summary>The trigger was not met, or too long ago.</summary>
    public static WhyKind NotTriggered { get; } = New(
        "not-triggered", "what this sequence waits for has not happened lately", "此流程的触发条件近期未出现");

    /// <summary>The trigger was met once, and has started a run.</summary>
    public static WhyKind TriggeredBefore { get; } = New(
        "triggered-before", "nothing new has triggered it since '{occurrence}'", "自“{occurrence}”之后没有新的触发");

    /// <summary>An event triggered it.</summary>
    public static WhyKind TriggeredByEvent { get; } = New("triggered-by-event", "{event:word} at {at:time}", "{at:time} 发生{event:word}");

    /// <summary>Several events triggered it.</summary>
    public static WhyKind TriggeredByEvents { get; } = New(
        "triggered-by-events", "{event:word}, {times:#time|times} within {hours:span}, last at {at:time}", "{hours:span}内{event:word} {times} 次，最近一次在 {at:time}");

    /// <summary>A day triggered it.</summary>
    public static WhyKind TriggeredByDate { get; } = New(
        "triggered-by-date", "{date:word} on {day}, {offset:+0;-0;0} days", "{date:word} {day}，{offset:+0;-0;0} 天");

    /// <summary>A change of the score triggered it.</summary>
    public static WhyKind TriggeredByScore { get; } = New(
        "triggered-by-score", "{field} became {value}, it was {first}, on {on}", "{field}于 {on} 由 {first} 变为 {value}");

    /// <summary>No channel of the sequence reaches the customer.</summary>
    public static WhyKind NotReachable { get; } = New("not-reachable", "not reachable: {channels}", "无法触达：{channels}");

    /// <summary>Why one channel does not reach the customer.</summary>
    public static WhyKind ChannelClosed { get; } = New("channel-closed", "{channel}: {obstacle}", "{channel:word}：{obstacle}");

    /// <summary>The shop does not use the channel.</summary>
    public static WhyKind NotSetUp { get; } = New("not-set-up", "the shop has not set this channel up", "店铺未启用此渠道");

    /// <summary>No address there.</summary>
    public static WhyKind NoAddress { get; } = New("no-address", "no address", "没有地址");

    /// <summary>Never asked.</summary>
    public static WhyKind NoConsent { get; } = New("no-consent", "no consent", "未授权");

    /// <summary>Refused.</summary>
    public static WhyKind ConsentWithdrawn { get; } = New("consent-withdrawn", "consent withdrawn", "已撤回授权");

    /// <summary>No channel is left, and no call either.</summary>
    public static WhyKind RefusedAll { get; } = New("refused-all", "refused all messages", "已拒绝所有消息");

    /// <summary>Another customer key of the same address refused.</summary>
    public static WhyKind AddressRefused { get; } = New(
        "address-refused", "who has this address refused it, under this customer key or another", "使用此地址的人已拒绝接收（以此客户编号或其他编号）");

    /// <summary>The last message came back.</summary>
    public static WhyKind Bounced { get; } = New("bounced", "the address bounced", "地址被退回");

    /// <summary>Enough customers today.</summary>
    public static WhyKind DailyLimit { get; } = New("daily-limit", "the daily limit of {limit} is reached", "已达到每日名额 {limit}");

    /// <summary>The step has no code to show.</summary>
    public static WhyKind NoCoupon { get; } = New("no-coupon", "coupon '{coupon}' could not be issued", "优惠码“{coupon}”未能发放");

    /// <summary>The code is past its day.</summary>
    public static WhyKind CouponExpired { get; } = New("coupon-expired", "coupon {coupon} has expired", "优惠码 {coupon} 已过期");

    /// <summary>Held back for too long.</summary>
    public static WhyKind HeldTooLong { get; } = New(
        "held-too-long", "expired: it was held back for {hours:span}", "已过时：已暂缓 {hours:span}");

    /// <summary>It would have to be held back for too long.</summary>
    public static WhyKind WouldExpire { get; } = New(
        "would-expire", "expired: {because}, and the message lives only {hours:span}", "已过时：{because}，而消息只在 {hours:span}内有效");

    /// <summary>Enough messages lately.</summary>
    public static WhyKind FrequencyCap { get; } = New(
        "frequency-cap", "frequency cap: {most} message(s) in {hours:span}", "频次上限：{hours:span}内最多 {most} 条消息");

    /// <summary>Enough messages lately on one channel.</summary>
    public static WhyKind ChannelCap { get; } = New(
        "channel-cap", "frequency cap: {most} {channel}(s) in {hours:span}", "频次上限：{hours:span}内最多 {most} 条{channel:word}");

    /// <summary>Night at the customer's.</summary>
    public static WhyKind QuietHours { get; } = New("quiet-hours", "quiet hours {from}-{to} in {zone}", "免打扰时段 {from}–{to}（{zone}）");

    /// <summary>The customer usually buys at another hour.</summary>
    public static WhyKind UsualHour { get; } = New(
        "usual-hour", "waits for {hour}:00 in {zone}, around which the customer usually orders", "等到{hour}点（{zone}），客户通常在此前后下单");

    /// <summary>Enough messages today.</summary>
    public static WhyKind DailyBudget { get; } = New(
        "daily-budget", "the day's budget of {limit} is used up", "今日总量 {limit} 已用完");

    /// <summary>Enough messages this month.</summary>
    public static WhyKind MonthlyBudget { get; } = New(
        "monthly-budget", "the month's budget of {limit} is used up", "本月总量 {limit} 已用完");

    /// <summary>Enough messages of the sequence today.</summary>
    public static WhyKind OwnDailyBudget { get; } = New(
        "own-daily-budget", "the sequence's budget of {limit} a day is used up", "本流程每日总量 {limit} 已用完");

    /// <summary>Enough messages of the sequence this month.</summary>
    public static WhyKind OwnMonthlyBudget { get; } = New(
        "own-monthly-budget", "the sequence's budget of {limit} a month is used up", "本流程每月总量 {limit} 已用完");

    /// <summary>The money of the day is used up.</summary>
    public static WhyKind DailyMoney { get; } = New(
        "daily-money", "it would pass the shop's budget of {limit:#,0.##} a day for messages and coupons", "将超出店铺每日费用预算 {limit:#,0.##}（消息与优惠码合计）");

    /// <summary>The money of the month is used up.</summary>
    public static WhyKind MonthlyMoney { get; } = New(
        "monthly-money", "it would pass the shop's budget of {limit:#,0.##} a month for messages and coupons", "将超出店铺每月费用预算 {limit:#,0.##}（消息与优惠码合计）");

    /// <summary>The sequence's money of the day is used up.</summary>
    public static WhyKind OwnDailyMoney { get; } = New(
        "own-daily-money", "it would pass the sequence's budget of {limit:#,0.##} a day for messages and coupons", "将超出本流程每日费用预算 {limit:#,0.##}（消息与优惠码合计）");

    /// <summary>The sequence's money of the month is used up.</summary>
    public static WhyKind OwnMonthlyMoney { get; } = New(
        "own-monthly-money", "it would pass the sequence's budget of {limit:#,0.##} a month for messages and coupons", "将超出本流程每月费用预算 {limit:#,0.##}（消息与优惠码合计）");

    /// <summary>No day and no month has the money.</summary>
    public static WhyKind TooDear { get; } = New("too-dear", "it costs more than a whole budget: {because}", "单笔费用超过整个预算：{because}");

    /// <summary>A code would have to wait for money too long.</summary>
    public static WhyKind CouponTooLate { get; } = New(
        "coupon-too-late", "no code: {because}, and a code waits {hours:span} at most", "未发放优惠码：{because}，而优惠码最多等待 {hours:span}");

    /// <summary>A message is put off.</summary>
    public static WhyKind Until { get; } = New("until", "until {until:time}: {because}", "推迟到 {until:time}：{because}");

    private static WhyKind New(string code, string english, string chinese)
    {
        var kind = new WhyKind(code, english, chinese);
        (all ??= []).Add(kind);
        return kind;
    }
}
