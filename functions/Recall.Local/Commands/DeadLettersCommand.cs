using System.CommandLine;
using System.Globalization;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Work;
using Recall.Core.Customers;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall dead-letters list|retry</c></summary>
internal static class DeadLettersCommand
{
    /// <summary>Characters of a reason that a table shows; an order of a thousand rows may have a thousand things wrong.</summary>
    private const int MostReason = 300;

    public static Command Create(Cli cli) =>
        new("dead-letters", cli.Say(HelpTexts.DeadLetters)) { List(cli), Retry(cli) };

    private static Command List(Cli cli)
    {
        var take = new Option<int>("--take") { Description = cli.Say(HelpTexts.TakeLetters), DefaultValueFactory = _ => 50 };
        var command = new Command("list", cli.Say(HelpTexts.DeadLettersList)) { take };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var box = session.Get<DeadLetterBox>();
            var list = await box.FirstAsync(Math.Clamp(parsed.GetValue(take), 1, 1000), cancel);
            var work = await session.Get<GivenUpWork>().ListAsync(cancel);
            if (screen.Json)
                screen.Object(new { list.Letters, Work = work });
            Letters(screen, list);
            if (list.Total == 0)
                screen.Line(ImportTexts.NoLetters);
            else
                screen.Line(ImportTexts.Shown, list.Letters.Count, list.Total);
            Work(screen, work);
            return ExitCodes.Done;
        }, reads: true);
        return command;
    }

    private static Command Retry(Cli cli)
    {
        var ids = new Argument<string[]>("ID") { Description = cli.Say(HelpTexts.LetterIds), Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("retry", cli.Say(HelpTexts.DeadLettersRetry)) { ids };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var given = parsed.GetValue(ids) ?? [];
            var report = await session.Get<RetryDeadLetters>().HandleAsync(given.Length == 0 ? null : given, cancel);
            var work = given.Length == 0 ? await session.Get<GivenUpWork>().RetryAsync(cancel) : 0;
            if (screen.Json)
                screen.Object(new { report.Mended, report.Remaining, report.Missing, report.Refused, Work = work });
            if (report.Refused.Count > 0)
                Letters(screen, await session.Get<DeadLetterBox>().FirstAsync(0, cancel) with { Letters = report.Refused });
            screen.Line(ImportTexts.Retried, report.Mended, report.Remaining, report.Missing);
            if (work > 0)
                screen.Line(ImportTexts.WorkAgain, work);
            return report.Missing > 0 ? ExitCodes.NotFound : report.Remaining > 0 ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }

    private static void Letters(Screen screen, DeadLetterList list)
    {
        if (list.Letters.Count == 0)
            return;
        screen.Table(
            [
                screen.Say(ImportTexts.Id), screen.Say(ImportTexts.From), ">" + screen.Say(ImportTexts.Row), screen.Say(ImportTexts.Field),
                screen.Say(ImportTexts.Reason), ">" + screen.Say(ImportTexts.Times),
            ],
            list.Letters.Select(l => (IReadOnlyList<string>)[
                list.IdOf(l), l.Source, l.Row?.ToString(CultureInfo.InvariantCulture) ?? "", l.Field, Shortened(l.Reason), l.Count.ToString(CultureInfo.InvariantCulture)]));
        if (list.Letters.Any(l => l.Reason.Length > MostReason))
            screen.Line(ImportTexts.CutShort);
    }

    private static string Shortened(string reason) => reason.Length > MostReason ? Shown.Cut(reason, MostReason - 3) + "..." : reason;

    private static void Work(Screen screen, IReadOnlyList<GivenUp> work)
    {
        if (work.Count == 0)
            return;
        screen.Title(screen.Say(ImportTexts.GivenUp));
        foreach (var kind in work.GroupBy(w => w.Queue, StringComparer.Ordinal))
            screen.Line("  " + screen.Say(ImportTexts.GivenUpParts, screen.Word(kind.Key), kind.Count()));
        screen.Line(ImportTexts.GivenUpWhy);
    }
}
