using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Recall.App;
using Recall.App.Sequences.Replaying;
using Recall.Core.Messaging;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall sequences replay FILE --from DATE --to DATE</c></summary>
internal static class ReplayCommand
{
    public static Command Create(Cli cli)
    {
        var file = PreviewCommand.Sequence(cli);
        var from = new Option<string>("--from") { Description = cli.Say(HelpTexts.ReplayFrom), Required = true };
        var to = new Option<string>("--to") { Description = cli.Say(HelpTexts.ReplayTo), Required = true };
        var reachable = new Option<string?>("--reachable")
        {
            Description = cli.Say(HelpTexts.Reachable),
        };
        var command = new Command("replay", cli.Say(HelpTexts.Replay)) { file, from, to, reachable };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var source = await PreviewCommand.FindAsync(parsed.GetValue(file)!, session, cancel);
            var (first, last) = (Day(parsed.GetValue(from)!), Day(parsed.GetValue(to)!));
            if (PostReplay.Wrong(first, last, LocalTime.Day(session.Clock.GetUtcNow(), session.Get<AppServices>().Zone)) is { } wrong)
                throw new UserException(ReplayTexts.BadEnd, wrong);
            var channels = PostReplay.Channels(parsed.GetValue(reachable), out var unknown);
            if (unknown is not null)
                throw new UserException(ReplayTexts.BadChannel, unknown);

            var watch = Stopwatch.StartNew();
            var answer = await screen.ProgressAsync(
                screen.Say(ReplayTexts.Bar, source.Definition.Name),
                bar => session.Get<RunReplay>().HandleAsync(new(source, first, last, channels), null, bar, cancel));
            if (screen.Json)
                screen.Object(answer);
            else
                ReplayScreen.Show(screen, answer!, watch.Elapsed);
            return ExitCodes.Done;
        }, reads: true);
        return command;
    }

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : throw new UserException(ReplayTexts.NoDay, text);
}
