using System.Globalization;
using Recall.App.Ingestion.Files;
using Recall.Core.Wording;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary>What an import tells who ran it.</summary>
internal static class ImportScreen
{
    /// <summary>Words of a file that are shown; a column mapped wrongly would have thousands.</summary>
    private const int MostWords = 10;

    /// <summary>Shows the report of an import into the folder <paramref name="data"/> and gives the exit code.</summary>
    public static int Show(Screen screen, ImportRequest request, ImportReport report, string data)
    {
        if (screen.Json)
            screen.Object(report);
        var rate = report.Seconds > 0 ? report.Rows / report.Seconds : 0;
        screen.Line(screen.Say(ImportTexts.Rows, report.Rows, report.Seconds, rate)
            + screen.Say(ImportTexts.Events, report.Accepted, report.Duplicates, report.Scheduled, RefusedInAll(report)));
        // What differs from how Recall writes it may have been understood otherwise than it was meant.
        foreach (var form in report.Forms.Where(f => f.Form != ColumnForm.Point))
            Form(screen, form);
        Refused(screen, report);
        Orders(screen, report);
        if (report.Guessed is { } word)
            screen.Line(ImportTexts.Guessed, report.Encoding, word, ImportRequest.Encodings);
        if (report.KnownBy is { } contact)
            screen.Line(contact == "email" ? ImportTexts.KnownByEmail : ImportTexts.KnownByPhone, request.CustomerSource ?? "csv");
        if (report.Unused.Count > 0)
            screen.Line(ImportTexts.Unused, string.Join(", ", report.Unused));
        if (report.CutOff)
            screen.Line(ImportTexts.CutOff, request.Source.Name, report.Rows);
        if (report.Rejected > 0)
            screen.Line(report.Letters < report.Rejected ? ImportTexts.SeeLettersOfOrders : ImportTexts.SeeLetters, data, report.Letters);
        return report.Rejected > 0 || report.CutOff ? ExitCodes.Refused : ExitCodes.Done;
    }

    /// <summary>Shows what an import would do, and gives the exit code it would have.</summary>
    public static int ShowTried(Screen screen, ImportRequest request, ImportReport report)
    {
        if (screen.Json)
            screen.Object(report);
        screen.Line(ImportTexts.WouldBe, report.Rows, report.Events, report.Rejected);
        if (report.Delimiter is { } mark)
            screen.Line(ImportTexts.ReadAsColumns, report.Encoding, mark == "\t" ? screen.Say(ImportTexts.Tab) : $"'{mark}'");
        else
            screen.Line(ImportTexts.ReadAs, report.Encoding);
        if (report.Guessed is { } word)
            screen.Line(ImportTexts.WouldGuess, word, ImportRequest.Encodings);
        foreach (var form in report.Forms)
            Form(screen, form);
        Refused(screen, report);
        FirstRefused(screen, report.FirstRefused);
        Orders(screen, report);
        if (report.KnownBy is { } contact)
            screen.Line(contact == "email" ? ImportTexts.KnownByEmail : ImportTexts.KnownByPhone, request.CustomerSource ?? "csv");
        if (report.Unused.Count > 0)
            screen.Line(ImportTexts.Unused, string.Join(", ", report.Unused));
        if (report.CutOff)
            screen.Line(ImportTexts.CutOff, request.Source.Name, report.Rows);
        return report.Rejected > 0 || report.CutOff ? ExitCodes.Refused : ExitCodes.Done;
    }

    private static Sentence RefusedInAll(ImportReport report) => (report.Rejected - report.Contradictions, report.Contradictions) switch
    {
        (0, > 0) => new(ImportTexts.EventsRefused, report.Contradictions),
        (var rows, 0) => new(ImportTexts.RowsRefused, rows),
        var (rows, events) => new(ImportTexts.RowsAndEventsRefused, rows, events),
    };

    private static void Refused(Screen screen, ImportReport report)
    {
        Reasons(screen, report.Reasons);
        if (report.Contradictions * 2 > report.Rejected)
            screen.Strong(ImportTexts.UsedBefore);
    }

    private static void FirstRefused(Screen screen, IReadOnlyList<RefusedRow> rows)
    {
        if (rows.Count == 0)
            return;
        screen.Line(ImportTexts.FirstRefused);
        screen.Table(
            [">" + screen.Say(ImportTexts.Row), screen.Say(ImportTexts.Field), screen.Say(ImportTexts.Reason)],
            rows.Select(r => (IReadOnlyList<string>)[r.Row?.ToString(CultureInfo.InvariantCulture) ?? "", r.Field, r.Reason]));
    }

    private static void Form(Screen screen, ColumnForm form) => screen.Line(
        form.Form switch
        {
            ColumnForm.DayFirst => ImportTexts.DayFirst,
            ColumnForm.MonthFirst => ImportTexts.MonthFirst,
            ColumnForm.Comma => ImportTexts.DecimalComma,
            _ => ImportTexts.DecimalPoint,
        },
        form.Column, form.Example);

    /// <summary>Why rows were refused, by field, in rows too.</summary>
    public static void Reasons(Screen screen, IReadOnlyDictionary<string, long> reasons)
    {
        foreach (var (field, count) in reasons)
        {
            if (field == ImportReport.WholeRow)
                screen.Line(ImportTexts.RefusedRows, count);
            else
                screen.Line(ImportTexts.RefusedFor, field, count);
        }
    }

    private static void Orders(Screen screen, ImportReport report)
    {
        if (report.NotPaid.Count > 0)
            screen.Line(ImportTexts.NotPaid, Counts(report.NotPaid));
        if (report.UnknownStates.Count > 0)
            screen.Line(ImportTexts.UnknownStates, Counts(report.UnknownStates));
        foreach (var left in report.LeftOut)
            screen.Line(ImportTexts.LeftOut, left.Column, left.Rows, left.FirstRow, left.Problem);
    }

    private static string Counts(IReadOnlyDictionary<string, long> counts) => string.Join(", ", counts
        .OrderByDescending(c => c.Value).Take(MostWords)
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value:#,0}"))) + (counts.Count > MostWords ? ", ..." : "");
}
