using System.CommandLine;
using System.Globalization;
using Recall.App.Reports;

namespace Recall.Local.Commands;

/// <summary><c>recall report</c></summary>
internal static class ReportCommand
{
    /// <summary>The language of what people read; the machine's unless it is given.</summary>
    public static Option<string> Language() => new("--lang")
    {
        Description = "en or zh-CN", DefaultValueFactory = _ => CultureInfo.CurrentUICulture.Name,
    };

    public static Command Create(Cli cli)
    {
        var lang = Language();
        var command = new Command("report", "Who is leaving, what was sent and held back, who came back, against the control group") { lang };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var report = await screen.ProgressAsync("Reading", _ => session.Get<BuildReport>().HandleAsync(cancel));
            if (screen.Json)
                screen.Object(report);
            else
                ReportScreen.Show(screen, report, ReportWords.For(parsed.GetValue(lang)));
            return ExitCodes.Done;
        });
        return command;
    }
}
