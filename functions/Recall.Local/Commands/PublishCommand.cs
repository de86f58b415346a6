using System.CommandLine;
using Recall.App;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.Core.Sequences.Files;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall sequences publish|rollback|withdraw</c></summary>
internal static class PublishCommand
{
    public static Command Publish(Cli cli)
    {
        var file = new Argument<string>("FILE") { Description = cli.Say(HelpTexts.PublishFile) };
        var (author, expect, migrate) = (VersionArguments.Author(cli), VersionArguments.Expect(cli), VersionArguments.Migrate(cli));
        var command = new Command("publish", cli.Say(HelpTexts.Publish)) { file, author, expect, migrate };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new UserException(CommonTexts.NoFile, path);
            var request = VersionArguments.Request(parsed.GetValue(author), parsed.GetValue(expect), parsed.GetValue(migrate));
            var yaml = await File.ReadAllTextAsync(path, cancel);
            var result = SequenceFile.Read(Path.GetFileName(path), yaml, session.Get<AppServices>().Shop.Policy);
            if (result.Definition is not { } definition)
                throw new UserException(result.Problems.Where(p => p.Severity == Severity.Error));
            var doubts = (await session.Get<CheckSequences>().HandleAsync([result], false, cancel))[0].Problems;
            SequencesCommand.Problems(screen, doubts, true);
            return Show(screen, await session.Get<PublishSequence>().HandleAsync(new(definition, yaml), request, cancel), definition.Name, request, doubts);
        });
        return command;
    }

    public static Command Rollback(Cli cli)
    {
        var name = Name(cli);
        var to = new Option<int?>("--to") { Description = cli.Say(HelpTexts.RollbackTo) };
        var (author, expect, migrate) = (VersionArguments.Author(cli), VersionArguments.Expect(cli), VersionArguments.Migrate(cli));
        var command = new Command("rollback", cli.Say(HelpTexts.Rollback)) { name, to, author, expect, migrate };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var request = VersionArguments.Request(parsed.GetValue(author), parsed.GetValue(expect), parsed.GetValue(migrate));
            var (sequence, number) = (parsed.GetValue(name)!, parsed.GetValue(to));
            try
            {
                var outcome = await session.Get<PublishSequence>().RollBackAsync(sequence, number, request, cancel);
                return outcome is not PublishOutcome.NoVersion ? Show(screen, outcome, sequence, request)
                    : throw (number is null
                        ? await VersionArguments.MissingAsync(session, sequence, VersionTexts.NothingBefore, [], cancel)
                        : await VersionArguments.MissingAsync(session, sequence, VersionTexts.NoVersion, [number], cancel));
            }
            catch (UnreadableVersionException e)
            {
                throw new UserException(e.Said);
            }
        });
        return command;
    }

    public static Command Withdraw(Cli cli)
    {
        var name = Name(cli);
        var (author, expect) = (VersionArguments.Author(cli), VersionArguments.Expect(cli));
        var command = new Command("withdraw", cli.Say(HelpTexts.Withdraw)) { name, author, expect };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var request = VersionArguments.Request(parsed.GetValue(author), parsed.GetValue(expect), false);
            var sequence = parsed.GetValue(name)!;
            var outcome = await session.Get<PublishSequence>().WithdrawAsync(sequence, request, cancel);
            return outcome is PublishOutcome.NoVersion
                ? throw await VersionArguments.MissingAsync(session, sequence, VersionTexts.NothingToWithdraw, [], cancel)
                : Show(screen, outcome, sequence, request);
        });
        return command;
    }

    /// <summary>The argument that says which sequence.</summary>
    public static Argument<string> Name(Cli cli) => new("SEQUENCE") { Description = cli.Say(HelpTexts.SequenceName) };

    private static int Show(
        Screen screen, PublishOutcome outcome, string sequence, PublishRequest request, IReadOnlyList<Problem>? doubts = null)
    {
        if (outcome is PublishOutcome.Overtaken { Current: var current })
        {
            throw current is null
                ? new UserException(VersionTexts.NothingThere, sequence, request.Expected)
                : new UserException(current.Kind == PublicationKind.Withdrawn ? VersionTexts.OutOfForce : VersionTexts.Overtaken, sequence, current.Number, current.Author, current.At);
        }

        if (screen.Json)
            screen.Object(PublishAnswer.Of(outcome, doubts ?? [], screen.Locale));
        else
            VersionScreen.Show(screen, outcome);
        return ExitCodes.Done;
    }
}
