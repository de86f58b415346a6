using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What is said about conditions.</summary>
internal static class ConditionTexts
{
    public static Phrase Condition { get; } = new(
        "a condition such as {{ field: score.stage, is: dormant }}, or 'all:', 'any:' or 'not:'",
        "条件（例如 {{ field: score.stage, is: dormant }}，或“all:”“any:”“not:”）");

    public static Phrase FoundList { get; } = new(
        "expected a condition, found a list; write 'all:' before it where all must hold, or 'any:'",
        "应为条件，实际为列表；若须全部成立，请在它前面写“all:”，任一成立即可则写“any:”");

    public static Phrase TooDeep { get; } = new("conditions may nest {0} deep; make this one flatter", "条件最多嵌套 {0} 层；请减少此处的层数");

    public static Phrase Beside { get; } = new(
        "'{0}' cannot stand beside '{1}'; make it an item of its own inside '{1}'", "“{0}”不能与“{1}”并列；请把它单独作为“{1}”中的一项");

    public static Phrase Conditions { get; } = new("a list of conditions ('- field: ...')", "条件列表（“- field: ...”）");

    public static Phrase EmptyAny { get; } = new("an empty 'any' never holds; list a condition", "空的“any”永远不成立；请列出条件");

    public static Phrase EmptyAll { get; } = new(
        "an empty 'all' holds for everybody; list a condition, or write {{ field: profile.orders, at-least: 0 }} where everybody is meant",
        "空的“all”对所有人成立；请列出条件，若确实指所有人，请写 {{ field: profile.orders, at-least: 0 }}");

    public static Phrase EmptyAllOfEvent { get; } = new(
        "an empty 'all' always holds; list a condition, or delete 'where'", "空的“all”永远成立；请列出条件，或删除“where”");

    public static Phrase UnknownComparison { get; } = new("unknown comparison '{0}'{1}", "未知的比较方式“{0}”{1}");

    public static Phrase NoField { get; } = new("'field' is missing; expected {0}", "缺少“field”；应为{0}");

    public static Phrase OnlyInside { get; } = new(
        "'{0}' is known of customers inside the sequence alone; ask for it in the 'when:' of a branch", "“{0}”只对流程中的客户已知；请写在分支的“when:”中");

    public static Phrase DoesNotFit { get; } = new("'{0}' does not fit {1}, which is {2}; use {3}", "“{0}”不适用于 {1}，它的类型是{2}；可用：{3}");

    public static Phrase SaysNothing { get; } = new("says nothing about {0}; add {1}", "没有写明 {0} 的条件；请加上以下之一：{1}");

    public static Phrase TwoValues { get; } = new("two values such as [2, 5]", "两个值（例如 [2, 5]）");

    public static Phrase Values { get; } = new("a list such as [{0}]", "列表（例如 [{0}]）");

    public static Phrase NotTwo { get; } = new("needs two values, the least and the most; found {0}", "需要两个值，即最小值和最大值；实际有 {0} 个");

    public static Phrase RuledOut { get; } = new(
        "'{0}' and '{1}' never hold together: no value of {2} meets both; change one of them, or list them under 'any:'",
        "“{0}”与“{1}”不可能同时成立：{2} 没有同时满足两者的取值；请修改其中之一，或写在“any:”之下");

    public static Phrase OutOfReach { get; } = new(
        "'{0}' never holds: {1} is never less than {2}; delete the condition or change the value",
        "“{0}”不可能成立：{1} 不会小于 {2}；请删除该条件或修改取值");

    public static Phrase OutOfRange { get; } = new(
        "'{0}' never holds: {1} lies between {2} and {3}; delete the condition or change the value",
        "“{0}”不可能成立：{1} 的取值在 {2} 与 {3} 之间；请删除该条件或修改取值");

    public static Phrase NoValue { get; } = new("the list is empty; name at least one value", "列表为空；请至少写一个值");

    public static Phrase Swapped { get; } = new("the first value is greater than the second; swap them", "第一个值大于第二个；请对调");

    public static Phrase Choice { get; } = new("one of some words", "若干固定词中的一个");

    public static Phrase Share { get; } = new("a share", "比例");

    public static Phrase Days { get; } = new("a number of days", "天数");

    public static Phrase Flag { get; } = new("true or false", " true 或 false");

    public static Phrase Words { get; } = new("a list of words", "词的列表");
}
