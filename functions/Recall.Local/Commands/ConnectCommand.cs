using System.CommandLine;
using Recall.App;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Api;
using Recall.Core.Shop;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall connect shopify|woocommerce|bigcommerce</c>: brings in the orders that a platform has had so far.</summary>
internal static class ConnectCommand
{
    private const string Walk = "backfill";
    private static readonly string[] Platforms = ["shopify", "woocommerce", "bigcommerce"];

    public static Command Create(Cli cli)
    {
        var platform = new Argument<string>("PLATFORM") { Description = string.Join(", ", Platforms) };
        platform.AcceptOnlyFromAmong(Platforms);
        var name = new Option<string?>("--source") { Description = cli.Say(HelpTexts.ConnectSource) };
        var since = new Option<string?>("--since") { Description = cli.Say(HelpTexts.Since) };
        var command = new Command("connect", cli.Say(HelpTexts.Connect)) { platform, name, since };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var source = Source(session.Get<ConnectorCatalogue>(), parsed.GetValue(platform)!, parsed.GetValue(name));
            var walk = session.Get<WalkOrders>();
            var begin = ImportCommand.Date(parsed.GetValue(since)) ?? DateTimeOffset.UnixEpoch;
            var place = await walk.PlaceAsync(source.Name, Walk, cancel);

            // A walk that began at another time is another walk: what lies between the two would be missing.
            var from = place is not null && place.Begun == begin ? place : new OrderCursor(begin);
            if (from == place)
                screen.Line(ConnectTexts.Resumes, from.Since);
            session.Get<PlatformHttp>().Waits = wait => screen.Strong(ConnectTexts.Waits, wait.Host, wait.Why, wait.Pause.TotalSeconds);
            try
            {
                var end = await screen.ProgressAsync(
                    screen.Say(ConnectTexts.Bar, source.Name), bar => walk.RunAsync(source, Walk, from, new Share(bar, session.Clock.GetUtcNow()), cancel));
                return Done(screen, end.Report, session.Folder.Path);
            }
            catch (Exception e) when (e is ApiBusyException or ApiRefusedException)
            {
                screen.Strong(ConnectTexts.Stopped, source.Name, e.Message);
                return ExitCodes.Failed;
            }
        }, open: ConnectTexts.Served);
        return command;
    }

    private static int Done(Screen screen, WalkReport report, string data)
    {
        if (screen.Json)
            screen.Object(report);
        screen.Line(ConnectTexts.Walked, report.Orders, report.Accepted, report.Known, report.Ignored);
        if (report.Refused == 0)
            return ExitCodes.Done;
        screen.Line(ConnectTexts.Refused, report.Refused, data);
        return ExitCodes.Refused;
    }

    private static ConnectorSource Source(ConnectorCatalogue catalogue, string platform, string? name)
    {
        if (catalogue.Missing.Count > 0)
            throw new UserException(ConnectTexts.NotSet, string.Join(", ", catalogue.Missing));
        if (name is not null && catalogue.Find(name) is null)
            throw new UserException(ConnectTexts.NoSuchSource, name);
        if (name is not null && catalogue.Find(platform, name) is null)
            throw new UserException(ConnectTexts.OtherPlatform, name, catalogue.Find(name)!.Platform, platform);
        var sources = catalogue.Sources.Where(s => s.Platform == platform && (name is null || s.Name == name)).ToList();
        return sources switch
        {
            [] => throw new UserException(ConnectTexts.NoSource, platform),
            [{ Api: null } only] => throw new UserException(ConnectTexts.NoApi, only.Name),
            [var only] => only,
            _ => throw new UserException(ConnectTexts.WhichSource, platform, string.Join(", ", sources.Select(s => s.Name))),
        };
    }

    /// <summary>How far a walk is in time: how many orders there are nobody knows.</summary>
    private sealed class Share(IProgress<double> bar, DateTimeOffset now) : IProgress<WalkProgress>
    {
        private DateTimeOffset? _first;

        public void Report(WalkProgress value)
        {
            _first ??= value.At;
            if (now > _first)
                bar.Report((value.At - _first.Value) / (now - _first.Value));
        }
    }
}
