using System.CommandLine;
using System.Globalization;
using Recall.App;
using Recall.App.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Local.Hosting;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall sequences list|validate|preview|replay|packs|add</c></summary>
internal static class SequencesCommand
{
    public static Command Create(Cli cli) => new("sequences", "The marketers' files")
    {
        List(cli), Validate(cli), PreviewCommand.Create(cli), ReplayCommand.Create(cli), PacksCommand.List(cli), PacksCommand.Add(cli),
    };

    private static Command List(Cli cli)
    {
        var command = new Command("list", "Sequences of this folder, or those that come with Recall");
        cli.Handle(command, (parsed, screen, _) =>
        {
            var catalogue = new SequenceCatalogue(Folder(cli, parsed).Sequences());
            var rows = catalogue.Sequences.Select(s => s.Definition).ToList();
            if (screen.Json)
                screen.Object(rows.Select(d => new { d.Name, d.Version, Title = d.Title.ByLocale, d.Holdout, d.Priority, Steps = new Core.Sequences.StepTree(d).Steps.Count() }));
            screen.Table(
                [
                    screen.Say(WorkTexts.Sequence), screen.Say(WorkTexts.Title), ">" + screen.Say(WorkTexts.Steps),
                    ">" + screen.Say(WorkTexts.Holdout), ">" + screen.Say(WorkTexts.Priority), screen.Say(WorkTexts.Version),
                ],
                rows.Select(d => (IReadOnlyList<string>)[
                    d.Name, d.Title.For(screen.Locale), new Core.Sequences.StepTree(d).Steps.Count().ToString(CultureInfo.InvariantCulture),
                    Screen.Percent(d.Holdout), d.Priority.ToString(CultureInfo.InvariantCulture), d.Version]));
            return Task.FromResult(Problems(screen, catalogue.Problems, false));
        });
        return command;
    }

    private static Command Validate(Cli cli)
    {
        var files = new Argument<string[]>("FILE") { Description = "Files, or folders of them; none means those of the data folder", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("validate", "Check sequence files and show every problem with its line") { files };
        cli.Handle(command, (parsed, screen, _) =>
        {
            var given = parsed.GetValue(files) ?? [];
            var texts = given.Length > 0
                ? [.. given.SelectMany(FilesOf).Select(f => (File: f, Yaml: File.ReadAllText(f)))]
                : Folder(cli, parsed).Sequences();
            var results = texts.Select(t => SequenceFile.Read(Path.GetFileName(t.File), t.Yaml)).ToList();
            var problems = results.SelectMany(r => r.Problems).ToList();
            if (screen.Json)
                screen.Object(new { Valid = results.TrueForAll(r => r.Definition is not null), Problems = problems });
            var code = Problems(screen, problems, true);
            if (code == ExitCodes.Done)
                screen.Line(WorkTexts.FilesValid, results.Count);
            return Task.FromResult(code);
        });
        return command;
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

    private static int Problems(Screen screen, IReadOnlyList<Problem> problems, bool warnings)
    {
        foreach (var problem in problems.Where(p => warnings || p.Severity == Severity.Error))
            screen.Line(problem.ToString());
        return problems.Any(p => p.Severity == Severity.Error) ? ExitCodes.Refused : ExitCodes.Done;
    }
}
