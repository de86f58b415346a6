using System.CommandLine;
using Recall.App.Reports;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall report</c></summary>
internal static class ReportCommand
{
    public static Command Create(Cli cli)
    {
        var command = new Command("report", cli.Say(HelpTexts.Report));
        cli.Handle(command, async (_, session, screen, cancel) =>
        {
            var report = await screen.ProgressAsync(screen.Say(ReportTexts.Bar), _ => session.Get<BuildReport>().HandleAsync(cancel));
            if (screen.Json)
                screen.Object(report);
            else
                ReportScreen.Show(screen, report);
            return ExitCodes.Done;
        }, reads: true);
        return command;
    }
}
