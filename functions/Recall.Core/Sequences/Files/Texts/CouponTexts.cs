using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What is said about coupons and the messages that carry them.</summary>
internal static class CouponTexts
{
    public static Phrase NoWorth { get; } = new(
        "says nothing about its worth; add 'percent: 10', 'amount: 5', 'ladder: [5, 10, 15]' or 'gift: {{ en: A mug }}'",
        "没有写明优惠内容；请加上“percent: 10”“amount: 5”“ladder: [5, 10, 15]”或“gift: {{ zh-CN: 马克杯 }}”");

    public static Phrase ManyWorths { get; } = new("is worth {0:and} at once; keep one", "同时写了{0:and}；请只保留一个");

    public static Phrase CostAlone { get; } = new(
        "goes with a gift; add 'gift: {{ en: A mug }}', or delete it", "须与赠品一起写；请加上“gift: {{ zh-CN: 马克杯 }}”，或删除此项");

    public static Phrase GiftAlone { get; } = new("does not say what the gift costs you; add 'gift-cost: 4'", "没有写明赠品的成本；请加上“gift-cost: 4”");

    public static Phrase Ladder { get; } = new(
        "percentages that rise, two at least, such as [5, 10, 15]", "逐级升高的百分比，至少两个（例如 [5, 10, 15]）");

    public static Phrase LowRung { get; } = new("is not more than the rung before it; a ladder starts low and rises", "没有高于前一级；阶梯应由低到高");

    public static Phrase Budget { get; } = new(
        "{{ total: 5000 }}, {{ per-day: 200 }} or {{ per-month: 2000 }}", "{{ total: 5000 }}、{{ per-day: 200 }} 或 {{ per-month: 2000 }}");

    public static Phrase Id { get; } = new("the id of a coupon step", "优惠码步骤的步骤名");

    public static Phrase NotOnEveryPath { get; } = new(
        "the coupon '{0}' is not issued on every path to this step; move its step before the branch",
        "并非到此步骤的每条路径都发放了优惠码“{0}”；请把它的步骤移到分支之前");

    public static Phrase NoneBefore { get; } = new(
        "no coupon is issued before this step; add a step '- coupon: {0}' before it", "此步骤之前没有发放任何优惠码；请在它之前加上步骤“- coupon: {0}”");

    public static Phrase NotBefore { get; } = new("no coupon '{0}' is issued before this step{1}", "此步骤之前没有发放优惠码“{0}”{1}");

    public static Phrase Unseen { get; } = new(
        "no message shows this code, so nobody can use it; add 'coupon: {0}' to a send and {{{{coupon.code}}}} to its template, or delete the step",
        "没有消息写出此优惠码，客户无从使用；请在发送步骤中加上“coupon: {0}”，并在其模板中写 {{{{coupon.code}}}}，或删除此步骤");

    public static Phrase MayBeOld { get; } = new(
        "the coupon '{0}' is valid for {1} and up to {2} old here, so it may have expired; issue a new one or make it last longer",
        "优惠码“{0}”的有效期为 {1}，到这里最长已过 {2}，可能已过期；请重新发放，或延长有效期");

    public static Phrase MayExpire { get; } = new(
        "the message may be held back {0} and then carry a coupon that expired ({1} after its issue); shorten 'expires-after' or lengthen 'valid-for'",
        "消息最长可能推迟 {0}，届时其中的优惠码可能已过期（发放后 {1}）；请调小“expires-after”，或调大“valid-for”");
}
