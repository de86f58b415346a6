using System.Globalization;
using Recall.App.Reports;
using Recall.Core.Measurement;

namespace Recall.Local.Commands;

/// <summary>Shows a report as a shop owner reads it: who is leaving, what was done about it, what it earned.</summary>
internal static class ReportScreen
{
    public static void Show(Screen screen, Report report, ReportWords say)
    {
        screen.Title(say.Say($"Customers on {report.At:yyyy-MM-dd}", $"客户概况（{report.At:yyyy-MM-dd}）"));
        if (report.Stages.Count == 0)
        {
            screen.Line(report.Customers == 0
                ? say.Say("No customers yet. Bring them in with: recall import", "还没有客户。请先导入：recall import")
                : say.Say(
                    $"{Count(report.Customers)} customers, not scored yet. Score them with: recall score",
                    $"{Count(report.Customers)} 位客户，尚未评分。请先评分：recall score"));
            return;
        }

        screen.Table(
            [say.Say("stage", "阶段"), ">" + say.Say("customers", "客户数"), ">" + say.Say("share", "占比")],
            report.Stages.Select(s => (IReadOnlyList<string>)[say[s.Key], Count(s.Value), Screen.Percent((double)s.Value / report.Customers)]));
        screen.Line(say.Say("By value: ", "按价值：") + say.Counts(report.Tiers));
        screen.Line(say.Say(
            $"Lapsed: {Count(report.Lapsed)} customers who have spent {Screen.Money(report.LapsedSpent)} {report.Currency} so far.",
            $"已流失或沉睡：{Count(report.Lapsed)} 位客户，累计消费 {Screen.Money(report.LapsedSpent)} {report.Currency}。"));
        if (report.LapsedBecause.Count > 0)
            screen.Line(say.Say("What marks them: ", "他们的特征：") + say.Counts(report.LapsedBecause));
        foreach (var sequence in report.Sequences)
            Show(screen, sequence, report.Currency, say);
    }

    private static void Show(Screen screen, SequenceReport sequence, string currency, ReportWords say)
    {
        screen.Title(say.Say("Sequence ", "流程 ") + sequence.Name);
        screen.Table(["", ""], Rows(sequence, currency, say).Where(r => r[1] != "-"));
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(SequenceReport sequence, string currency, ReportWords say)
    {
        yield return [say.Say("enrolled", "进入"), say.Say(
            $"{Count(sequence.Treated)} treated, {Count(sequence.Holdout)} held out, {Count(sequence.Running)} still running",
            $"触达组 {Count(sequence.Treated)}，对照组 {Count(sequence.Holdout)}，进行中 {Count(sequence.Running)}")];
        yield return [say.Say("sent", "已发送"), say.Counts(sequence.Sent)];
        yield return [say.Say("held back", "暂缓或跳过"), say.Counts(sequence.HeldBack)];
        yield return [say.Say("not enrolled", "未进入"), say.Counts(sequence.NotEnrolled)];
        yield return [say.Say("coupons", "优惠券"), sequence.Coupons == 0 ? "-" : say.Say(
            $"{Count(sequence.Coupons)} issued, {Count(sequence.CouponsUsed)} used", $"发放 {Count(sequence.Coupons)}，使用 {Count(sequence.CouponsUsed)}")];
        yield return [say.Say("handoffs", "人工跟进"), say.Counts(sequence.Handoffs)];
        yield return [say.Say("outcomes (treated)", "结果（触达组）"), say.Counts(sequence.Outcomes)];
        var lift = sequence.Lift;
        yield return [say.Say("recovery", "召回率"), lift.Treated + lift.Holdout == 0
            ? say.Say("no goal window has closed yet", "还没有满观察期的客户")
            : say.Say(
                $"{Share(lift.TreatedOrdered, lift.Treated)} treated, {Share(lift.HoldoutOrdered, lift.Holdout)} held out",
                $"触达组 {Share(lift.TreatedOrdered, lift.Treated)}，对照组 {Share(lift.HoldoutOrdered, lift.Holdout)}")];
        yield return [say.Say("difference", "差异"), Difference(lift.Recovery, say)];
        yield return [say.Say("net margin earned", "净增毛利"), Earned(lift.NetMargin, currency, say)];
    }

    private static string Difference(Interval recovery, ReportWords say) => double.IsNaN(recovery.Estimate)
        ? "-"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{recovery.Estimate * 100:+0.0;-0.0} {say.Say("points", "个百分点")} (95 %: {recovery.Low * 100:+0.0;-0.0} … {recovery.High * 100:+0.0;-0.0}){Verdict(recovery, say)}");

    private static string Earned(Interval margin, string currency, ReportWords say) => double.IsNaN(margin.Low)
        ? "-"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{margin.Estimate:+#,0;-#,0} {currency} (95 %: {margin.Low:+#,0;-#,0} … {margin.High:+#,0;-#,0}){Verdict(margin, say)}");

    private static string Verdict(Interval interval, ReportWords say) =>
        interval.ExcludesZero ? "" : say.Say("; could be chance", "；可能是偶然");

    private static string Share(int hits, int of) =>
        of == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Screen.Percent((double)hits / of)} ({hits:#,0}/{of:#,0})");

    private static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
