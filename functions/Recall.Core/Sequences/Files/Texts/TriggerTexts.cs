using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What is said about triggers.</summary>
internal static class TriggerTexts
{
    public static Phrase Trigger { get; } = new("a trigger", "触发条件");

    public static Phrase TriggerSuchAs { get; } = new(
        "a trigger such as {{ event: complaint }} or {{ date: birthday, offset: -3 days }}",
        "触发条件（例如 {{ event: complaint }} 或 {{ date: birthday, offset: -3 days }}）");

    public static Phrase Unknown { get; } = new("unknown trigger '{0}'{1}", "未知的触发条件“{0}”{1}");

    public static Phrase OneAlready { get; } = new(
        "a sequence has one trigger, and this is an '{0}' already; make a sequence of its own for the other",
        "一个流程只有一个触发条件，而这里已是“{0}”；请为另一个单独建一个流程");

    public static Phrase NoFields { get; } = new("a '{0}' has no fields to compare; delete 'where'", "“{0}”没有可比较的字段；请删除“where”");

    public static Phrase FieldOfOther { get; } = new(
        "'{0}' is a field of '{1}', and this is '{2}', which has {3}; compare one of these, or write 'event: {1}'",
        "“{0}”是“{1}”的字段，而这里是“{2}”，可用的字段有：{3}；请比较其中之一，或改写“event: {1}”");

    public static Phrase SameIsForViews { get; } = new(
        "goes with 'event: view' only, and this is '{0}'; delete it", "只能与“event: view”一起写，而这里是“{0}”；请删除");

    public static Phrase NoWithin { get; } = new(
        "does not say within what time; add 'within: 7 days' to 'times: {0}'", "没有写明在多长时间内；请在“times: {0}”之外加上“within: 7 days”");

    public static Phrase WithinAlone { get; } = new(
        "says nothing of one event; add 'times: 3', or delete it", "只有一次事件时没有意义；请加上“times: 3”，或删除此项");

    public static Phrase CategoryIsForOrders { get; } = new(
        "goes with 'date: last-order' only, and this is '{0}'; delete it", "只能与“date: last-order”一起写，而这里是“{0}”；请删除");

    public static Phrase NotKnownBefore { get; } = new(
        "'{0}' is not known before it happens; write 0 days or more", "“{0}”在发生之前无从得知；请写 0 天或更多（“0 days”）");

    public static Phrase Days { get; } = new("days such as '-3 days'", "天数（例如 -3 days）");
}
