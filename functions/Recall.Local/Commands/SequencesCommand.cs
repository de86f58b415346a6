using System.CommandLine;
using System.Globalization;
using Recall.App;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.Core.Sequences.Files;
using Recall.Local.Hosting;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall sequences list|validate|preview|replay|import|packs|add|diff|publish|rollback|withdraw|history</c></summary>
internal static class SequencesCommand
{
    public static Command Create(Cli cli) => new("sequences", cli.Say(HelpTexts.Sequences))
    {
        List(cli), Validate(cli), PreviewCommand.Create(cli), ReplayCommand.Create(cli), ImportFlowCommand.Create(cli), PacksCommand.List(cli), PacksCommand.Add(cli),
        HistoryCommand.Diff(cli), PublishCommand.Publish(cli), PublishCommand.Rollback(cli), PublishCommand.Withdraw(cli), HistoryCommand.History(cli),
    };

    private static Command List(Cli cli)
    {
        var command = new Command("list", cli.Say(HelpTexts.List));
        cli.Handle(command, async (parsed, screen, cancel) =>
        {
            var catalogue = await InForceAsync(cli, parsed, cancel);
            var rows = catalogue.Files.Where(f => f.Source is not null).Select(f => (f.Source!.Definition, f.Published)).ToList();
            if (screen.Json)
            {
                screen.Object(rows.Select(r => new
                {
                    r.Definition.Name, r.Definition.Version, Published = r.Published?.Number, r.Published?.Author, Title = r.Definition.Title.ByLocale,
                    r.Definition.Holdout, r.Definition.Priority, Steps = Steps(r.Definition),
                }));
            }

            screen.Table(
                [
                    screen.Say(WorkTexts.Sequence), screen.Say(WorkTexts.Title), ">" + screen.Say(WorkTexts.Steps),
                    ">" + screen.Say(WorkTexts.Holdout), ">" + screen.Say(WorkTexts.Priority), screen.Say(WorkTexts.Version),
                ],
                rows.Select(r => (IReadOnlyList<string>)[
                    r.Definition.Name, r.Definition.Title.For(screen.Locale), Steps(r.Definition).ToString(CultureInfo.InvariantCulture),
                    Screen.Percent(r.Definition.Holdout), r.Definition.Priority.ToString(CultureInfo.InvariantCulture),
                    r.Published is { } version ? screen.Say(WorkTexts.PublishedAs, version.Number, version.Author) : screen.Say(WorkTexts.FromFile)]));
            VersionScreen.Differences(screen, catalogue);
            return Problems(screen, catalogue.Problems, false);
        });
        return command;
    }

    private static Command Validate(Cli cli)
    {
        var files = new Argument<string[]>("FILE") { Description = cli.Say(HelpTexts.ValidateFiles), Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("validate", cli.Say(HelpTexts.Validate)) { files };
        cli.Handle(command, async (parsed, screen, cancel) =>
        {
            var given = parsed.GetValue(files) ?? [];
            var texts = given.Length > 0
                ? [.. given.SelectMany(FilesOf).Select(f => (File: f, Yaml: File.ReadAllText(f)))]
                : Folder(cli, parsed).Sequences();
            var shop = DataFolder.IsShop(cli.Data(parsed)) ? DataFolder.SettingsIn(cli.Data(parsed)).Policy : null;
            var results = await CheckedAsync(
                cli, parsed, [.. texts.Select(t => SequenceFile.Read(Path.GetFileName(t.File), t.Yaml, shop))], cancel);
            var problems = results.SelectMany(r => r.Problems).ToList();
            if (screen.Json)
                screen.Object(new { Valid = results.All(r => r.Definition is not null), Problems = problems.Select(p => ProblemAnswer.Of(p, screen.Locale)) });
            var code = Problems(screen, problems, true);
            if (code == ExitCodes.Done)
                screen.Line(WorkTexts.FilesValid, results.Count);
            return code;
        });
        return command;
    }

    /// <summary>With what the shop's caps and customers show, where there is a shop.</summary>
    private static async Task<IReadOnlyList<SequenceFileResult>> CheckedAsync(
        Cli cli, ParseResult parsed, IReadOnlyList<SequenceFileResult> results, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(cli.Data(parsed)) || !new DataFolder(cli.Data(parsed)).HasShop)
            return results;
        await using var session = Session.Open(cli.Data(parsed), cli.Clock, reads: true);
        return await session.Get<CheckSequences>().HandleAsync(results, withCustomers: true, cancellationToken);
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
            return File.Exists(path) ? [path] : throw new UserException(CommonTexts.NoFile, path);
        var files = ShopFiles.SequencesIn(path);
        return files.Count > 0 ? files : throw new UserException(WorkTexts.NoFiles, path);
    }

    /// <summary>Its files are only read, so a folder that holds nothing but them will do; none is made.</summary>
    private static DataFolder Folder(Cli cli, ParseResult parsed) => Directory.Exists(cli.Data(parsed))
        ? new DataFolder(cli.Data(parsed))
        : throw new NotFoundException(CommonTexts.NoFolder, cli.Data(parsed));

    /// <summary>Of a shop with what was published; of a folder with files alone, the files.</summary>
    private static async Task<SequenceCatalogue> InForceAsync(Cli cli, ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Folder(cli, parsed);
        if (!folder.HasShop)
            return new(folder.Sequences(), DataFolder.SettingsIn(folder.Path).Policy);
        await using var session = Session.Open(folder.Path, cli.Clock, reads: true);
        return await session.Get<SequencesInForce>().NowAsync(cancellationToken);
    }

    private static int Steps(Core.Sequences.SequenceDefinition definition) => new Core.Sequences.StepTree(definition).Steps.Count();

    /// <summary>Shows problems; returns the exit code for them.</summary>
    public static int Problems(Screen screen, IReadOnlyList<Problem> problems, bool warnings)
    {
        foreach (var problem in problems.Where(p => warnings || p.Severity == Severity.Error))
            screen.Line(problem.InFile.Say(screen.Locale));
        return problems.Any(p => p.Severity == Severity.Error) ? ExitCodes.Refused : ExitCodes.Done;
    }
}
