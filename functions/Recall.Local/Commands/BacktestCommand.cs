using System.CommandLine;
using System.Globalization;
using Recall.App.Ingestion.Files;
using Recall.App.Scoring.Backtests;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Shop;
using Recall.Local.Hosting;

namespace Recall.Local.Commands;

/// <summary><c>recall backtest FILE --holdout 90d</c></summary>
internal static class BacktestCommand
{
    private const int MostCutOffs = 24;

    public static Command Create(Cli cli)
    {
        var file = new Argument<string>("FILE") { Description = "Orders or events, as for import; gzip-compressed or not. Nothing is stored" };
        var holdout = new Option<string>("--holdout") { Description = "Time after each cut-off to compare with: 90d, 13w", DefaultValueFactory = _ => "90d" };
        var format = new Option<string>("--format")
        {
            Description = string.Join(", ", ImportRequest.Formats), DefaultValueFactory = _ => ImportRequest.OrdersCsv,
        };
        format.AcceptOnlyFromAmong([.. ImportRequest.Formats]);
        var map = ImportCommand.Map();
        var cutOffs = new Option<int>("--cutoffs") { Description = "Cut-offs, one holdout apart, the last one holdout before the last order", DefaultValueFactory = _ => 3 };
        var output = new Option<string?>("--out") { Description = "Writes the report as a Markdown page with SVG plots into this folder" };
        var lang = ReportCommand.Language();
        var command = new Command("backtest", "Play a shop's past again: how good would the scores have been, against simpler ones?")
        {
            file, holdout, format, map, cutOffs, output, lang,
        };
        cli.Handle(command, async (parsed, screen, cancel) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new UserException($"There is no file '{path}'.");
            if (parsed.GetValue(cutOffs) is var count && count is < 1 or > MostCutOffs)
                throw new UserException($"--cutoffs must be from 1 to {MostCutOffs}, found {count}.");
            var request = new BacktestRequest(
                new(parsed.GetValue(format)!, ImportSource.File(path)) { Map = ImportCommand.Columns(parsed.GetValue(map)) },
                Days(parsed.GetValue(holdout)!), count);
            var shop = Settings(cli.Data(parsed));
            var outcome = await screen.ProgressAsync(
                $"Playing {request.File.Source.Name} again", bar => Task.Run(() => RunBacktest.Handle(request, shop, cli.Clock, bar, cancel), cancel));
            if (parsed.GetValue(output) is { } folder)
                await WriteAsync(folder, BacktestPage.Files(outcome, parsed.GetValue(lang)), cancel);
            if (screen.Json)
                screen.Object(outcome);
            else
                Show(screen, outcome, ReportWords.For(parsed.GetValue(lang)), parsed.GetValue(output));
            return outcome.Report.Leaks.Count > 0 ? ExitCodes.Failed : outcome.Refused > 0 ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The folder's settings where there are some; this command makes no folder.</summary>
    private static ShopSettings Settings(string data) =>
        File.Exists(Path.Combine(data, "settings.yaml")) ? new DataFolder(data).Settings() : new();

    private static int Days(string text)
    {
        var unit = text.Length > 0 && text[^1] == 'w' ? 7 : 1;
        return int.TryParse(text.TrimEnd('d', 'w'), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= RunBacktest.MostHorizonDays
            ? count * unit
            : throw new UserException($"--holdout '{text}' is no time; write it like 90d or 13w.");
    }

    private static async Task WriteAsync(string folder, IReadOnlyList<(string Name, string Text)> files, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in files)
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken);
    }

    private static void Show(Screen screen, BacktestOutcome outcome, ReportWords say, string? folder)
    {
        screen.Line(say.Say(
            $"{Count(outcome.Events)} events of {Count(outcome.Customers)} customers; {Count(outcome.Refused)} rows refused. Who buys in the next {outcome.Report.HorizonDays} days?",
            $"{Count(outcome.Customers)} 位客户的 {Count(outcome.Events)} 条事件；{Count(outcome.Refused)} 行被拒绝。未来 {outcome.Report.HorizonDays} 天谁会购买？"));
        foreach (var cutOff in outcome.Report.CutOffs)
        {
            screen.Title(say.Say(
                $"{cutOff.Day:yyyy-MM-dd}: {Count(cutOff.Customers)} customers had bought, {Screen.Percent((double)cutOff.Bought / cutOff.Customers)} bought again",
                $"{cutOff.Day:yyyy-MM-dd}：{Count(cutOff.Customers)} 位客户曾购买，{Screen.Percent((double)cutOff.Bought / cutOff.Customers)} 再次购买"));
            screen.Table(
                [
                    say.Say("model", "模型"), ">AUC", ">Brier", ">" + say.Say("calibration error", "校准误差"),
                    ">" + say.Say("revenue in top 20 %", "前20%收入占比"), ">" + say.Say("lift of top 10 %", "前10%提升度"),
                ],
                cutOff.Models.Select(Row));
        }

        screen.Line();
        foreach (var leak in outcome.Report.Leaks)
            screen.Line(say.Say($"{leak.Model} saw the future at {leak.CutOff:yyyy-MM-dd}: its figures mean nothing.", $"{leak.Model} 在 {leak.CutOff:yyyy-MM-dd} 看到了未来，其数字无意义。"));
        if (outcome.Report.Leaks.Count == 0)
            screen.Line(say.Say("No score changed when the future was taken away or swapped: nothing leaked.", "去掉或调换未来数据后评分均未改变：没有信息泄漏。"));
        if (folder is not null)
            screen.Line(say.Say("Report: ", "报告：") + Path.Combine(folder, BacktestPage.FileName));
    }

    private static IReadOnlyList<string> Row(ModelResult model) =>
    [
        model.Model, Screen.Number(model.Auc, "0.0000"), Screen.Number(model.Brier, "0.0000"), Screen.Number(model.CalibrationError, "0.0000"),
        Screen.Percent(model.RevenueInTopFifth), Screen.Number(model.Deciles[0].Lift, "0.00"),
    ];

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
