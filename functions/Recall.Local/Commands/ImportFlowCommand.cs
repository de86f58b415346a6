using System.CommandLine;
using Recall.App;
using Recall.App.Sequences.Importing;
using Recall.Core.Sequences.Importing;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall sequences import FILE</c>: a flow of Klaviyo as a sequence file.</summary>
internal static class ImportFlowCommand
{
    private static readonly string[] Bodies = [".json", ".html", ".txt"];

    public static Command Create(Cli cli)
    {
        var file = new Argument<string>("FILE") { Description = cli.Say(HelpTexts.FlowFile) };
        var templates = new Option<string?>("--templates") { Description = cli.Say(HelpTexts.FlowTemplates) };
        var metrics = new Option<string[]>("--metric") { Description = cli.Say(HelpTexts.FlowMetric) };
        var dates = new Option<string[]>("--date") { Description = cli.Say(HelpTexts.FlowDate) };
        var sender = new Option<string?>("--sender") { Description = cli.Say(HelpTexts.FlowSender) };
        var name = new Option<string?>("--name") { Description = cli.Say(HelpTexts.FlowName) };
        var to = new Option<string?>("--to") { Description = cli.Say(HelpTexts.FlowTo) };
        var command = new Command("import", cli.Say(HelpTexts.ImportFlow)) { file, templates, metrics, dates, sender, name, to };
        cli.Handle(command, async (parsed, screen, cancel) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new UserException(CommonTexts.NoFile, path);
            var result = KlaviyoFlow.Import(new(await File.ReadAllTextAsync(path, cancel))
            {
                Name = parsed.GetValue(name), Sender = parsed.GetValue(sender), Metrics = Pairs(parsed.GetValue(metrics), "--metric"),
                Dates = Pairs(parsed.GetValue(dates), "--date"), Templates = await FolderAsync(parsed.GetValue(templates), cancel),
            });
            var written = result.Yaml is null ? null : await WriteAsync(parsed.GetValue(to) ?? ".", result.Name + ".yaml", result.Yaml, cancel);
            if (screen.Json)
                screen.Object(new { File = written, Answer = ImportFlowAnswer.Of(result, screen.Locale) });
            foreach (var refusal in result.Refusals)
                screen.Line($"{Path.GetFileName(path)}: {refusal.InFlow.Say(screen.Locale)}");
            foreach (var note in result.Notes)
                screen.Line(note.Say(screen.Locale));
            if (written is null)
                screen.Line(FlowTexts.Nothing, result.Refusals.Count);
            else
                screen.Line(FlowTexts.Written, written);
            return written is null ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }

    private static Dictionary<string, string> Pairs(string[]? given, string option)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given ?? [])
        {
            var at = pair.LastIndexOf('=');
            if (at <= 0 || at == pair.Length - 1)
                throw new UserException(FlowTexts.Pair, pair, option);
            if (!pairs.TryAdd(pair[..at], pair[(at + 1)..]))
                throw new UserException(FlowTexts.PairTwice, pair[..at], option);
        }

        return pairs;
    }

    private static async Task<Dictionary<string, string>> FolderAsync(string? folder, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (folder is null)
            return texts;
        if (!Directory.Exists(folder))
            throw new UserException(CommonTexts.NoFolder, folder);
        foreach (var path in Directory.EnumerateFiles(folder).Where(f => Bodies.Contains(Path.GetExtension(f), StringComparer.Ordinal)))
            texts[Path.GetFileName(path)] = await File.ReadAllTextAsync(path, cancellationToken);
        return texts;
    }

    /// <summary>Never over a file that is there, and under its name only once it is whole.</summary>
    private static async Task<string> WriteAsync(string folder, string name, string yaml, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        if (File.Exists(path))
            throw new UserException(FlowTexts.Exists, path);
        var partly = path + ".new";
        await File.WriteAllTextAsync(partly, yaml, cancellationToken);
        File.Move(partly, path);
        return path;
    }
}
