using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Recall.App.Ingestion.Files;
using Recall.App.Scoring.Backtests;
using Recall.App.Tests.Ingestion;
using Recall.Core.Shop;

namespace Recall.App.Tests.Scoring.Backtests;

public class RunBacktestTests
{
    private static readonly Lazy<BacktestOutcome> Done = new(() => Run(Orders(), 60, 2));

    [Fact]
    public void A_file_is_played_again_without_a_store()
    {
        var outcome = Done.Value;
        (outcome.Customers, outcome.Refused).ShouldBe((300, 1));
        outcome.Report.CutOffs.Count.ShouldBe(2);
        outcome.Report.Leaks.ShouldBeEmpty();
        outcome.Report.CutOffs[^1].Models.Select(m => m.Model).Take(4).ShouldBe(["scorecard", "recency", "rfm", "bg-nbd"]);
    }

    [Theory]
    [InlineData("en", "# Back-test of orders.csv", "nothing leaked", "| model | AUC |")]
    [InlineData("zh-CN", "# 回测：orders.csv", "没有信息泄漏", "| 模型 | AUC |")]
    public void The_page_is_in_the_readers_language_and_its_plots_are_there(string locale, string title, string verdict, string table)
    {
        var files = BacktestPage.Files(Done.Value, locale);
        var page = files[0].Text;
        page.ShouldContain(title);
        page.ShouldContain(verdict);
        page.ShouldContain(table);
        foreach (var (name, svg) in files.Skip(1))
        {
            page.ShouldContain($"]({name})");
            var plot = XDocument.Parse(svg).Root!;
            plot.Name.LocalName.ShouldBe("svg");
            plot.Descendants().Count(e => e.Name.LocalName == "polyline").ShouldBeGreaterThanOrEqualTo(2);
            svg.ShouldNotContain("NaN");
        }

        files.Count.ShouldBe(5);
    }

    [Fact]
    public void A_history_that_is_too_short_and_a_holdout_that_is_none_say_so()
    {
        Should.Throw<ImportException>(() => Run(Orders(), 400, 2)).Message.ShouldContain("Try a shorter --holdout");
        Should.Throw<ImportException>(() => Run(Orders(), 3, 2)).Message.ShouldContain("from 7 to 730 days");
        Should.Throw<ImportException>(() => Run("order_id,customer_id,order_date,total\n", 60, 2)).Message.ShouldContain("too few days");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_not_called_too_short_alone()
    {
        var broken = Orders().Replace("-", "/", StringComparison.Ordinal).Replace("2024/", "24+", StringComparison.Ordinal);
        var message = Should.Throw<ImportException>(() => Run(broken, 60, 2));
        message.Message.ShouldContain("rows were refused (most often for 'order_date')");
        message.Say("zh").ShouldContain("行被拒绝（多因“order_date”）");
    }

    /// <summary>
    /// As Shopify's export has them: whether the customer accepts mail today stands in every row, and what was given back since at the order's time. Both go to those who came back,
    /// and no figure knows of it.
    /// </summary>
    [Fact]
    public void What_an_export_says_of_today_in_the_rows_of_orders_long_past_makes_no_figure_better()
    {
        var lines = Orders().Split('\n')[..^2];
        var customers = lines.Skip(1).CountBy(l => l.Split(',')[1]).ToDictionary(StringComparer.Ordinal);
        var export = Run(lines[0] + ",Accepts Marketing,Refunded Amount\n" + string.Concat(lines.Skip(1).Select(l => $"{l},{(customers[l.Split(',')[1]] > 4 ? "yes,1" : "no,")}\n")), 60, 2);
        var plain = Run(string.Join('\n', lines) + "\n", 60, 2);
        (export.Events, export.Refused).ShouldBe((plain.Events * 2 + customers.Values.Where(n => n > 4).Sum(), 0));
        export.Report.Leaks.ShouldBeEmpty();
        foreach (var (with, without) in export.Report.CutOffs.Zip(plain.Report.CutOffs))
            with.Models.Select(m => (m.Model, m.Auc, m.Brier, m.CalibrationError, m.Leads)).ShouldBe(without.Models.Select(m => (m.Model, m.Auc, m.Brier, m.CalibrationError, m.Leads)));
    }

    private static BacktestOutcome Run(string csv, int days, int cutOffs)
    {
        var bytes = Encoding.UTF8.GetBytes(csv);
        var source = new ImportSource("orders.csv", bytes.Length, () => new MemoryStream(bytes));
        return RunBacktest.Handle(
            new(new(ImportRequest.OrdersCsv, source), days, cutOffs), new ShopSettings(), new ManualClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)), null, TestContext.Current.CancellationToken);
    }

    private static string Orders()
    {
        var (text, draw, number) = (new StringBuilder("order_id,customer_id,order_date,total\n"), new Random(4), 0);
        for (var customer = 0; customer < 300; customer++)
        {
            var gap = 10 + (100 * draw.NextDouble());
            for (var day = 120 * draw.NextDouble(); day < 400; day -= gap * Math.Log(1 - draw.NextDouble()))
                text.Append(CultureInfo.InvariantCulture, $"{number++},{customer},{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd HH:mm},{10 + draw.Next(50)}\n");
        }

        return text.Append("x,1,yesterday,5\n").ToString();
    }
}
