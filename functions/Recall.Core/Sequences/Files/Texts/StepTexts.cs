using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What is said about steps.</summary>
internal static class StepTexts
{
    public static Phrase Steps { get; } = new("a list of steps ('- send: ...')", "步骤列表（“- send: ...”）");

    public static Phrase FoundNothing { get; } = new(
        "expected a list of steps ('- send: ...'), found nothing; write [] for none", "应为步骤列表（“- send: ...”），实际为空；没有则写 []");

    public static Phrase TooDeep { get; } = new("steps may nest {0} deep; make this branch flatter", "步骤最多嵌套 {0} 层；请减少此分支的层数");

    public static Phrase TooMany { get; } = new(
        "a sequence has at most {0} steps, and this is one more; split it into two sequences", "一个流程最多 {0} 个步骤，从这里起已超出；请拆成两个流程");

    public static Phrase NeverReached { get; } = new(
        "this step is never reached, because every path before it ends; move or delete it", "永远到不了此步骤，因为之前的每条路径都已结束；请移动或删除它");

    public static Phrase Step { get; } = new("a step", "步骤");

    public static Phrase StepSuchAs { get; } = new("a step such as '- wait: a-while'", "步骤（例如“- wait: a-while”）");

    public static Phrase SameId { get; } = new(
        "the step id '{0}' is used in line {1} already; ids are unique in a file, so give this step another",
        "步骤名“{0}”已在第 {1} 行使用；同一文件中步骤名不能重复，请给此步骤另起一个");

    public static Phrase OneThing { get; } = new(
        "a step does one thing, and this is a '{0}' already; start a new step with '- {1}:'", "一个步骤只做一件事，而这里已是“{0}”；请用“- {1}:”另起一个步骤");

    public static Phrase UnknownKind { get; } = new("unknown kind of step '{0}'{1}", "未知的步骤类型“{0}”{1}");

    public static Phrase NoKind { get; } = new(
        "a step starts with what it does and its id; start it with {0}", "步骤以类型和步骤名开头；请以下列之一开头：{0}");

    public static Phrase Case { get; } = new("'when:' and 'steps:'", "“when:”和“steps:”");

    public static Phrase Cases { get; } = new("a list of cases ('- when: ...')", "情形列表（“- when: ...”）");

    public static Phrase Outcomes { get; } = new("steps by outcome ('no-answer:' and below it steps)", "按结果分列的步骤（“no-answer:”，其下写步骤）");

    public static Phrase NotSentBefore { get; } = new("no step '{0}' sends a message before this one{1}", "此步骤之前没有名为“{0}”的步骤发送消息{1}");

    public static Phrase Variant { get; } = new("'steps:', and 'weight:' where it is not 1", "“steps:”，权重不为 1 时再加“weight:”");

    public static Phrase Variants { get; } = new("variants by name ('short-text:' and below it 'steps:')", "按名称分列的变体（“short-text:”，其下写“steps:”）");

    public static Phrase OneVariant { get; } = new("needs two variants at least, or there is nothing to compare", "至少需要两个变体，否则无从比较");

    public static Phrase NoHowLong { get; } = new(
        "does not say how long; add 'for: 3 days', 'until-time: \"10:00\"' or 'on: [saturday]'",
        "没有写明等待多久；请加上“for: 3 days”“until-time: \"10:00\"”或“on: [saturday]”");

    public static Phrase NoTag { get; } = new(
        "does not say which tag; write 'add: won-over' or 'remove: won-over'", "没有写明哪个标签；请写“add: won-over”或“remove: won-over”");

    public static Phrase TwoTags { get; } = new("adds a tag and removes one; make two steps of it", "既添加又移除标签；请分成两个步骤");
}
