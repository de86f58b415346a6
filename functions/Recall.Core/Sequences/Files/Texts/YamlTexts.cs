using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What is said about the grammar of a file.</summary>
internal static class YamlTexts
{
    public static Phrase Tab { get; } = new(
        "YAML is indented with spaces, and here is a tab; replace it with two spaces", "YAML 用空格缩进，而这里是制表符；请换成两个空格");

    public static Phrase Escape { get; } = new(
        "this text in double quotes has a '\\' that YAML does not know; double it ('\\\\') or use single quotes",
        "双引号中的文本有 YAML 不认识的“\\”；请写两次（“\\\\”），或改用单引号");

    public static Phrase NoQuote { get; } = new(
        "this quoted text has no closing quote; close it, and double a quote inside it", "这段文本的引号没有闭合；请补上引号，文本内的引号要写两次");

    public static Phrase InnerQuote { get; } = new(
        "this {0} ends the text, and more follows; write it twice ('') inside single quotes, or put {1} around the whole text", "这里的 {0} 结束了文本，而后面还有内容；请在单引号内写两次（''），或给整段文本改用 {1}");

    public static Phrase InnerDoubleQuote { get; } = new(
        "this {0} ends the text, and more follows; write \\\" inside double quotes, or put {1} around the whole text", "这里的 {0} 结束了文本，而后面还有内容；请在双引号内写 \\\"，或给整段文本改用 {1}");

    public static Phrase Pasted { get; } = new(
        "this line stands outside of the text that begins in line {0}; indent it by {1:#space|spaces} like the rest of that text",
        "此行不在第 {0} 行开始的文本之内；请像该文本的其他行一样缩进 {1} 个空格");

    public static Phrase ColonInside { get; } = new(
        "there is a ': ' inside this value, or the line is indented too far; put the value in quotes or mend the indentation",
        "值中有“: ”，或此行缩进过深；请给值加上引号，或修正缩进");

    public static Phrase FullWidth { get; } = new(
        "'{0}' is a full-width character, as Chinese keyboards type it; write '{1}'", "「{0}」是全角字符；请改为半角「{1}」");

    public static Phrase Semicolon { get; } = new("items are parted by ',' and not by '{0}'; write '{1}'", "各项之间用“,”分隔，而不是“{0}”；请写“{1}”");

    public static Phrase WideSpace { get; } = new(
        "here is a full-width space, as Chinese keyboards type it; write ordinary spaces", "这里是全角空格；请改为半角空格");

    public static Phrase NoColon { get; } = new("a ':' is missing behind '{0}'; write '{0}: ...'", "“{0}”之后缺少“:”；请写“{0}: ...”");

    public static Phrase NoSpace { get; } = new("a space is missing behind '{0}:'; write '{0}: ...'", "“{0}:”之后缺少空格；请写“{0}: ...”");

    public static Phrase Indented { get; } = new(
        "this line is indented by {0:#space|spaces}, and stands in no column of the lines above; indent it by {2} like line {1}",
        "此行缩进 {0} 个空格，与上面各行都不对齐；请像第 {1} 行一样缩进 {2} 个空格");

    public static Phrase BadStart { get; } = new("a value cannot start with this character; put it in quotes", "值不能以此字符开头；请加上引号");

    public static Phrase BadItem { get; } = new(
        "a list item must start with '- ' in the same column as the items before it", "列表项必须以“- ”开头，并与前面各项在同一列对齐");

    public static Phrase NotClosed { get; } = new(
        "this '[' or '{{' is not closed, or a ',' is missing, or a '\\' code inside it is wrong", "这里的“[”或“{{”没有闭合，或缺少“,”，或其中“\\”的写法有误");

    public static Phrase NoPair { get; } = new(
        "here a 'key: value' was expected; check that the ':' is there with a space behind it, and the indentation",
        "这里应为“键: 值”；请检查是否有“:”、其后是否有空格，以及缩进");

    public static Phrase NoKey { get; } = new(
        "here a 'key: value' was expected; check that a key stands before the ':'", "这里应为“键: 值”；请检查“:”之前是否有键");

    public static Phrase NotYaml { get; } = new(
        "is not valid YAML ({0}); check the indentation, the ':' and the quotes here", "不是有效的 YAML（{0}）；请检查这里的缩进、“:”和引号");

    public static Phrase Empty { get; } = new(
        "the file is empty; start it with 'sequence:' and the file's name without '.yaml'", "文件是空的；请以“sequence:”和不带 .yaml 的文件名开头");

    public static Phrase Second { get; } = new(
        "a second document starts here; a file holds one sequence, so move this one to a file of its own",
        "这里开始了第二个文档；一个文件只写一个流程，请把它移到单独的文件");

    public static Phrase TooDeep { get; } = new(
        "this is nested more than {0} levels deep; make the sequence flatter", "此处嵌套超过 {0} 层；请减少流程的层数");

    public static Phrase Anchor { get; } = new(
        "anchors ('&name') are not part of the language; write the value out where it is needed", "不支持锚点（“&name”）；请在需要之处直接写出值");

    public static Phrase Tag { get; } = new("tags ('!name') are not part of the language; delete it", "不支持类型标记（“!name”）；请删除");

    public static Phrase Alias { get; } = new(
        "aliases ('*name') are not part of the language; write the value out here", "不支持引用（“*name”）；请在此直接写出值");

    public static Phrase Braces { get; } = new(
        "a text that begins with '{{{{' needs quotes around all of it, such as \"{{{{shop.name}}}} ...\"",
        "以“{{{{”开头的文本须整个加上引号，例如 \"{{{{shop.name}}}} ...\"");

    public static Phrase LongKey { get; } = new("a key must be a single word; put the value after 'key:'", "键必须是一个词；请把值写在“键:”之后");

    public static Phrase SameKey { get; } = new(
        "the key '{0}' is here twice, first in line {1}; keep one", "键“{0}”在此出现两次，第一次在第 {1} 行；请保留一个");
}
