using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What <c>customers show</c> says.</summary>
internal static class CustomerTexts
{
    public static Phrase NoKey { get; } = new("The customer key {0}.", "客户编号有误：{0}。");

    public static Phrase NoCustomer { get; } = new("There is no customer '{0}'.", "没有客户“{0}”。");

    public static Phrase Customer { get; } = new("customer", "客户");

    public static Phrase Stage { get; } = new("stage", "阶段");

    public static Phrase Tier { get; } = new("by value", "价值");

    public static Phrase Brought { get; } = new("brought, {0}", "净贡献（{0}）");

    public static Phrase NotBack { get; } = new("not buying in 90 days", "90 天内不购买");

    public static Phrase NobodyLapsed { get; } = new(
        "Nobody is dormant or lost by the last scoring. Score everybody with: recall score", "最近一次评分中没有沉睡或流失的客户。请运行：recall score");

    public static Phrase MostLapsed { get; } = new("Lapsed, who has brought most first", "已沉睡或流失（按净贡献排列）");

    public static Phrase AboutOne { get; } = new("All about one of them: recall customers show {0} --data {1}", "查看其中一位：recall customers show {0} --data {1}");

    public static Phrase MergedInto { get; } = new("{0} is merged into this customer.", "{0} 已并入此客户。");

    public static Phrase Keys { get; } = new("Keys: {0}", "编号：{0}");

    public static Phrase Merged { get; } = new("{0}: {1} are one customer now.", "{0}：{1} 现为同一客户。");

    public static Phrase Split { get; } = new(
        "{0} is a customer of its own again, and what linked it to {1} does so no more.", "{0} 已重新成为独立客户，与 {1} 之间原有的关联不再生效。");

    public static Phrase OneKey { get; } = new("Both are the same key; name two.", "两个编号相同，请指定两个不同的编号。");

    public static Phrase NoCustomers { get; } = new("There is neither a customer '{0}' nor '{1}'.", "没有客户“{0}”，也没有客户“{1}”。");

    public static Phrase NotMerged { get; } = new("'{0}' is merged with no other key.", "“{0}”没有与其他编号合并。");

    public static Phrase NotMergedWith { get; } = new("'{0}' is not merged with '{1}'.", "“{0}”没有与“{1}”合并。");

    public static Phrase About { get; } = new("{0} [{1}]", "{0}［{1}］");

    public static Phrase Consent { get; } = new("Consent: {0}", "授权：{0}");

    public static Phrase NeverAsked { get; } = new("never asked", "未征询");

    public static Phrase Yes { get; } = new("yes", "同意");

    public static Phrase No { get; } = new("no", "拒绝");

    public static Phrase Score { get; } = new("Score and why, as of {0:time}", "评分与原因（截至 {0:time}）");

    public static Phrase NotCurrent { get; } = new(
        "An order has come in since: sequences do not look at this score. The next scoring takes it in: recall score",
        "此后有订单入库：流程不再采用此评分，下次评分会计入该订单：recall score");

    public static Phrase Tags { get; } = new("Tags: {0}", "标签：{0}");

    public static Phrase NotScored { get; } = new("Not scored yet. Score everybody with: recall score", "尚未评分。请运行：recall score");

    public static Phrase Profile { get; } = new("Profile", "档案");

    public static Phrase Sequences { get; } = new("Sequences now", "当前流程");

    public static Phrase Now { get; } = new("now", "现在");

    public static Phrase Why { get; } = new("why", "原因");

    public static Phrase Timeline { get; } = new("Timeline, newest first", "时间线（最新在前）");

    public static Phrase What { get; } = new("what", "事项");

    public static Phrase Decision { get; } = new("{0}: {1}", "{0}：{1}");

    public static Phrase DecisionWith { get; } = new("{0}: {1} [{2:word}]", "{0}：{1}［{2:word}］");
}
