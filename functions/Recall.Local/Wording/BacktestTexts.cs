using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What <c>backtest</c> says.</summary>
internal static class BacktestTexts
{
    public static Phrase CutOffs { get; } = new("--cutoffs must be from 1 to {0}, found {1}.", "--cutoffs 必须在 1 到 {0} 之间，现为 {1}。");

    public static Phrase Holdout { get; } = new(
        "--holdout '{0}' is no time; write it like 90d or 13w.", "--holdout “{0}”不是时长；请写成 90d 或 13w。");

    public static Phrase Bar { get; } = new("Playing {0} again", "正在回放 {0}");

    public static Phrase Question { get; } = new(
        "{0:#event|events} of {1:#customer|customers}; {2:#row|rows} refused. Who buys in the next {3:#day|days}?",
        "{1:#,0} 位客户的 {0:#,0} 条事件；{2:#,0} 行被拒绝。未来 {3} 天谁会购买？");

    public static Phrase CutOff { get; } = new(
        "{0}: {1:#customer|customers} had bought, {2} bought again", "{0}：{1:#,0} 位客户曾购买，{2} 再次购买");

    public static Phrase ManyRefused { get; } = new(
        "The figures are of the other rows alone. 'recall import FILE --dry-run' shows the first refused ones and what is wrong with them.",
        "以下数字仅基于其余各行。用“recall import FILE --dry-run”可查看最先被拒绝的行及原因。");

    public static Phrase Model { get; } = new("model", "模型");

    public static Phrase Calibration { get; } = new("calibration error", "校准误差");

    public static Phrase Revenue { get; } = new("revenue in top 20 %", "前20%收入占比");

    public static Phrase Lift { get; } = new("lift of top 10 %", "前10%提升度");

    public static Phrase Leak { get; } = new("{0} saw the future at {1}: its figures mean nothing.", "{0} 在 {1} 看到了未来，其数字无意义。");

    public static Phrase NoLeak { get; } = new(
        "No score changed when the future was taken away or swapped, or when consents and refunds that stand in orders without a day of their own were left out: nothing leaked, as far as the dates of the file are right.", "去掉或调换未来数据、或不看订单中没有单独日期的授权与退款，评分均未改变：只要文件中的日期属实，就没有信息泄漏。");

    public static Phrase Report { get; } = new("Report: {0}", "报告：{0}");
}
