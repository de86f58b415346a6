using Recall.Core.Wording;

namespace Recall.Core.Messaging;

/// <summary>What is said about the grammar of a template.</summary>
internal static class TemplateFaultTexts
{
    public static Phrase Allowed { get; } = new(
        "use {{{{variable}}}}, {{{{#if variable}}}}, {{{{#unless variable}}}}, {{{{else}}}} or {{{{/if}}}}",
        "可用 {{{{变量}}}}、{{{{#if 变量}}}}、{{{{#unless 变量}}}}、{{{{else}}}} 或 {{{{/if}}}}");

    public static Phrase ElseIf { get; } = new(
        "'{{{{else ...}}}}' takes no condition; write {{{{else}}}} and put an {{{{#if ...}}}} of its own inside it",
        "“{{{{else ...}}}}”不带条件；请写 {{{{else}}}}，并在其中另写 {{{{#if ...}}}}");

    public static Phrase TagOpen { get; } = new("this '{{{{' is not closed; add '}}}}'", "这里的“{{{{”没有闭合；请加上“}}}}”");

    public static Phrase Backslash { get; } = new(
        "a '\\' before '{{{{' changes what the tag means; delete the '\\'", "“{{{{”之前的“\\”会改变它的含义；请删除“\\”");

    public static Phrase ThreeBraces { get; } = new(
        "three braces would write the value without escaping it; write two", "三个花括号会不经转义直接写出值；请写两个");

    public static Phrase BraceBehind { get; } = new(
        "a '}}' stands right behind this tag's '}}}}'; delete it, or put a space between", "“}}}}”之后紧跟着一个“}}”；请删除，或在中间加空格");

    public static Phrase BlockOpen { get; } = new(
        "'{{{{#{0} {1}}}}}' is not closed; add '{{{{/{0}}}}}'", "“{{{{#{0} {1}}}}}”没有闭合；请加上“{{{{/{0}}}}}”");

    public static Phrase Script { get; } = new(
        "mail programs refuse scripts, and so do we; delete the '<script>'", "邮件程序不接受脚本，此处也不接受；请删除“<script>”");

    public static Phrase Comment { get; } = new(
        "a comment is written {{{{! like this }}}}, without braces or '--' inside", "注释写作 {{{{! 这样 }}}}，其中不能有花括号或“--”");

    public static Phrase Partial { get; } = new(
        "partials ('{{{{>') do not exist here; write the text out, or {0}", "不支持引用其他模板（“{{{{>”）；请直接写出文本，{0}");

    public static Phrase NotAllowed { get; } = new("'{{{{{0}}}}}' is not allowed; {1}", "不允许“{{{{{0}}}}}”；{1}");

    public static Phrase NoHelper { get; } = new(
        "'{{{{#{0}}}}}' is not allowed; write '{{{{#if {0}}}}}'", "不允许“{{{{#{0}}}}}”；请写“{{{{#if {0}}}}}”");

    public static Phrase UnknownHelper { get; } = new("there is no '#{0}'{1}", "没有“#{0}”{1}");

    public static Phrase ClosesNothing { get; } = new(
        "'{{{{/{0}}}}}' closes nothing; delete it, or open a '{{{{#{0} ...}}}}' before it", "“{{{{/{0}}}}}”没有对应的开头；请删除，或在它之前写上“{{{{#{0} ...}}}}”");

    public static Phrase ClosesOther { get; } = new(
        "'{{{{/{0}}}}}' closes '{{{{#{1} {2}}}}}'; write '{{{{/{1}}}}}'", "“{{{{/{0}}}}}”与“{{{{#{1} {2}}}}}”不对应；请写“{{{{/{1}}}}}”");

    public static Phrase ElseAlone { get; } = new(
        "this '{{{{else}}}}' is in no '{{{{#if ...}}}}'; delete it", "这里的“{{{{else}}}}”不在任何“{{{{#if ...}}}}”之内；请删除");

    public static Phrase TwoElses { get; } = new(
        "a block has one '{{{{else}}}}'; delete this one, or nest an '{{{{#if ...}}}}' in it",
        "一个条件块只有一个“{{{{else}}}}”；请删除这一个，或在其中另写“{{{{#if ...}}}}”");

    public static Phrase CouponAlone { get; } = new(
        "'coupon' has parts; write {{{{coupon.code}}}}, {{{{coupon.percent}}}}, {{{{coupon.amount}}}} or {{{{coupon.expires}}}}",
        "“coupon”由几部分组成；请写 {{{{coupon.code}}}}、{{{{coupon.percent}}}}、{{{{coupon.amount}}}} 或 {{{{coupon.expires}}}}");

    public static Phrase FreeText { get; } = new(
        "'{0}' is text that people wrote; use it between HTML tags, not inside one", "“{0}”是人写的文本；请写在 HTML 标签之间，不要写在标签之内");

    public static Phrase UnknownVariable { get; } = new("unknown variable '{0}'{1}", "未知的变量“{0}”{1}");

    public static Phrase Variables { get; } = new("; there are {0}", "；可用的有 {0}");
}
