using System.CommandLine;
using System.Globalization;
using Recall.App.Ingestion.DeadLetters;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall dead-letters list|retry</c></summary>
internal static class DeadLettersCommand
{
    public static Command Create(Cli cli) => new("dead-letters", "Input that was refused, kept until it is mended") { List(cli), Retry(cli) };

    private static Command List(Cli cli)
    {
        var take = new Option<int>("--take") { Description = "How many to show", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "What was refused and why") { take };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var box = session.Get<DeadLetterBox>();
            var page = await box.ListAsync(take: Math.Clamp(parsed.GetValue(take), 1, 1000), cancellationToken: cancel);
            if (screen.Json)
                screen.Object(page.Letters);
            screen.Table(
                [
                    screen.Say(ImportTexts.Id), screen.Say(ImportTexts.From), ">" + screen.Say(ImportTexts.Row), screen.Say(ImportTexts.Field),
                    screen.Say(ImportTexts.Reason), ">" + screen.Say(ImportTexts.Times),
                ],
                page.Letters.Select(l => (IReadOnlyList<string>)[
                    l.Id, l.Source, l.Row?.ToString(CultureInfo.InvariantCulture) ?? "", l.Field, l.Reason, l.Count.ToString(CultureInfo.InvariantCulture)]));
            var total = (await box.CountAsync(cancel)).Sum(c => c.Count);
            if (total == 0)
                screen.Line(ImportTexts.NoLetters);
            else
                screen.Line(ImportTexts.Shown, page.Letters.Count, total);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Retry(Cli cli)
    {
        var ids = new Argument<string[]>("ID") { Description = "Which; none means all", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("retry", "Read them again, after settings or mappings were mended") { ids };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var given = parsed.GetValue(ids) ?? [];
            var report = await session.Get<RetryDeadLetters>().HandleAsync(given.Length == 0 ? null : given, cancel);
            if (screen.Json)
                screen.Object(report);
            screen.Line(ImportTexts.Retried, report.Mended, report.Remaining, report.Missing);
            return report.Missing > 0 ? ExitCodes.NotFound : report.Remaining > 0 ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }
}
