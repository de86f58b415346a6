using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What is said about templates, beyond their grammar.</summary>
internal static class TemplateTexts
{
    public static Phrase Templates { get; } = new(
        "templates by name ('first-mail:' and below it 'en:')", "按名称分列的模板（“first-mail:”，其下写“zh-CN:”）");

    public static Phrase Texts { get; } = new(
        "texts by language ('en:' and below it 'subject: ...')", "按语言分列的文本（“zh-CN:”，其下写“subject: ...”）");

    public static Phrase Parts { get; } = new("parts ('subject:', 'html:', 'text:', 'sms:')", "各个部分（“subject:”“html:”“text:”“sms:”）");

    public static Phrase NoPart { get; } = new(
        "'{0}' is missing, and step '{1}' sends this template by {2}; add '{0}:', or take {2} out of the step's channels",
        "缺少“{0}”，而步骤“{1}”通过 {2} 发送此模板；请加上“{0}:”，或从该步骤的渠道中去掉 {2}");

    public static Phrase NoPreheader { get; } = new(
        "'{0}' is missing, and step '{1}' sends this template by {2}; add '{0}:' with the line that mail programs show after the subject, or take {2} out of the step's channels",
        "缺少“{0}”，而步骤“{1}”通过 {2} 发送此模板；请加上“{0}:”（邮箱列表中显示在主题之后的那一行），或从该步骤的渠道中去掉 {2}");

    public static Phrase Unsent { get; } = new("no step sends this template; send it or delete it", "没有步骤发送此模板；请发送或删除它");

    public static Phrase NoLocale { get; } = new(
        "has no text in {0:and}, which the title has; customers will get '{1}'", "缺少{0:and}的文本，而标题有这种语言；这些客户将收到“{1}”的文本");

    public static Phrase NoCoupon { get; } = new(
        "the template uses '{0}' ({1}), and step '{2}' has no coupon; add 'coupon:' with the id of a coupon step",
        "模板用到“{0}”（{1}），而步骤“{2}”没有优惠码；请加上“coupon:”和优惠码步骤的步骤名");

    public static Phrase EmptyForCoupon { get; } = new(
        "the template uses '{0}' ({1}), which is empty for coupon '{2}'; use '{3}'", "模板用到“{0}”（{1}），而优惠码“{2}”没有此项；请改用“{3}”");

    public static Phrase MayBeEmpty { get; } = new(
        "'{0}' is not known of everybody; write {{{{#if {0}}}}} ... {{{{else}}}} ... {{{{/if}}}} around it",
        "并非每位客户都有“{0}”；请在它外面写上 {{{{#if {0}}}}} ... {{{{else}}}} ... {{{{/if}}}}");

    public static Phrase NoPage { get; } = new(
        "the page around the text is added for you; write only what stands inside <body>", "文本外层的页面会自动加上；请只写 <body> 之内的内容");

    public static Phrase WideBraces { get; } = new(
        "'{0}' is written with full-width braces, and customers would read it as it stands; write '{{{{' and '}}}}'",
        "“{0}”用了全角花括号，客户会原样看到；请改为半角的 {{{{ 和 }}}}");

    public static Phrase SingleBraces { get; } = new(
        "'{0}' is written with single braces, and customers would read it as it stands; write {1}", "“{0}”只写了一层花括号，客户会原样看到；请写 {1}");

    public static Phrase NoWayOut { get; } = new(
        "the law wants a way out in every message; add {0}, outside of any {{{{#if}}}}", "法律要求每条消息都能退订；请在任何 {{{{#if}}}} 之外加上 {0}");

    public static Phrase WayOutUnseen { get; } = new(
        "nobody sees this way out: {{{{unsubscribeUrl}}}} stands in a comment, in something hidden, or in no link with a text; add {0} where it can be read",
        "读者看不到退订方式：{{{{unsubscribeUrl}}}} 写在注释中、隐藏的内容中，或没有文字的链接中；请在可见之处加上 {0}");

    public static Phrase WayOutInHtml { get; } = new(
        "<a href=\"{{{{unsubscribeUrl}}}}\">Unsubscribe</a>", "<a href=\"{{{{unsubscribeUrl}}}}\">退订</a>");

    public static Phrase WayOutInText { get; } = new("'Unsubscribe: {{{{unsubscribeUrl}}}}'", "“退订：{{{{unsubscribeUrl}}}}”");

    public static Phrase NoWayOutInSms { get; } = new(
        "the law wants a way out in every message; add 'Stop: {{{{unsubscribeUrl}}}}', or say what to answer ('Reply STOP to opt out') where your number takes answers, outside of any {{{{#if}}}}",
        "法律要求每条消息都能退订；请在任何 {{{{#if}}}} 之外加上“退订 {{{{unsubscribeUrl}}}}”，号码能接收回复时也可写明回复什么（“拒收请回复R”）");

    public static Phrase NoAddress { get; } = new(
        "the law wants the sender's postal address in every message; add {{{{shop.address}}}}, outside of any {{{{#if}}}}",
        "法律要求每条消息写明发件人的邮政地址；请在任何 {{{{#if}}}} 之外加上 {{{{shop.address}}}}");

    public static Phrase AddressUnseen { get; } = new(
        "nobody sees the sender's postal address: {{{{shop.address}}}} stands in a comment, inside a tag or in something hidden; write it as text",
        "读者看不到发件人的邮政地址：{{{{shop.address}}}} 写在注释中、标签内或隐藏的内容中；请写成可见的文本");

    public static Phrase TooLongForWecom { get; } = new(
        "has {0:#,0} bytes before anything is filled in, and WeCom takes {1:#,0} (three for a Chinese character); make it shorter",
        "尚未填入变量就有 {0:#,0} 字节，而企业微信最多 {1:#,0} 字节（一个汉字三字节）；请缩短");

    public static Phrase MayBeTooLongForWecom { get; } = new(
        "may have {0:#,0} bytes once it is filled in, and WeCom takes {1:#,0}; who would get more gets nothing, so make it shorter",
        "填入变量后可能达到 {0:#,0} 字节，而企业微信最多 {1:#,0} 字节；超出的客户收不到消息，请缩短");

    public static Phrase TooLongForSms { get; } = new(
        "takes {0} SMS segments before anything is filled in, and carriers take {1}; make it shorter", "尚未填入变量就占 {0} 段短信，而运营商最多接受 {1} 段；请缩短");

    public static Phrase DearSms { get; } = new(
        "is billed as {0} messages before anything is filled in ({1} characters fit into each); make it shorter",
        "尚未填入变量就按 {0} 条短信计费（每条可容纳 {1} 个字符）；请缩短");

    public static Phrase NotPlainSms { get; } = new(
        "{0:and} {1:is|are} outside the SMS alphabet, so 70 instead of 160 characters fit into a message; use the plain keyboard character",
        "有 {1} 种字符不在短信基本字符集内：{0:and}，因此每条只能容纳 70 个字符而不是 160 个；请改用键盘上的普通字符");
}
