using System.CommandLine;
using Recall.App;
using Recall.App.Sequences.Versions;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall sequences diff|history</c></summary>
internal static class HistoryCommand
{
    public static Command Diff(Cli cli)
    {
        var first = new Argument<string>("A") { Description = cli.Say(HelpTexts.DiffOne) };
        var second = new Argument<string?>("B") { Description = cli.Say(HelpTexts.DiffOther), Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("diff", cli.Say(HelpTexts.Diff)) { first, second };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var (a, b) = (await VersionArguments.FindAsync(parsed.GetValue(first)!, session, cancel), parsed.GetValue(second));
            var (from, to) = b is null
                ? (await session.Get<ReadVersion>().HandleAsync(a.Definition.Name, null, cancel), a)
                : (a, await VersionArguments.FindAsync(b, session, cancel));
            if (from is null)
            {
                if (screen.Json)
                    screen.Object(new DiffAnswer(a.Definition.Name, [], []));
                screen.Line(VersionTexts.New, a.Definition.Name);
                return ExitCodes.Done;
            }

            if (from.Definition.Name != to.Definition.Name)
                throw new UserException(VersionTexts.OtherSequence, from.Definition.Name, to.Definition.Name);
            var answer = DiffAnswer.Of(from.Definition, to.Definition, screen.Locale);
            if (screen.Json)
                screen.Object(answer);
            else
                VersionScreen.Show(screen, answer);
            return ExitCodes.Done;
        }, reads: true);
        return command;
    }

    public static Command History(Cli cli)
    {
        var name = PublishCommand.Name(cli);
        var command = new Command("history", cli.Say(HelpTexts.History)) { name };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var sequence = parsed.GetValue(name)!;
            var history = await session.Get<PublicationStore>().HistoryAsync(sequence, cancel);
            if (history.Count == 0)
                throw await VersionArguments.MissingAsync(session, sequence, VersionTexts.NeverPublished, [], cancel);
            if (screen.Json)
                screen.Object(new HistoryAnswer(sequence, [.. history.Select(v => VersionAnswer.Of(v, screen.Locale))]));
            else
                VersionScreen.Show(screen, history);
            return ExitCodes.Done;
        }, reads: true);
        return command;
    }
}
