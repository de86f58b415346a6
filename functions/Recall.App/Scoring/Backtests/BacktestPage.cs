using System.Globalization;
using System.Text;
using Recall.Core.Scoring.Backtesting;

namespace Recall.App.Scoring.Backtests;

/// <summary>The back-test as a Markdown page with its plots, in English or Simplified Chinese.</summary>
public static class BacktestPage
{
    /// <summary>Name of the page's file.</summary>
    public const string FileName = "backtest.md";

    /// <summary>The files of the report: the page, then its plots (SVG).</summary>
    public static IReadOnlyList<(string Name, string Text)> Files(BacktestOutcome outcome, string? locale)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var say = BacktestWords.For(locale);
        return
        [
            (FileName, Text(outcome, say)),
            .. outcome.Report.CutOffs.SelectMany(c => new[]
            {
                (Name("calibration", c), BacktestPlots.Calibration(c, say)), (Name("lift", c), BacktestPlots.Lift(c, say)),
            }),
        ];
    }

    private static string Name(string plot, CutOffResult cutOff) => string.Create(CultureInfo.InvariantCulture, $"{plot}-{cutOff.Day:yyyy-MM-dd}.svg");

    private static string Text(BacktestOutcome outcome, BacktestWords say)
    {
        var (report, page) = (outcome.Report, new StringBuilder());
        Line(page, say.Say($"# Back-test of {outcome.File}", $"# 回测：{outcome.File}"));
        Line(page, say.Say(
            $"{outcome.Events:#,0} events of {outcome.Customers:#,0} customers. At each cut-off the models saw what was known then and said who would buy in the next {report.HorizonDays} days; the figures compare that with what followed.",
            $"{outcome.Customers:#,0}位客户的{outcome.Events:#,0}条事件。在每个截止日，模型只看到当时已知的信息，并预测未来{report.HorizonDays}天谁会购买；以下数字将预测与实际结果对比。"));
        Line(page, report.Leaks.Count == 0
            ? say.Say("No score changed when the future was taken away or swapped, or when consents and refunds that stand in orders without a day of their own were left out: nothing leaked, as far as the dates of the file are right.", "去掉或调换未来数据、或不看订单中没有单独日期的授权与退款，评分均未改变：只要文件中的日期属实，就没有信息泄漏。")
            : say.Say("**Models that saw the future; their figures mean nothing:** ", "**以下模型看到了未来，其数字无意义：**")
                + string.Join(", ", report.Leaks.Select(l => string.Create(CultureInfo.InvariantCulture, $"{say.Model(l.Model)} ({l.CutOff:yyyy-MM-dd}: {l.Customers})"))));
        foreach (var cutOff in report.CutOffs.Reverse())
            Add(page, cutOff, say);
        return page.ToString();
    }

    private static void Add(StringBuilder page, CutOffResult cutOff, BacktestWords say)
    {
        Line(page, string.Create(CultureInfo.InvariantCulture, $"## {cutOff.Day:yyyy-MM-dd}"));
        Line(page, say.Say(
            $"{cutOff.Customers:#,0} customers had bought; {cutOff.Bought:#,0} ({Percent((double)cutOff.Bought / cutOff.Customers)}) bought again.",
            $"{cutOff.Customers:#,0}位客户曾购买，其中{cutOff.Bought:#,0}位（{Percent((double)cutOff.Bought / cutOff.Customers)}）再次购买。"));
        Table(
            page,
            [
                say.Say("model", "模型"), "AUC", "Brier", say.Say("log loss", "对数损失"), say.Say("calibration error", "校准误差"),
                say.Say("revenue in the top 20 %", "前20%的收入占比"), say.Say("lift of the top 10 %", "前10%的提升度"),
            ],
            cutOff.Models.Select(m => new[]
            {
                m.Leads ? say.Leads(m.Model) : say.Model(m.Model), Number(m.Auc), Number(m.Brier), Number(m.LogLoss), Number(m.CalibrationError), Percent(m.RevenueInTopFifth),
                Number(m.Deciles.Count > 0 ? m.Deciles[0].Lift : double.NaN, "0.00"),
            }));
        if (say.Missing(cutOff) is { } missing)
            Line(page, missing);
        Line(page, $"![{say.Say("calibration", "校准")}]({Name("calibration", cutOff)}) ![{say.Say("lift", "提升度")}]({Name("lift", cutOff)})");
        if (cutOff.Models.Count > 0)
            Tenths(page, cutOff.Models[0], say);
    }

    private static void Tenths(StringBuilder page, ModelResult model, BacktestWords say)
    {
        Line(page, say.Say($"Tenths of the customers by {say.Model(model.Model)}, most likely to buy first:", $"按{say.Model(model.Model)}把客户分为十等份，最可能购买者在前："));
        Table(
            page,
            [say.Say("tenth", "等份"), say.Say("customers", "客户数"), say.Say("predicted", "预测"), say.Say("bought", "实际购买"), "95 %", say.Say("lift", "提升度")],
            model.Deciles.Select((d, i) => new[]
            {
                (i + 1).ToString(CultureInfo.InvariantCulture), d.Customers.ToString("#,0", CultureInfo.InvariantCulture), Percent(d.Predicted),
                Percent(d.Observed.Estimate), $"{Percent(d.Observed.Low)} – {Percent(d.Observed.High)}", Number(d.Lift, "0.00"),
            }));
    }

    private static void Table(StringBuilder page, string[] headers, IEnumerable<string[]> rows)
    {
        foreach (var row in rows.Prepend([.. headers.Select((_, i) => i == 0 ? "---" : "---:")]).Prepend(headers))
            page.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        page.Append('\n');
    }

    private static void Line(StringBuilder page, string text) => page.Append(text).Append("\n\n");

    private static string Number(double value, string format = "0.0000") => double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Percent(double share) => double.IsNaN(share) ? "–" : share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
