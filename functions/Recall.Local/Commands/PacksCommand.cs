using System.CommandLine;
using Recall.Core.Sequences.Files;
using Recall.Local.Hosting;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall sequences packs</c> and <c>recall sequences add NAME</c></summary>
internal static class PacksCommand
{
    public static Command List(Cli cli)
    {
        var command = new Command("packs", cli.Say(HelpTexts.Packs));
        cli.Handle(command, (_, screen, _) =>
        {
            if (screen.Json)
                screen.Object(SequenceLibrary.Packs.Select(p => new { p.Name, Title = p.Title.Say(screen.Locale), p.Sequences }));
            screen.Table(
                [screen.Say(PackTexts.Pack), screen.Say(WorkTexts.Title), screen.Say(PackTexts.Sequences)],
                SequenceLibrary.Packs.Select(p => (IReadOnlyList<string>)[p.Name, p.Title.Say(screen.Locale), string.Join(", ", p.Sequences)]));
            screen.Line(PackTexts.HowToAdd);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    public static Command Add(Cli cli)
    {
        var names = new Argument<string[]>("NAME") { Description = cli.Say(HelpTexts.PackName), Arity = ArgumentArity.OneOrMore };
        var command = new Command("add", cli.Say(HelpTexts.Add)) { names };
        cli.Handle(command, (parsed, screen, _) =>
        {
            var given = parsed.GetValue(names)!;
            foreach (var name in given.Where(n => SequenceLibrary.Named(n).Count == 0))
                throw new NotFoundException(PackTexts.NoSuch, name, NearestWord.Hint(name, [.. SequenceLibrary.Packs.Select(p => p.Name), .. SequenceLibrary.Files.Keys]));
            var folder = new DataFolder(cli.Data(parsed));
            foreach (var name in given.SelectMany(SequenceLibrary.Named).Distinct(StringComparer.Ordinal))
                screen.Line(SequenceLibrary.Add(folder, name) ? PackTexts.Added : PackTexts.There, name);
            screen.Line(PackTexts.Look, Path.Combine(folder.Path, "sequences"));
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
