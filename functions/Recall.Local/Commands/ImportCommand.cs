using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Recall.App.Ingestion.Files;
using Recall.Local.Hosting;
using Recall.Local.Runtime;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall import FILE --format ...</c></summary>
internal static class ImportCommand
{
    public static Command Create(Cli cli)
    {
        var file = new Argument<string>("FILE") { Description = "The file, gzip-compressed or not" };
        var format = new Option<string>("--format") { Description = string.Join(", ", ImportRequest.Formats), Required = true };
        format.AcceptOnlyFromAmong([.. ImportRequest.Formats]);
        var map = Map();
        var encoding = Encoding();
        var source = new Option<string?>("--source") { Description = "Put before customer ids that name no platform, for example 'shopify'" };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Put the folder on a virtual clock at this date; later rows arrive when 'recall run' reaches them",
        };
        var contacts = new Option<bool>("--example-contacts")
        {
            Description = "For research data without addresses: give everyone an example.com address, a fictional phone and consents",
        };
        var command = new Command("import", "Bring in orders or events from a file") { file, format, map, encoding, source, asOf, contacts };
        cli.Handle(command, async (parsed, screen, cancel) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new UserException(CommonTexts.NoFile, path);
            if (Date(parsed.GetValue(asOf)) is { } start)
                StartClock(cli.Data(parsed), start);
            await using var session = Session.Open(cli.Data(parsed), cli.Clock);
            var request = new ImportRequest(parsed.GetValue(format)!, ImportSource.File(path))
            {
                Map = Columns(parsed.GetValue(map)),
                Encoding = parsed.GetValue(encoding),
                CustomerSource = parsed.GetValue(source),
                ExampleContacts = parsed.GetValue(contacts),
                AsOf = session.Clock is VirtualClock clock ? clock.GetUtcNow() : null,
            };
            var watch = Stopwatch.StartNew();
            var report = await screen.ProgressAsync(
                screen.Say(ImportTexts.Bar, request.Source.Name),
                bar => session.Get<ImportFile>().HandleAsync(request, new Bytes(bar), cancel));
            return Show(screen, request, report with { Seconds = watch.Elapsed.TotalSeconds });
        });
        return command;
    }

    /// <summary>Which column holds which field.</summary>
    public static Option<string[]> Map() => new("--map") { Description = "COLUMN=FIELD, for columns that are not recognised; may be given often" };

    /// <summary>How the file's text is written.</summary>
    public static Option<string?> Encoding()
    {
        var encoding = new Option<string?>("--encoding") { Description = $"Of the text, where it is not found out: {string.Join(", ", ImportRequest.Encodings)}" };
        encoding.AcceptOnlyFromAmong([.. ImportRequest.Encodings]);
        return encoding;
    }

    /// <summary>A date of the command line as UTC midnight.</summary>
    /// <exception cref="UserException">It is no date.</exception>
    public static DateTimeOffset? Date(string? text)
    {
        if (text is null)
            return null;
        return DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : throw new UserException(CommonTexts.NoDate, text);
    }

    private static void StartClock(string data, DateTimeOffset start)
    {
        var folder = new DataFolder(data);
        if (folder.VirtualNow is null && folder.HasShop)
            throw new UserException(ImportTexts.RealTime);
        if (folder.VirtualNow is { } now && now > start)
            throw new UserException(ImportTexts.ClockIsAhead, now);
        folder.SetVirtualNow(start);
    }

    /// <summary>Column name to field name.</summary>
    /// <exception cref="UserException">One of them is no mapping.</exception>
    public static Dictionary<string, string> Columns(string[]? maps)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var map in maps ?? [])
        {
            var split = map.LastIndexOf('=');
            if (split < 1 || split == map.Length - 1)
                throw new UserException(ImportTexts.NoMapping, map);
            columns[map[..split]] = map[(split + 1)..];
        }

        return columns;
    }

    private static int Show(Screen screen, ImportRequest request, ImportReport report)
    {
        if (screen.Json)
            screen.Object(report);
        var rate = report.Seconds > 0 ? report.Rows / report.Seconds : 0;
        screen.Line(screen.Say(ImportTexts.Rows, report.Rows, report.Seconds, rate)
            + screen.Say(ImportTexts.Events, report.Accepted, report.Duplicates, report.Scheduled, report.Rejected));
        foreach (var (field, count) in report.Reasons)
            screen.Line(ImportTexts.RefusedFor, field, count);
        if (report.Guessed is { } word)
            screen.Line(ImportTexts.Guessed, report.Encoding, word, ImportRequest.Encodings);
        if (report.KnownBy is { } contact)
            screen.Line(contact == "email" ? ImportTexts.KnownByEmail : ImportTexts.KnownByPhone, request.CustomerSource ?? "csv");
        if (report.Unused.Count > 0)
            screen.Line(ImportTexts.Unused, string.Join(", ", report.Unused));
        if (report.CutOff)
            screen.Line(ImportTexts.CutOff, request.Source.Name, report.Rows);
        if (report.Rejected > 0)
            screen.Line(ImportTexts.SeeLetters);
        return report.Rejected > 0 || report.CutOff ? ExitCodes.Refused : ExitCodes.Done;
    }

    private sealed class Bytes(IProgress<double> bar) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => bar.Report(value.Bytes == 0 ? 1 : (double)value.BytesRead / value.Bytes);
    }
}
