using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>What is said about a flow that is taken over.</summary>
internal static class ImportTexts
{
    public static Phrase At { get; } = new("{0}: {1}", "{0}：{1}");

    public static Phrase NotJson { get; } = new("is no JSON ({0}); save the answer of the API as it came", "不是 JSON（{0}）；请原样保存接口的返回内容");

    public static Phrase HalfCharacter { get; } = new("holds half a character (a lone surrogate)", "含有半个字符（孤立的代理项）");

    public static Phrase Twice { get; } = new("is there twice; keep one", "出现了两次；请只保留一个");

    public static Phrase Unknown { get; } = new(
        "is a member that Recall does not know{0}; take it out of the file if customers get nothing by it", "Recall 不认识此成员{0}；如果它不影响客户收到的内容，请从文件中删去");

    public static Phrase Missing { get; } = new("'{0}' is missing", "缺少“{0}”");

    public static Phrase Expected { get; } = new("expected {0}, found {1}", "应为{0}，实际为 {1}");

    public static Phrase Object { get; } = new("an object", "对象");

    public static Phrase List { get; } = new("a list", "列表");

    public static Phrase Text { get; } = new("a text", "文本");

    public static Phrase WholeNumber { get; } = new("a whole number from 0", "从 0 起的整数");

    public static Phrase Number { get; } = new("a number", "数字");

    public static Phrase OneOf { get; } = new("one of {0}", "以下之一：{0}");

    public static Phrase Is { get; } = new("is {0}: {1}", "为 {0}：{1}");

    public static Phrase NoName { get; } = new(
        "no name for a file can be made of '{0}'; give one of up to 60 lower-case letters, digits and single hyphens (--name)",
        "无法由“{0}”得到文件名；请用“--name”指定（最多 60 个小写字母、数字和单个连字符）");

    public static Phrase InFile { get; } = new("in the sequence that would be written, {0}", "写出的流程中：{0}");

    public static Phrase NotInFlow { get; } = new("is given, and the flow has nothing of that name; check it or leave it out", "已指定，但流程中没有这个名称；请检查或去掉");

    public static Phrase FirstName { get; } = new(
        "The first name has become {{{{customer.name}}}}: the name that your shop sends, which may be a full one.", "名字已改为 {{{{customer.name}}}}，即店铺传来的姓名，可能是全名。");

    public static Phrase Beyond { get; } = new(
        "Beyond the flow: a control group of {0} that gets nothing, and an order within {1} days as the goal, which ends the run before the next message.",
        "流程之外的设定：{0} 的对照组不接收任何消息；以 {1} 天内下单为目标，达成后不再发送后续消息。");

    public static Phrase Gate { get; } = new(
        "Every message passes the shop's policy (consent, quiet hours, caps) and waits where Klaviyo would skip it.", "每条消息都要符合店铺的规则（授权、免打扰时段、频次上限）；Klaviyo 会跳过的消息在这里会等待。");

    public static Phrase FromFlow { get; } = new("Taken over from the Klaviyo flow {0}.", "取自 Klaviyo 流程 {0}。");

    public static Phrase HoldoutComment { get; } = new(
        "Not in the flow: the control group, who get nothing; without it nobody knows what the messages earn.", "原流程没有：对照组，不接收消息；没有它就无从知道消息带来多少。");

    public static Phrase GoalComment { get; } = new(
        "Not in the flow: an order in this time is the goal, and ends the run before the next message.", "原流程没有：在此时间内下单即达成目标，不再发送后续消息。");
}
