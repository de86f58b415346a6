using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Recall.App;
using Recall.App.Ingestion;
using Recall.App.Ingestion.Files;
using Recall.Core.Shop;
using Recall.Local.Hosting;
using Recall.Local.Runtime;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall import FILE --format ...</c></summary>
internal static class ImportCommand
{
    public static Command Create(Cli cli)
    {
        var file = new Argument<string>("FILE") { Description = cli.Say(HelpTexts.ImportFile) };
        var format = new Option<string>("--format") { Description = string.Join(", ", ImportRequest.Formats), Required = true };
        format.AcceptOnlyFromAmong([.. ImportRequest.Formats]);
        var map = Map(cli);
        var (dates, decimals) = (Dates(cli), Decimals(cli));
        var encoding = Encoding(cli);
        var source = Source(cli);
        var asOf = new Option<string?>("--as-of")
        {
            Description = cli.Say(HelpTexts.AsOf),
        };
        var contacts = new Option<bool>("--example-contacts")
        {
            Description = cli.Say(HelpTexts.ExampleContacts),
        };
        var dry = new Option<bool>("--dry-run") { Description = cli.Say(HelpTexts.DryRun) };
        var command = new Command("import", cli.Say(HelpTexts.Import)) { file, format, map, dates, decimals, encoding, source, asOf, contacts, dry };
        cli.Handle(command, async (parsed, screen, cancel) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new UserException(CommonTexts.NoFile, path);
            var data = cli.Data(parsed);
            var now = VirtualNow(data, Date(parsed.GetValue(asOf)));
            var given = new ImportMapping(Columns(parsed.GetValue(map)), parsed.GetValue(dates), parsed.GetValue(decimals));
            var from = parsed.GetValue(source) ?? "csv";
            var remembered = parsed.GetValue(format) == ImportRequest.OrdersCsv ? await RememberedAsync(cli, data, from, cancel) : null;
            var request = new ImportRequest(parsed.GetValue(format)!, ImportSource.File(path))
            {
                Map = given.Map,
                Dates = given.Dates,
                Decimals = given.Decimals,
                Encoding = parsed.GetValue(encoding),
                CustomerSource = parsed.GetValue(source),
                ExampleContacts = parsed.GetValue(contacts),
                AsOf = now,
            };

            // Nothing is made before the file is open and its columns are understood: a mistyped name leaves no shop behind.
            var watch = Stopwatch.StartNew();
            var (isNew, settings) = (!DataFolder.IsShop(data), DataFolder.SettingsIn(data));
            TimeProvider clock = now is { } at ? new VirtualClock(at) : cli.Clock;
            var plan = await Task.Run(() => AsLastTime(request, given, remembered, settings, clock) ?? ImportPlan.Of(request, settings, clock), cancel);
            request = plan.Request;
            if (given.Map.Count == 0 && request.Map.Count > 0)
                screen.Line(ImportTexts.Remembered, from, string.Join(", ", request.Map.Select(m => $"{m.Key}={m.Value}")));
            if (parsed.GetValue(dry))
                return ImportScreen.ShowTried(screen, request, await ImportFile.TryAsync(plan, settings, clock, cancel));
            if (now is { } start)
                new DataFolder(data).SetVirtualNow(start);
            await using var session = Session.Open(data, cli.Clock);
            await session.Get<ShopCurrency>().CheckAsync(cancel);
            var report = await screen.ProgressAsync(
                screen.Say(ImportTexts.Bar, request.Source.Name),
                bar => session.Get<ImportFile>().RunAsync(plan, new Bytes(bar), cancel));
            await session.Get<ImportMappings>().KeepAsync(from, given, cancel);
            if (isNew)
                NewShop(screen, settings, report, session.Folder.SettingsFile);
            return ImportScreen.Show(screen, request, report with { Seconds = watch.Elapsed.TotalSeconds }, data);
        });
        return command;
    }

    /// <summary>The file read as last time; null where nothing was said then, or the file has other columns than that one.</summary>
    private static ImportPlan? AsLastTime(ImportRequest request, ImportMapping given, ImportMapping? remembered, ShopSettings settings, TimeProvider clock)
    {
        if (remembered is not { IsEmpty: false })
            return null;
        var both = given.Or(remembered);
        foreach (var way in (ImportMapping[])[both, given with { Map = both.Map }])
        {
            try
            {
                return ImportPlan.Of(request with { Map = way.Map, Dates = way.Dates, Decimals = way.Decimals }, settings, clock);
            }
            catch (ImportException)
            {
                // A file of other columns, or one that writes dates or amounts otherwise: with less of it, or as if nothing had been said.
            }
        }

        return null;
    }

    /// <summary>How the source's files were read last time; null where there is no shop, or none of it can be read now.</summary>
    private static async Task<ImportMapping?> RememberedAsync(Cli cli, string data, string source, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(data) || !new DataFolder(data).HasShop)
            return null;
        await using var session = Session.Open(data, cli.Clock, reads: true);
        return await session.Get<ImportMappings>().FindAsync(source, cancellationToken);
    }

    /// <summary>Which column holds which field.</summary>
    public static Option<string[]> Map(Cli cli) => new("--map") { Description = cli.Say(HelpTexts.Map) };

    /// <summary>Whether day or month comes first.</summary>
    public static Option<string?> Dates(Cli cli) => OneOf("--dates", cli.Say(HelpTexts.Dates), ImportRequest.DateForms);

    /// <summary>What parts decimals.</summary>
    public static Option<string?> Decimals(Cli cli) => OneOf("--decimals", cli.Say(HelpTexts.Decimals), ImportRequest.DecimalForms);

    /// <summary>What a bare customer id gets before it.</summary>
    public static Option<string?> Source(Cli cli) => new("--source") { Description = cli.Say(HelpTexts.Source) };

    /// <summary>How the file's text is written.</summary>
    public static Option<string?> Encoding(Cli cli) =>
        OneOf("--encoding", cli.Say(HelpTexts.Encoding, string.Join(", ", ImportRequest.Encodings)), ImportRequest.Encodings);

    private static Option<string?> OneOf(string name, string description, IReadOnlyList<string> words)
    {
        var option = new Option<string?>(name) { Description = description };
        option.AcceptOnlyFromAmong([.. words]);
        return option;
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

    /// <summary>The virtual time that the folder has or is to begin at; null is real time.</summary>
    private static DateTimeOffset? VirtualNow(string data, DateTimeOffset? start)
    {
        var folder = Directory.Exists(data) ? new DataFolder(data) : null;
        if (start is null)
            return folder?.VirtualNow;
        if (folder is { VirtualNow: null, HasShop: true })
            throw new UserException(ImportTexts.RealTime);
        return folder?.VirtualNow is { } now && now > start ? throw new UserException(ImportTexts.ClockIsAhead, now) : start;
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

    /// <summary>Said once, before amounts and times are there that a later change would not touch.</summary>
    private static void NewShop(Screen screen, ShopSettings shop, ImportReport report, string settings)
    {
        screen.Strong(ImportTexts.NewShop, shop.Currency, shop.TimeZone, settings);
        if (report.IsChinese)
            screen.Strong(ImportTexts.ProbablyChina);
    }

    private sealed class Bytes(IProgress<double> bar) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => bar.Report(value.Bytes == 0 ? 1 : (double)value.BytesRead / value.Bytes);
    }
}
