using System.Globalization;
using System.Text;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

public sealed class BacktestCommandTests : IDisposable
{
    private readonly Shell shell = new();

    [Fact]
    public async Task It_compares_the_models_writes_the_report_and_makes_no_shop()
    {
        var folder = Path.Combine(Path.GetDirectoryName(shell.Data)!, "report");
        var text = (await shell.DoneAsync("backtest", shell.Write("orders.csv", Orders()), "--holdout", "60d", "--cutoffs", "1", "--out", folder, "--lang", "en")).Text;
        text.ShouldMatch(@"(scorecard|NBD) \(leads\) +0\.");
        text.ShouldMatch(@"scorecard( \(leads\))? +0\.\d{4} +0\.\d{4} +0\.\d{4} +\d+\.\d % +\d\.\d\d");
        text.ShouldMatch(@"recency +0\.\d{4} +- +- ");
        text.ShouldContain("nothing leaked");
        Directory.GetFiles(folder).Select(Path.GetExtension).Order(StringComparer.Ordinal).ShouldBe([".md", ".svg", ".svg"]);
        Directory.Exists(shell.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Scripts_get_one_document()
    {
        var json = (await shell.DoneAsync("backtest", shell.Write("orders.csv", Orders()), "--holdout", "8w", "--cutoffs", "1", "--json")).Json;
        var report = json.GetProperty("report");
        report.GetProperty("horizonDays").GetInt32().ShouldBe(56);
        report.GetProperty("leaks").GetArrayLength().ShouldBe(0);
        report.GetProperty("cutOffs")[0].GetProperty("models")[0].GetProperty("deciles").GetArrayLength().ShouldBe(10);
    }

    [Fact]
    public async Task Columns_can_be_mapped_and_the_words_are_chinese_where_asked()
    {
        var file = shell.Write("orders.csv", Orders().Replace("customer_id", "who", StringComparison.Ordinal));
        (await shell.RunAsync("backtest", file)).Errors.ShouldContain("--map COLUMN=customer");
        (await shell.DoneAsync("backtest", file, "--map", "who=customer", "--holdout", "60d", "--cutoffs", "1", "--source", "shop", "--lang", "zh-CN")).Text.ShouldContain("没有信息泄漏");
    }

    [Theory]
    [InlineData("--holdout 'soon' is no time", "--holdout", "soon")]
    [InlineData("--holdout '90dw' is no time", "--holdout", "90dw")]
    [InlineData("--cutoffs must be from 1 to 24", "--cutoffs", "0")]
    [InlineData("--source MY SHOP", "--source", "MY SHOP")]
    [InlineData("Try a shorter --holdout", "--holdout", "700d")]
    public async Task Mistakes_are_told_with_their_cure(string message, string option, string value)
    {
        var outcome = await shell.RunAsync("backtest", shell.Write("orders.csv", Orders()), option, value);
        (outcome.Code, outcome.Errors.Contains(message, StringComparison.Ordinal)).ShouldBe((ExitCodes.Usage, true), outcome.Errors);
    }

    /// <summary>Figures of a part of the rows are no figures of the file.</summary>
    [Fact]
    public async Task Refused_rows_are_told_by_field_and_models_that_could_not_be_fitted_are_named()
    {
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i =>
            $"o{i},{i},{new DateOnly(2025, 1, 1).AddDays(i):yyyy-MM-dd},{(i % 3 == 0 ? "10.123456789" : "10")}\n"));
        var outcome = await shell.RunAsync("backtest", shell.Write("orders.csv", "order_id,customer_id,date,total\n" + rows), "--holdout", "60d", "--cutoffs", "1", "--lang", "en");

        outcome.Code.ShouldBe(ExitCodes.Refused);
        outcome.Text.ShouldContain("refused for 'total': 100");
        outcome.Text.ShouldContain("The figures are of the other rows alone.");
        outcome.Text.ShouldContain("the prior one stands in");
        outcome.Text.ShouldContain("Not to be fitted on what was known then, mostly because too few had bought again: BG/NBD, MBG/NBD, Pareto/NBD.");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named() =>
        (await shell.RunAsync("backtest", "nowhere.csv")).Errors.ShouldContain("There is no file 'nowhere.csv'.");

    public void Dispose() => shell.Dispose();

    /// <summary>Two hundred who buy for a year and more, each in a rhythm of their own.</summary>
    private static string Orders()
    {
        var (text, draw, number) = (new StringBuilder("order_id,customer_id,order_date,total\n"), new Random(6), 0);
        for (var customer = 0; customer < 200; customer++)
        {
            var gap = 10 + (100 * draw.NextDouble());
            for (var day = 100 * draw.NextDouble(); day < 400; day -= gap * Math.Log(1 - draw.NextDouble()))
                text.Append(CultureInfo.InvariantCulture, $"{number++},{customer},{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{10 + draw.Next(50)}\n");
        }

        return text.ToString();
    }
}
