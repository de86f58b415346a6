using System.CommandLine;
using System.Globalization;
using Recall.App.Ingestion.DeadLetters;

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
                ["id", "from", ">row", "field", "reason", ">times"],
                page.Letters.Select(l => (IReadOnlyList<string>)[
                    l.Id, l.Source, l.Row?.ToString(CultureInfo.InvariantCulture) ?? "", l.Field, l.Reason, l.Count.ToString(CultureInfo.InvariantCulture)]));
            var total = (await box.CountAsync(cancel)).Sum(c => c.Count);
            screen.Line(total == 0 ? "No dead letters." : string.Create(CultureInfo.InvariantCulture, $"{page.Letters.Count:#,0} of {total:#,0} shown."));
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
            screen.Line(string.Create(
                CultureInfo.InvariantCulture, $"{report.Mended:#,0} mended, {report.Remaining:#,0} still refused, {report.Missing:#,0} not found."));
            return report.Missing > 0 ? ExitCodes.NotFound : report.Remaining > 0 ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }
}
