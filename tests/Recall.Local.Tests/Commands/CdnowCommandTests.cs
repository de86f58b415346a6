using System.Text.Json;

namespace Recall.Local.Tests.Commands;

/// <summary>The research data that the models were published with, through the command line.</summary>
public sealed class CdnowCommandTests : IDisposable
{
    private readonly Shell shell = new();

    /// <summary>Calibration is weeks 1 to 39, to 1997-09-30; the figures are those of Fader, Hardie and Lee (2005), table 2.</summary>
    [Fact]
    public async Task The_sample_gives_the_published_fit_and_a_month_of_winning_back()
    {
        await shell.DoneAsync(
            "import", Shared("data/cdnow/CDNOW_sample.txt.gz"), "--format", "cdnow", "--as-of", "1997-09-30", "--example-contacts");
        var model = (await shell.DoneAsync("score", "--json")).Json.GetProperty("model").GetProperty("bgNbd");
        var parameters = model.GetProperty("parameters");
        parameters.GetProperty("r").GetDouble().ShouldBe(0.243, 0.0005);
        parameters.GetProperty("alpha").GetDouble().ShouldBe(4.414, 0.0005);
        parameters.GetProperty("a").GetDouble().ShouldBe(0.793, 0.0005);
        parameters.GetProperty("b").GetDouble().ShouldBe(2.426, 0.0005);
        model.GetProperty("diagnostics").GetProperty("logLikelihood").GetDouble().ShouldBe(-9582.4, 0.05);

        await shell.DoneAsync("run", "--until", "1997-10-30");
        var report = (await shell.DoneAsync("report", "--json")).Json;
        var inForce = report.GetProperty("model");
        inForce.GetProperty("stability").EnumerateArray().First().GetProperty("name").GetString().ShouldBe("churn");
        var again = (await shell.DoneAsync("score", "--json")).Json.GetProperty("trial");
        again.GetProperty("champion").GetString().ShouldBe(inForce.GetProperty("version").GetString());
        again.GetProperty("churn").GetProperty("customers").GetInt32().ShouldBeInRange(2250, 2357);
        again.GetProperty("buying").GetProperty("customers").GetInt32().ShouldBeInRange(2250, 2357);
        report.GetProperty("customers").GetInt32().ShouldBe(2357);
        var winback = Sequence(report, "dormant-winback");
        winback.GetProperty("treated").GetInt32().ShouldBeGreaterThan(100);
        winback.GetProperty("holdout").GetInt32().ShouldBeGreaterThan(10);
        winback.GetProperty("sent").GetProperty("email").GetInt32().ShouldBeGreaterThan(100);
        (await shell.DoneAsync("report", "--lang", "zh-CN")).Text.ShouldContain("流程 dormant-winback");
    }

    public void Dispose() => shell.Dispose();

    private static JsonElement Sequence(JsonElement report, string name) =>
        report.GetProperty("sequences").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);

    private static string Shared(string path)
    {
        var file = Repository.Shared(path);
        if (!File.Exists(file))
            Assert.Skip($"{path} is not in the folder of shared data.");
        return file;
    }
}
