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
