using System.CommandLine;
using System.Globalization;
using Recall.App;
using Recall.App.Ingestion.Files;
using Recall.App.Scoring.Backtests;
using Recall.Core.Scoring.Backtesting;
using Recall.Local.Hosting;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall backtest FILE --holdout 90d</c></summary>
internal static class BacktestCommand
{
    private const int MostCutOffs = 24;

    public static Command Create(Cli cli)
    {
        var file = new Argument<string>("FILE") { Description = cli.Say(HelpTexts.BacktestFile) };
        var holdout = new Option<string>("--holdout") { Description = cli.Say(HelpTexts.BacktestHoldout), DefaultValueFactory = _ => "90d" };
        var format = new Option<string>("--format")
        {
            Description = string.Join(", ", ImportRequest.Formats), DefaultValueFactory = _ => ImportRequest.OrdersCsv,
        };
        format.AcceptOnlyFromAmong([.. ImportRequest.Formats]);
        var (map, encoding, source) = (ImportCommand.Map(cli), ImportCommand.Encoding(cli), ImportCommand.Source(cli));
        var (dates, decimals) = (ImportCommand.Dates(cli), ImportCommand.Decimals(cli));
        var cutOffs = new Option<int>("--cutoffs") { Description = cli.Say(HelpTexts.CutOffs), DefaultValueFactory = _ => 3 };
        var output = new Option<string?>("--out") { Description = cli.Say(HelpTexts.Out) };
        var command = new Command("backtest", cli.Say(HelpTexts.Backtest))
        {
            file, holdout, format, map, dates, decimals, encoding, source, cutOffs, output,
        };
        cli.Handle(command, async (parsed, screen, cancel) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new UserException(CommonTexts.NoFile, path);
            if (parsed.GetValue(cutOffs) is var count && count is < 1 or > MostCutOffs)
                throw new UserException(BacktestTexts.CutOffs, MostCutOffs, count);
            var request = new BacktestRequest(
                new(parsed.GetValue(format)!, ImportSource.File(path))
                {
                    Map = ImportCommand.Columns(parsed.GetValue(map)), Dates = parsed.GetValue(dates), Decimals = parsed.GetValue(decimals), Encoding = parsed.GetValue(encoding), CustomerSource = parsed.GetValue(source),
                },
                Days(parsed.GetValue(holdout)!), count);
            var shop = DataFolder.SettingsIn(cli.Data(parsed));
            var outcome = await screen.ProgressAsync(
                screen.Say(BacktestTexts.Bar, request.File.Source.Name), bar => Task.Run(() => RunBacktest.Handle(request, shop, cli.Clock, bar, cancel), cancel));
            if (parsed.GetValue(output) is { } folder)
                await WriteAsync(folder, BacktestPage.Files(outcome, screen.Locale), cancel);
            if (screen.Json)
                screen.Object(outcome);
            else
                Show(screen, outcome, parsed.GetValue(output));
            return outcome.Report.Leaks.Count > 0 ? ExitCodes.Failed : outcome.Refused > 0 ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }

    private static int Days(string text)
    {
        var unit = text.EndsWith('w') ? 7 : 1;
        return int.TryParse(text.EndsWith('w') || text.EndsWith('d') ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (int)Math.Min((long)count * unit, int.MaxValue) // Too long is said by who knows how long it may be.
            : throw new UserException(BacktestTexts.Holdout, text);
    }

    private static async Task WriteAsync(string folder, IReadOnlyList<(string Name, string Text)> files, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in files)
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken);
    }

    private static void Show(Screen screen, BacktestOutcome outcome, string? folder)
    {
        screen.Line(BacktestTexts.Question, outcome.Events, outcome.Customers, outcome.Refused, outcome.Report.HorizonDays);
        ImportScreen.Reasons(screen, outcome.Reasons);
        if (outcome.Refused * 100 > outcome.Events)
            screen.Strong(BacktestTexts.ManyRefused);
        var words = BacktestWords.For(screen.Locale);
        foreach (var cutOff in outcome.Report.CutOffs)
        {
            screen.Title(screen.Say(
                BacktestTexts.CutOff, Day(cutOff.Day), cutOff.Customers, Screen.Percent((double)cutOff.Bought / cutOff.Customers)));
            screen.Table(
                [
                    screen.Say(BacktestTexts.Model), ">AUC", ">Brier", ">" + screen.Say(BacktestTexts.Calibration),
                    ">" + screen.Say(BacktestTexts.Revenue), ">" + screen.Say(BacktestTexts.Lift),
                ],
                cutOff.Models.Select(m => Row(m, words)));
            if (words.Missing(cutOff) is { } missing)
                screen.Line(missing);
        }

        screen.Line();
        foreach (var leak in outcome.Report.Leaks)
            screen.Line(BacktestTexts.Leak, BacktestWords.For(screen.Locale).Model(leak.Model), Day(leak.CutOff));
        if (outcome.Report.Leaks.Count == 0)
            screen.Line(BacktestTexts.NoLeak);
        if (folder is not null)
            screen.Line(BacktestTexts.Report, Path.Combine(folder, BacktestPage.FileName));
    }

    private static IReadOnlyList<string> Row(ModelResult model, BacktestWords words) =>
    [
        model.Leads ? words.Leads(model.Model) : words.Model(model.Model), Screen.Number(model.Auc, "0.0000"), Screen.Number(model.Brier, "0.0000"), Screen.Number(model.CalibrationError, "0.0000"),
        Screen.Percent(model.RevenueInTopFifth), Screen.Number(model.Deciles[0].Lift, "0.00"),
    ];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
