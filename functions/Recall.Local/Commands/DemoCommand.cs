using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Recall.App;
using Recall.App.Customers;
using Recall.App.Ingestion;
using Recall.App.Ports;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.Local.Demo;
using Recall.Local.Hosting;
using Recall.Local.Storage;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall demo</c>: a made-up shop, two years of history, ninety days of Recall, and what came of it.</summary>
internal static class DemoCommand
{
    /// <summary>A file that says that the folder may be thrown away.</summary>
    private const string Marker = "demo";

    private const int BatchEvents = 20_000;

    private const int MostLapsed = 5;

    /// <summary>A fixed day, so that everybody who runs the demo sees the same.</summary>
    private static readonly DateTimeOffset Today = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private sealed record Play(int Customers, int Days, int Seed);

    public static Command Create(Cli cli)
    {
        var customers = new Option<int>("--customers") { Description = cli.Say(HelpTexts.DemoCustomers), DefaultValueFactory = _ => 5000 };
        var days = new Option<int>("--days") { Description = cli.Say(HelpTexts.DemoDays), DefaultValueFactory = _ => 90 };
        var seed = new Option<int>("--seed") { Description = cli.Say(HelpTexts.DemoSeed), DefaultValueFactory = _ => 7 };
        var serve = new Option<bool>("--serve") { Description = cli.Say(HelpTexts.DemoServe) };
        var port = ServeCommand.Port(cli);
        var command = new Command("demo", cli.Say(HelpTexts.Demo)) { customers, days, seed, serve, port };
        cli.Handle(command, async (parsed, screen, cancel) =>
        {
            var (people, span) = (parsed.GetValue(customers), parsed.GetValue(days));
            if (people is < 100 or > 50_000 || span is < 1 or > 365)
                throw new UserException(WorkTexts.DemoBounds);
            var folder = await FreshAsync(cli.Data(parsed), cli.Clock);
            await PlayAsync(cli, screen, folder, new(people, span, parsed.GetValue(seed)), cancel);
            if (parsed.GetValue(serve))
                await ServeCommand.RunAsync(cli, folder, IPAddress.Loopback, parsed.GetValue(port), screen, cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task PlayAsync(Cli cli, Screen screen, DataFolder folder, Play play, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var shop = SyntheticShop.Create(SyntheticShopOptions.Around(Today, play.Days) with { Seed = play.Seed, Customers = play.Customers });
        var observed = new ConcurrentQueue<ObservedTouch>();
        await using var session = Session.Open(folder.Path, cli.Clock, configure: services => Observe(services, observed));
        await HistoryAsync(session, screen, shop, cancel);
        await screen.ProgressAsync(screen.Say(WorkTexts.DaysBar, play.Days), async bar =>
        {
            await ActivatorUtilities.CreateInstance<DemoDrive>(session.Services, shop, observed).RunAsync(Today.AddDays(play.Days), bar, cancel);
            return true;
        });
        folder.SetVirtualNow(Today.AddDays(play.Days));
        var report = await session.Get<BuildReport>().HandleAsync(cancel);
        if (screen.Json)
            screen.Object(report);
        ReportScreen.Show(screen, report);
        if (await session.Get<ListLapsed>().HandleAsync(MostLapsed, screen.Locale, cancel) is [var first, ..] lapsed)
        {
            screen.Title(screen.Say(CustomerTexts.MostLapsed));
            CustomersCommand.Print(screen, lapsed, report.Currency);
            screen.Line(CustomerTexts.AboutOne, first.Customer, folder.Path);
        }

        screen.Line();
        screen.Line(WorkTexts.DemoDone, watch.Elapsed.TotalSeconds, folder.Outbox);
    }

    private static async Task HistoryAsync(Session session, Screen screen, SyntheticShop shop, CancellationToken cancellationToken)
    {
        var history = shop.Between(shop.Options.Start, Today);
        var watch = Stopwatch.StartNew();
        var ingest = session.Get<IngestEvents>();
        await screen.ProgressAsync(screen.Say(WorkTexts.HistoryBar), async bar =>
        {
            var done = 0;
            foreach (var batch in history.Chunk(BatchEvents))
            {
                await ingest.HandleAsync(batch, cancellationToken);
                bar.Report((double)(done += batch.Length) / history.Count);
            }

            return done;
        });
        var rate = history.Count / watch.Elapsed.TotalSeconds;
        screen.Line(WorkTexts.History, history.Count, shop.People.Count(p => p.Events.Count > 0 && p.Events[0].At < Today), rate);
        var fit = await screen.ProgressAsync(screen.Say(CommonTexts.FittingBar), bar => session.Get<FitModel>().HandleAsync(bar, cancellationToken));
        await screen.ProgressAsync(screen.Say(CommonTexts.ScoringBar), bar => session.Get<ScoreCustomers>().HandleAsync(fit.Model, bar, cancellationToken));
    }

    /// <summary>An empty folder; only one that an earlier demo made is thrown away.</summary>
    private static async Task<DataFolder> FreshAsync(string path, TimeProvider clock)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            if (!File.Exists(Path.Combine(path, Marker)))
                throw new UserException(WorkTexts.NotADemo, path);
            // Opening it refuses a folder that another process still has open.
            await RecallDatabase.Open(path, clock).DisposeAsync();
            Directory.Delete(path, recursive: true);
        }

        var folder = new DataFolder(path);
        File.WriteAllText(Path.Combine(path, Marker), "This folder was made by 'recall demo' and is thrown away by the next one.\n");
        File.WriteAllText(Path.Combine(path, "settings.yaml"), DemoSettings.Text);
        folder.SetVirtualNow(Today);
        return folder;
    }

    private static void Observe(IServiceCollection services, ConcurrentQueue<ObservedTouch> observed)
    {
        foreach (var channel in services.Where(s => s.ServiceType == typeof(IChannel)).ToList())
        {
            services.Remove(channel);
            services.AddSingleton<IChannel>(s => new ObservedChannel((IChannel)channel.ImplementationInstance!, observed, s.GetRequiredService<TimeProvider>()));
        }
    }
}
