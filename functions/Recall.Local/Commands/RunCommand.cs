using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Recall.App;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.Core.Sequences.Files;
using Recall.Local.Runtime;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall run --until DATE</c></summary>
internal static class RunCommand
{
    public static Command Create(Cli cli)
    {
        var until = new Option<string>("--until") { Description = cli.Say(HelpTexts.Until), Required = true };
        var command = new Command("run", cli.Say(HelpTexts.Run)) { until };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            if (session.Clock is not VirtualClock clock)
                throw new UserException(WorkTexts.NotVirtual);
            var end = ImportCommand.Date(parsed.GetValue(until))!.Value;
            var start = clock.GetUtcNow();
            if (end < start) // At the same time there may be work left by a process that ended in it.
                throw new UserException(WorkTexts.LaterDate, start);
            CheckSequences(await session.Get<SequencesInForce>().NowAsync(cancel), screen);

            var watch = Stopwatch.StartNew();
            var drive = session.Get<VirtualDrive>();
            await screen.ProgressAsync(screen.Say(WorkTexts.UntilBar, end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), async bar =>
            {
                drive.Stopping = (now, _) =>
                {
                    session.Folder.SetVirtualNow(now);
                    bar.Report(end > start ? (now - start) / (end - start) : 1);
                    return Task.CompletedTask;
                };
                await drive.RunAsync(end, cancel);
                return true;
            });
            session.Folder.SetVirtualNow(end);
            if (screen.Json)
                screen.Object(new { From = start, Until = end, Seconds = watch.Elapsed.TotalSeconds });
            screen.Line(WorkTexts.Ran, (end - start).TotalDays, watch.Elapsed.TotalSeconds);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>
    /// A broken text stops the run: a sequence that is silently missing is worse than a message. A file that is not what was published does not,
    /// and is named.
    /// </summary>
    public static void CheckSequences(SequenceCatalogue catalogue, Screen screen)
    {
        VersionScreen.Differences(screen, catalogue);
        var errors = catalogue.Problems.Where(p => p.Severity == Severity.Error).ToList();
        if (errors.Count > 0)
            throw new UserException(errors);
    }
}
