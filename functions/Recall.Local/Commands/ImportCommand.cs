using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Recall.App.Ingestion.Files;
using Recall.Local.Hosting;
using Recall.Local.Runtime;

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
        var source = new Option<string?>("--source") { Description = "Put before customer ids that name no platform, for example 'shopify'" };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Put the folder on a virtual clock at this date; later rows arrive when 'recall run' reaches them",
        };
        var contacts = new Option<bool>("--example-contacts")
        {
            Description = "For research data without addresses: give everyone an example.com address, a fictional phone and consents",
        };
        var command = new Command("import", "Bring in orders or events from a file") { file, format, map, source, asOf, contacts };
        cli.Handle(command, async (parsed, screen, cancel) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new UserException($"There is no file '{path}'.");
            if (Date(parsed.GetValue(asOf)) is { } start)
                StartClock(cli.Data(parsed), start);
            await using var session = Session.Open(cli.Data(parsed), cli.Clock);
            var request = new ImportRequest(parsed.GetValue(format)!, ImportSource.File(path))
            {
                Map = Columns(parsed.GetValue(map)),
                CustomerSource = parsed.GetValue(source),
                ExampleContacts = parsed.GetValue(contacts),
                AsOf = session.Clock is VirtualClock clock ? clock.GetUtcNow() : null,
            };
            var watch = Stopwatch.StartNew();
            var report = await screen.ProgressAsync(
                $"Importing {request.Source.Name}",
                bar => session.Get<ImportFile>().HandleAsync(request, new Bytes(bar), cancel));
            return Show(screen, request.Source.Name, report with { Seconds = watch.Elapsed.TotalSeconds });
        });
        return command;
    }

    /// <summary>Which column holds which field.</summary>
    public static Option<string[]> Map() => new("--map") { Description = "COLUMN=FIELD, for columns that are not recognised; may be given often" };

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
            : throw new UserException($"'{text}' is not a date; write it like 1997-10-01 or 1997-10-01T09:00.");
    }

    private static void StartClock(string data, DateTimeOffset start)
    {
        var folder = new DataFolder(data);
        if (folder.VirtualNow is null && folder.HasShop)
            throw new UserException("This folder lives in real time; --as-of would put it on a virtual clock for good. Use a new --data folder.");
        if (folder.VirtualNow is { } now && now > start)
            throw new UserException($"The folder's virtual clock already shows {now:yyyy-MM-dd HH:mm} UTC and only moves forward; use a new --data folder.");
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
                throw new UserException($"'{map}' is no mapping; write --map COLUMN=FIELD, for example --map 'Order No=id'.");
            columns[map[..split]] = map[(split + 1)..];
        }

        return columns;
    }

    private static int Show(Screen screen, string name, ImportReport report)
    {
        if (screen.Json)
            screen.Object(report);
        var rate = report.Seconds > 0 ? report.Rows / report.Seconds : 0;
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rows:#,0} rows in {report.Seconds:0.0} s ({rate:#,0} rows/s): {report.Accepted:#,0} events stored, {report.Duplicates:#,0} known before, {report.Scheduled:#,0} still to come, {report.Rejected:#,0} refused."));
        foreach (var (field, count) in report.Reasons)
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"  refused for '{field}': {count:#,0}"));
        if (report.Unused.Count > 0)
            screen.Line($"Columns not used: {string.Join(", ", report.Unused)}");
        if (report.CutOff)
        {
            screen.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} is cut off or damaged after row {report.Rows:#,0}. What is before is stored; get the file again and import it, rows that are known count once."));
        }

        if (report.Rejected > 0)
            screen.Line("See them with: recall dead-letters list");
        return report.Rejected > 0 || report.CutOff ? ExitCodes.Refused : ExitCodes.Done;
    }

    private sealed class Bytes(IProgress<double> bar) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => bar.Report(value.Bytes == 0 ? 1 : (double)value.BytesRead / value.Bytes);
    }
}
