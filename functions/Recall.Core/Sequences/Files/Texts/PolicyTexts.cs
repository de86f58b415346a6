using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What is said about rules for messages, of a sequence as of the shop.</summary>
internal static class PolicyTexts
{
    public static Phrase Keys { get; } = new("keys such as 'quiet-hours:' and 'caps:'", "“quiet-hours:”“caps:”等键");

    public static Phrase Budget { get; } = new("{{ per-day: 200 }} or {{ per-month: 3000 }}", "{{ per-day: 200 }} 或 {{ per-month: 3000 }}");

    public static Phrase MoreThanMonth { get; } = new(
        "is more than the {0:0.##} of a whole month; write less, or delete one", "超过整月的 {0:0.##}；请减少，或删除其中一项");

    public static Phrase NoLimit { get; } = new("has no limit; write {0}", "没有写明上限；请写 {0}");

    public static Phrase ShopBudget { get; } = new(
        "all sequences of the shop together may cost {0:0.##} at most; write {0:0.##} or less, or delete it",
        "店铺所有流程合计最多花费 {0:0.##}；请写 {0:0.##} 或更少，或删除此项");

    public static Phrase ShopQuiet { get; } = new(
        "the shop is quiet from {0} to {1}, and a sequence can only be quiet for longer; write hours with all of '{2}' in them, or delete it",
        "店铺的免打扰时段为 {0} 到 {1}，流程只能更长；请写包含整个“{2}”的时段，或删除此项");

    public static Phrase LooserCap { get; } = new(
        "'{0}' is looser than the shop's '{1}', which holds here too; make it stricter, or delete it",
        "“{0}”比店铺的“{1}”宽松，而后者在此同样有效；请改得更严，或删除此项");

    public static Phrase NoEffect { get; } = new(
        "'{0}' has no effect beside '{1}', which is stricter; delete it", "有更严的“{1}”，因此“{0}”不起作用；请删除");

    public static Phrase ShopMessages { get; } = new(
        "the shop sends {0} messages a {1} at most, of all sequences together; write {0} or less, or delete it",
        "店铺所有流程合计每{1}最多发送 {0} 条消息；请写 {0} 或更少，或删除此项");

    public static Phrase Day { get; } = new("day", "天");

    public static Phrase Month { get; } = new("month", "月");

    public static Phrase Hours { get; } = new("hours such as '21:00-09:00', or 'none'", "时段（例如 21:00-09:00）或“none”");

    public static Phrase OwnHours { get; } = new("hours such as '21:00-09:00'", "时段（例如 21:00-09:00）");

    public static Phrase MoreThanAll { get; } = new(
        "is more than the {0:0.##} of all codes together; write less, or delete one", "超过所有优惠码合计的 {0:0.##}；请减少，或删除其中一项");

    public static Phrase Caps { get; } = new(
        "a list such as ['1 per 2 days', '2 sms per 30 days']", "列表（例如 ['1 per 2 days', '2 sms per 30 days']）");

    public static Phrase Cap { get; } = new("a cap such as '1 per 2 days'", "频次上限（例如“1 per 2 days”）");

    public static Phrase CapForm { get; } = new(
        "a cap such as '1 per 2 days' or '2 sms per 30 days' (up to 90 days)", "频次上限（例如“1 per 2 days”或“2 sms per 30 days”，最长 90 天）");
}
