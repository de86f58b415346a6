using System.CommandLine;
using Recall.App;
using Recall.App.Sequences;
using Recall.App.Sequences.Previewing;
using Recall.App.Sequences.Versions;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall sequences preview FILE --customer ID</c></summary>
internal static class PreviewCommand
{
    public static Command Create(Cli cli)
    {
        var file = Sequence(cli);
        var customer = new Option<string>("--customer") { Description = cli.Say(HelpTexts.Customer), Required = true };
        var html = new Option<string?>("--html")
        {
            Description = cli.Say(HelpTexts.Html),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("preview", cli.Say(HelpTexts.Preview)) { file, customer, html };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            if (!CustomerKey.TryParse(ContactKey.Resolve(parsed.GetValue(customer)!), out var key, out var error))
                throw new UserException(CustomerTexts.NoKey, error);
            var source = await FindAsync(parsed.GetValue(file)!, session, cancel);
            var preview = await session.Get<PreviewSequence>().HandleAsync(source, key, screen.Locale, cancel)
                ?? throw new NotFoundException(CustomerTexts.NoCustomer, key);
            if (parsed.GetValue(html) is { } folder)
                await WriteAsync(folder, preview.Steps, cancel);
            if (screen.Json)
                screen.Object(preview);
            else
                PreviewScreen.Show(screen, preview, parsed.GetResult(html) is not null && parsed.GetValue(html) is null);
            return ExitCodes.Done;
        }, reads: true);
        return command;
    }

    /// <summary>The argument that says which sequence.</summary>
    public static Argument<string> Sequence(Cli cli) =>
        new("FILE") { Description = cli.Say(HelpTexts.SequenceOrFile) };

    /// <summary>The file of that path, else the sequence in use of that name.</summary>
    /// <exception cref="UserException">The file has errors, all of which are listed; or there is neither.</exception>
    public static async Task<SequenceSource> FindAsync(string text, Session session, CancellationToken cancellationToken)
    {
        if (!File.Exists(text))
        {
            var catalogue = await session.Get<SequencesInForce>().NowAsync(cancellationToken);
            return catalogue.Find(text, out var hint) ?? throw new UserException(PreviewTexts.NoSequence, text, hint);
        }

        var yaml = await File.ReadAllTextAsync(text, cancellationToken);
        var result = SequenceFile.Read(Path.GetFileName(text), yaml, session.Get<AppServices>().Shop.Policy);
        return result.Definition is { } definition
            ? new(definition, yaml)
            : throw new UserException(result.Problems.Where(p => p.Severity == Severity.Error));
    }

    private static async Task WriteAsync(string folder, IReadOnlyList<PreviewedStep> steps, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var step in steps)
        {
            if (step.Message?.Html is { } html)
                await File.WriteAllTextAsync(Path.Combine(folder, step.Step + ".html"), html, cancellationToken);
            foreach (var way in step.Ways)
                await WriteAsync(folder, way.Steps, cancellationToken);
        }
    }
}
