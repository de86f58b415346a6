using System.Globalization;
using System.Text.RegularExpressions;
using Recall.App.Scoring.Backtests;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Tests.Scoring;

namespace Recall.App.Tests.Scoring.Backtests;

/// <summary>The plots of docs/scoring.md are those that a back-test of the day draws now. With <c>RECALL_WRITE_PLOTS</c> set they are written first.</summary>
public sealed partial class DocumentedPlotsTests
{
    private const int Horizon = 90;
    private static readonly DateOnly CutOff = new(2011, 9, 10);

    [Fact]
    public async Task The_plots_of_the_documentation_are_what_comes_out()
    {
        var pasts = PublicShops.OnlineRetail;

        // That it has no leak, the test of the same row of the table looks at.
        var models = StandardContest.Of(Horizon, TimeZoneInfo.Utc)(pasts, CutOff);
        var report = Backtest.Run(pasts, [CutOff], Horizon, TimeZoneInfo.Utc, (_, _) => models, null, TestContext.Current.CancellationToken);
        var outcome = new BacktestOutcome("online-retail", pasts.Sum(p => p.Events.Count), pasts.Count, 0, new Dictionary<string, long>(StringComparer.Ordinal), report);
        var plots = BacktestPage.Files(outcome, "en").Skip(1).ToList();
        plots.Count.ShouldBe(2);
        foreach (var (name, svg) in plots)
        {
            Repository.Read("docs/scoring.md").ShouldContain($"(plots/online-retail-{name})");
            var path = Path.Combine(Repository.Root, "docs", "plots", $"online-retail-{name}");
            if (Environment.GetEnvironmentVariable("RECALL_WRITE_PLOTS") is { Length: > 0 })
                await File.WriteAllTextAsync(path, svg, TestContext.Current.CancellationToken);
            ShouldBeAlike(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), svg, name);
        }
    }

    /// <summary>Pixels are rounded to tenths, on the one side or the other where two machines' last bits differ.</summary>
    private static void ShouldBeAlike(string documented, string drawn, string name)
    {
        Number().Replace(documented, "#").ShouldBe(Number().Replace(drawn, "#"), name);
        foreach (var (stated, actual) in Number().Matches(documented).Zip(Number().Matches(drawn)))
            Value(stated).ShouldBe(Value(actual), 0.11, name);

        static double Value(Match number) => double.Parse(number.Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"[0-9]+(?:\.[0-9]+)?", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
