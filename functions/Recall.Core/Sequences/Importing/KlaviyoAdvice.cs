using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>What Recall cannot do as a Klaviyo flow says, and what to do instead.</summary>
internal static class KlaviyoAdvice
{
    /// <summary>
    /// By type of action, all but those that are taken over. The types are the <c>oneOf</c> of <c>FlowDefinition.actions</c> in
    /// https://github.com/klaviyo/openapi (openapi/stable/categories/flows.json, revision 2026-07-15).
    /// </summary>
    public static IReadOnlyDictionary<string, Phrase> Actions { get; } = new Dictionary<string, Phrase>(StringComparer.Ordinal)
    {
        ["ab-test"] = new("is not taken over, because it may be decided or still be running; keep one message, or write an 'ab' step with weights", "不能导入，测试可能已有结论或仍在进行；请只保留一条消息，或改写为带权重的“ab”步骤"),
        ["content-experiment"] = new("is not taken over; keep one message, or write an 'ab' step with weights", "不能导入；请只保留一条消息，或改写为带权重的“ab”步骤"),
        ["trigger-split"] = new("looks at the event that started the run, which a branch of Recall does not see; make two flows, each with its filter as 'where' of the trigger", "按触发事件分流，而 Recall 的分支看不到该事件；请拆成两个流程，各自把条件写为触发器的“where”"),
        ["multi-branch-split"] = new("is not taken over; make it conditional splits, one behind the other", "不能导入；请改为依次相接的 conditional-split"),
        ["action-output-split"] = new("looks at what code or a webhook answered, which Recall does not keep; take it out", "按代码或 webhook 的返回分流，而 Recall 不保存返回内容；请删去"),
        ["send-mobile-push"] = new("is not taken over; take it out, and add 'push' to the channels of the step and to its template", "不能导入；请删去，并在步骤的渠道和模板中加上“push”"),
        ["send-whatsapp"] = new("is a channel that Recall does not have; take it out, or send by email or sms", "Recall 没有此渠道；请删去，或改用 email 或 sms"),
        ["send-webhook"] = new("holds an address and perhaps secrets, which sequences do not; take it out, and write a 'webhook' step to a system of settings.yaml", "含有地址，可能还有密钥，流程文件里不写这些；请删去，并改写为“webhook”步骤，指向 settings.yaml 中的系统"),
        ["send-internal-alert"] = new("writes to your own people; take it out, and write a 'handoff' step", "是发给员工的提醒；请删去，并改写为“handoff”步骤"),
        ["update-profile"] = new("changes properties, and Recall has tags; take it out, and write a 'tag' step", "会修改客户属性，而 Recall 用标签；请删去，并改写为“tag”步骤"),
        ["list-update"] = new("changes a list, and Recall has tags; take it out, and write a 'tag' step", "会修改名单，而 Recall 用标签；请删去，并改写为“tag”步骤"),
        ["target-date"] = new("waits for a fixed date, which a sequence does not have; take it out, or make it a time-delay", "等待固定日期，而流程没有固定日期；请删去，或改为 time-delay"),
        ["countdown-delay"] = new("waits for a time before a date; take it out, or use a trigger with 'date' and 'offset'", "等到某日期之前的时刻；请删去，或改用带“date”和“offset”的触发器"),
        ["back-in-stock-delay"] = new("waits for stock, of which Recall knows nothing; take it out", "等待补货，而 Recall 不掌握库存；请删去"),
        ["internal-service"] = new("is a service inside Klaviyo; take it out", "是 Klaviyo 内部的服务；请删去"),
        ["code"] = new("runs code inside Klaviyo; take it out, and write a 'webhook' step to a system of your own", "在 Klaviyo 内运行代码；请删去，并改写为指向自有系统的“webhook”步骤"),
    };

    public static Phrase UnknownAction { get; } = new("is a type of action that Recall does not know{0}; take it out", "Recall 不认识此类动作{0}；请删去");

    public static Phrase Status { get; } = new("only live actions send; set it live, or take the action out", "只有 live 的动作才会发送；请设为 live，或删去该动作");

    public static Phrase SmartSending { get; } = new("no message is exempt from the caps of Recall; set it to true", "Recall 中没有消息能免于频次上限；请设为 true");

    public static Phrase Transactional { get; } = new("Recall writes only to those who have agreed to offers; leave such messages to the shop system", "Recall 只发给同意接收营销消息的客户；此类消息请由商城系统发送");

    public static Phrase Tracking { get; } = new("Recall adds nothing to links; write the parameters into the links of the template and turn it off here", "Recall 不会在链接后添加参数；请把参数写入模板的链接，并在此关闭");

    public static Phrase MessageFilter { get; } = new("the message has a filter of its own; make it a conditional split before the message", "该消息有单独的筛选；请在消息前改用 conditional-split");

    public static Phrase Copies { get; } = new("Recall sends no copies of messages to customers; leave it empty", "Recall 不发送抄送；请留空");

    public static Phrase SmsPlain { get; } = new("Recall sends short messages as plain text; leave it empty or false", "Recall 的短信是纯文本；请留空或设为 false");

    public static Phrase SmsTemplate { get; } = new("the text of a short message is taken from 'body'; leave it empty", "短信的文字取自“body”；请留空");

    public static Phrase ShortenLinks { get; } = new("Recall sends links as they are written; set it to false", "Recall 按原样发送链接；请设为 false");

    public static Phrase InfoLink { get; } = new("Recall adds no link with information; set it to false, and write it into 'body' if you need it", "Recall 不会添加信息链接；请设为 false，需要时写入“body”");

    public static Phrase QuietHours { get; } = new("the shop's quiet hours hold for every message; set it to true", "店铺的免打扰时段对每条消息有效；请设为 true");

    public static Phrase TimeZone { get; } = new("Recall goes by the clock where the customer is; set it to \"profile\"", "Recall 按客户所在地的时间；请设为 \"profile\"");

    public static Phrase SecondaryValue { get; } = new("a delay is read in one unit; say all of it in the smaller one, and leave this empty", "时长只按一个单位读取；请全部换算为较小的单位，并将此项留空");

    public static Phrase TriggerFilter { get; } = new("is not taken over; leave it empty, and add it as 'where' of the trigger afterwards", "不能导入；请留空，之后再写为触发器的“where”");

    public static Phrase TriggerDays { get; } = new("a day of the calendar is not moved to a weekday; leave it empty", "Recall 不会把日期移到某个星期几；请留空");

    public static Phrase Amp { get; } = new("Recall sends HTML and text, no AMP; leave it empty", "Recall 发送 HTML 和纯文本，不发送 AMP；请留空");

    public static Phrase Condition { get; } = new(
        "Recall cannot say this condition exactly; take it out, and write a condition over the fields of the reference into the sequence (tags for lists, segments and properties)",
        "Recall 无法准确表达此条件；请删去，之后在流程中用参考文档中的字段写条件（名单、分群和属性用标签）");

    public static Phrase EmptyFilter { get; } = new("has no condition", "没有条件");

    public static Phrase SinceStart { get; } = new(
        "counts since the flow began; Recall can say that of no order, alone in its group of 'profile_filter', because an order ends the run: take it out here",
        "按进入流程以来计数；Recall 只能在“profile_filter”中单独成组地表达“没有下单”，因为下单会结束流程；请在此删去");

    public static Phrase Sample { get; } = new(
        "a random sample is taken over where it is the only condition of a conditional split, from 1 to 99 percent", "随机抽样只有作为 conditional-split 的唯一条件、且为 1 至 99 时才能导入");

    public static Phrase NoMetric { get; } = new(
        "metric '{0}' is unknown here; say which event it is: --metric {0}=order, or another of {1}", "不知道指标“{0}”是什么；请指定对应的事件：--metric {0}=order，或其他：{1}");

    public static Phrase NoEvent { get; } = new("'{0}' is no event that triggers; use {1}", "“{0}”不是可触发的事件；可用：{1}");

    public static Phrase Lists { get; } = new(
        "Recall has no lists and segments that people are put into; give them a tag by an event, and use the trigger 'event: tag'", "Recall 没有名单和分群；请用事件给客户打标签，并用触发器“event: tag”");

    public static Phrase Stock { get; } = new("Recall knows nothing of prices and stock; use an event that your shop sends", "Recall 不掌握价格和库存；请改用店铺发送的事件");

    public static Phrase UnknownTrigger { get; } = new("is no trigger that Recall knows; use a metric or a date", "Recall 不认识此触发器；请用指标或日期");

    public static Phrase OneTrigger { get; } = new("a sequence has one trigger, found {0}", "一个流程只有一个触发器，实际有 {0} 个");

    public static Phrase NoDate { get; } = new(
        "the day '{0}' is unknown here; say which it is: --date \"{0}=birthday\" or --date \"{0}=membership-expiry\"", "不知道日期“{0}”是什么；请指定：--date \"{0}=birthday\" 或 --date \"{0}=membership-expiry\"");

    public static Phrase ProfileDate { get; } = new("only days of the profile are taken over", "只能导入客户档案中的日期");

    public static Phrase Recurrence { get; } = new("Recall has birthdays \"annually\" and ends of membership \"never\" again", "Recall 中生日为 \"annually\"，会员到期为 \"never\"");

    public static Phrase Months { get; } = new("Recall counts days; say it in days or weeks", "Recall 按天计；请用天或周表示");

    public static Phrase Reentry { get; } = new(
        "Recall lets customers in again after a day at the soonest, and one that is still inside never; write {{ \"duration\": 1, \"unit\": \"day\" }}, longer, or {{ \"duration\": 1, \"unit\": \"alltime\" }} for never",
        "Recall 最短一天后才能再次进入，仍在流程中的客户不会再进入；请写 {{ \"duration\": 1, \"unit\": \"day\" }} 或更长，从不再次进入则写 {{ \"duration\": 1, \"unit\": \"alltime\" }}");

    public static Phrase Unit { get; } = new("use \"minutes\", \"hours\" or \"days\"", "请用 \"minutes\"、\"hours\" 或 \"days\"");

    public static Phrase Delay { get; } = new("a wait lasts from 1 minute to 365 days, found {0} {1}", "等待时间为 1 分钟至 365 天，实际为 {0} {1}");

    public static Phrase DaysOnly { get; } = new("a time of day goes with days alone; say the delay in days, or leave it empty", "时刻只能与 days 同用；请以天表示，或留空");

    public static Phrase Clock { get; } = new("'{0}' is no time of day to the minute, as in \"10:00:00\"", "“{0}”不是精确到分钟的时刻（例如 \"10:00:00\"）");

    public static Phrase Weekdays { get; } = new(
        "weekdays are taken over together with 'delay_until_time'; give one, or all seven days", "星期几须与“delay_until_time”同用；请指定时刻，或写全七天");

    public static Phrase Sender { get; } = new(
        "Recall sends every e-mail as the shop's own sender; if that is {0}, say so: --sender \"{0}\"", "Recall 的邮件一律以店铺的发件人发出；如果就是 {0}，请指定：--sender \"{0}\"");

    public static Phrase OtherSender { get; } = new("Recall sends as {1}, and the message comes from {0}; send it as the shop, or leave it to Klaviyo", "Recall 以 {1} 发送，而此消息来自 {0}；请改由店铺发件人发送，或留在 Klaviyo");

    public static Phrase ReplyTo { get; } = new("answers go to the sender; leave it empty", "回复会寄给发件人；请留空");

    public static Phrase Flag { get; } = new("write true or false", "请写 true 或 false");

    public static Phrase NoFile { get; } = new(
        "the body of template '{0}' is not there; put the answer of GET /api/templates/{0} as {0}.json, or its HTML as {0}.html and its text as {0}.txt, into the folder that --templates names",
        "缺少模板“{0}”的正文；请把 GET /api/templates/{0} 的返回保存为 {0}.json，或把 HTML 存为 {0}.html、文本存为 {0}.txt，放入 --templates 指定的文件夹");

    public static Phrase NoText { get; } = new("the e-mail has no plain text; write it into {0}.txt", "此邮件没有纯文本；请写入 {0}.txt");

    public static Phrase TwoFiles { get; } = new("there are {0}.json and another file of it; keep one", "{0}.json 之外还有同一模板的文件；请只保留一种");

    public static Phrase OtherTemplate { get; } = new("the file is called after '{0}'; save it under its own id", "文件名却是“{0}”；请按模板自己的 id 命名");

    public static Phrase UnknownTemplate { get; } = new("it is no template; save the answer of GET /api/templates/ID", "不是模板；请保存 GET /api/templates/ID 的返回");

    public static Phrase UnknownFlow { get; } = new("it is no flow; save the answer of GET /api/flows/ID?additional-fields[flow]=definition", "不是流程；请保存 GET /api/flows/ID?additional-fields[flow]=definition 的返回");

    public static Phrase NoDefinition { get; } = new("the answer has no definition; ask for it with ?additional-fields[flow]=definition", "返回中没有流程定义；请加上 ?additional-fields[flow]=definition 再取");

    public static Phrase Head { get; } = new("Recall sends what stands in the body, and can take along only style sheets of the head; take out or move {0}", "Recall 只发送 body 的内容，head 中只能带上样式；请删去或移走 {0}");

    public static Phrase BodyAttribute { get; } = new("{0} of the page cannot be kept; write it as a 'style' of an element in the body", "无法保留页面的 {0}；请写成 body 内元素的“style”");

    public static Phrase BehindBody { get; } = new("something stands behind </body>; move it into the body", "</body> 之后还有内容；请移入 body");

    public static Phrase Tag { get; } = new(
        "Recall has nothing for {0}; write it in words, or use a variable of the reference in the sequence afterwards (coupons are steps there)",
        "Recall 没有与 {0} 对应的内容；请改成文字，或之后在流程中使用参考文档中的变量（优惠码是步骤）");

    public static Phrase OpenTag { get; } = new("a tag is not closed, or holds a brace: {0}", "标签没有闭合，或含有花括号：{0}");

    public static Phrase NoAction { get; } = new("there is no action '{0}'", "没有动作“{0}”");

    public static Phrase SameAction { get; } = new("two actions have the id '{0}'", "两个动作的 id 都是“{0}”");

    public static Phrase Loop { get; } = new("leads back to action '{0}', and a sequence has no loops", "又回到动作“{0}”，而流程不能循环");

    public static Phrase Unreached { get; } = new("no way leads to this action; take it out", "没有路径通向此动作；请删去");

    public static Phrase TooMany { get; } = new(
        "with what several ways share written out for each, there are more than {0} steps; split the flow", "把多条路径共用的部分分别写出后，步骤超过 {0} 个；请拆分流程");
}
