using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What is said about a file as a whole, and the top of a sequence.</summary>
internal static class FileTexts
{
    public static Phrase Error { get; } = new("{0}:{1}:{2}: {3}{4}", "{0}:{1}:{2}: {3}{4}");

    public static Phrase Warning { get; } = new("{0}:{1}:{2}: warning: {3}{4}", "{0}:{1}:{2}: 警告：{3}{4}");

    public static Phrase TooLarge { get; } = new(
        "the file has {0} KiB; at most {1} are read, so split the sequence or shorten its texts", "文件有 {0} KiB，最多读取 {1} KiB；请拆分流程，或缩短文本");

    public static Phrase NotUtf8 { get; } = new("this is not UTF-8; save the file as UTF-8", "文件不是 UTF-8 编码；请另存为 UTF-8");

    public static Phrase Invisible { get; } = new("an invisible character (U+{0}) stands here; delete it", "这里有一个不可见字符（U+{0}）；请删除");

    public static Phrase Control { get; } = new("a control character (U+{0}) stands here; delete it", "这里有一个控制字符（U+{0}）；请删除");

    public static Phrase Keys { get; } = new(
        "keys such as 'sequence:', 'title:', 'audience:' and 'steps:'", "“sequence:”“title:”“audience:”“steps:”等键");

    public static Phrase OtherName { get; } = new(
        "is '{0}', but the file is '{1}'; write 'sequence: {2}' or rename the file to '{0}.yaml'",
        "这里是“{0}”，而文件是“{1}”；请写“sequence: {2}”，或将文件改名为“{0}.yaml”");

    public static Phrase Extension { get; } = new(
        "the file is '{0}', and only files that end in '.yaml' are in force; rename it to '{1}.yaml'", "文件是“{0}”，而只有以“.yaml”结尾的文件才会生效；请改名为“{1}.yaml”");

    public static Phrase NoSteps { get; } = new(
        "a sequence without steps does nothing; add a step such as '- send: first-mail'", "没有步骤的流程什么也不做；请加上步骤，例如“- send: first-mail”");

    public static Phrase NoHandoff { get; } = new("no step asks a person; add a 'handoff', or delete it", "没有步骤交给人工；请加上“handoff”步骤，或删除此项");

    public static Phrase ShortGoal { get; } = new(
        "the steps can take {0}, and an order counts for {1} only; make it longer or the waits shorter",
        "步骤最长需要 {0}，而只有 {1}内的订单计入目标；请延长目标窗口，或缩短等待");

    public static Phrase Goal { get; } = new("{{ order-within: 45 days }}", "{{ order-within: 45 days }}");

    public static Phrase Outcomes { get; } = new("a list of words such as [won]", "词的列表（例如 [won]）");

    public static Phrase NeverAgain { get; } = new(
        "1 counts the first entry, so nobody enters again and 'after' has no effect; write 'max-entries: 2' or more, or 'reentry: never'",
        "1 包含首次进入，因此无人能再次进入，“after”不起作用；请写“max-entries: 2”或更多，或改写“reentry: never”");

    public static Phrase Reentry { get; } = new("'never' or {{ after: 180 days }}", "“never”或 {{ after: 180 days }}");
}
