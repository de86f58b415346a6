using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What the report says.</summary>
internal static class ReportTexts
{
    public static Phrase Bar { get; } = new("Reading", "读取数据");

    public static Phrase CustomersOn { get; } = new("Customers on {0}", "客户概况（{0}）");

    public static Phrase NoCustomers { get; } = new(
        "No customers yet. Bring them in with: recall import", "还没有客户。请先导入：recall import");

    public static Phrase ScoreThem { get; } = new(
        "{0:#customer is|customers are} not scored yet. Score them with: recall score", "{0:#,0} 位客户尚未评分。请运行：recall score");

    public static Phrase Stage { get; } = new("stage", "阶段");

    public static Phrase Customers { get; } = new("customers", "客户数");

    public static Phrase Share { get; } = new("share", "占比");

    public static Phrase ByValue { get; } = new("By value: {0}", "按价值：{0}");

    public static Phrase Lapsed { get; } = new(
        "Lapsed: {0:#customer|customers} who have spent {1:#,0.00} {2} so far.", "已流失或沉睡：{0:#,0} 位客户，累计消费 {1:#,0.00} {2}。");

    public static Phrase Marks { get; } = new("What marks them: {0}", "他们的特征：{0}");

    public static Phrase Sequence { get; } = new("Sequence {0}", "流程 {0}");

    public static Phrase Enrolled { get; } = new("enrolled", "进入");

    public static Phrase Arms { get; } = new("{0:#,0} treated, {1:#,0} held out", "触达组 {0:#,0}，对照组 {1:#,0}");

    public static Phrase Sent { get; } = new("sent", "已发送");

    public static Phrase HeldBack { get; } = new("held back", "暂缓或跳过");

    public static Phrase Money { get; } = new("its own budget", "流程预算");

    public static Phrase NotEnrolled { get; } = new("not enrolled", "未进入");

    public static Phrase Coupons { get; } = new("coupons", "优惠码");

    public static Phrase Issued { get; } = new("{0:#,0} issued, {1:#,0} used", "发放 {0:#,0}，使用 {1:#,0}");

    public static Phrase Handoffs { get; } = new("handoffs", "人工跟进");

    public static Phrase Outcomes { get; } = new("outcomes (treated)", "结果（触达组）");

    public static Phrase Variant { get; } = new("variant {0}/{1}", "变体 {0}/{1}");

    public static Phrase VariantCame { get; } = new("{0:#,0} drawn, {1:#,0} sent, recovery {2}", "抽中 {0:#,0}，已发送 {1:#,0}，召回率 {2}");

    public static Phrase HowToRead { get; } = new(
        "Outcomes say how the runs of the treated ended; with those still running they make all treated. Handoffs count tasks by the word that a person "
        + "finished them with: who ordered after that came back all the same. Recovery is of first passes whose goal window has closed.",
        "“结果”是触达组各次流程的结局，加上进行中的即为触达组总数。“人工跟进”按客服填写的结论统计：之后下单的客户仍计为已召回。“召回率”只计算首次进入且观察期已满的客户。");

    public static Phrase Recovery { get; } = new("recovery (first pass)", "召回率（首次进入）");

    public static Phrase NoWindow { get; } = new("no goal window has closed yet", "还没有满观察期的客户");

    public static Phrase BothArms { get; } = new("{0} treated, {1} held out", "触达组 {0}，对照组 {1}");

    public static Phrase Measured { get; } = new("measured", "测量");

    public static Phrase Since { get; } = new("anew since version {0}", "自版本 {0} 起重新测量");

    public static Phrase Before { get; } = new("measured before, from version {0}", "之前的测量（自版本 {0}）");

    public static Phrase BeforeFirst { get; } = new("measured before", "之前的测量");

    public static Phrase Difference { get; } = new("difference", "差异");

    public static Phrase Points { get; } = new(
        "{0:+0.0;-0.0} points (95 %: {1:+0.0;-0.0} … {2:+0.0;-0.0}){3}", "{0:+0.0;-0.0} 个百分点（95 %：{1:+0.0;-0.0} … {2:+0.0;-0.0}）{3}");

    public static Phrase NetMargin { get; } = new("net margin (first pass)", "净增毛利（首次进入）");

    public static Phrase Earned { get; } = new(
        "{0:+#,0;-#,0} {3} (95 %: {1:+#,0;-#,0} … {2:+#,0;-#,0}){4}", "{0:+#,0;-#,0} {3}（95 %：{1:+#,0;-#,0} … {2:+#,0;-#,0}）{4}");

    public static Phrase Chance { get; } = new("; could be chance", "；可能是偶然");
}
