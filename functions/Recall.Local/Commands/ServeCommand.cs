using System.CommandLine;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Recall.App;
using Recall.App.Ingestion;
using Recall.App.Ingestion.Connectors;
using Recall.App.Pages;
using Recall.App.Sequences.Versions;
using Recall.Core.Shop;
using Recall.Local.Hosting;
using Recall.Local.Runtime;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall serve</c></summary>
internal static class ServeCommand
{
    public static Command Create(Cli cli)
    {
        var port = Port(cli);
        var listen = new Option<string>("--listen")
        {
            Description = cli.Say(HelpTexts.Listen), DefaultValueFactory = _ => "127.0.0.1",
        };
        var command = new Command("serve", cli.Say(HelpTexts.Serve)) { port, listen };
        cli.Handle(command, async (parsed, screen, cancel) =>
        {
            if (!IPAddress.TryParse(parsed.GetValue(listen), out var address))
                throw new UserException(WorkTexts.NoAddress, parsed.GetValue(listen));
            await RunAsync(cli, new DataFolder(cli.Data(parsed)), address, parsed.GetValue(port), screen, cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The port that commands listen on.</summary>
    public static Option<int> Port(Cli cli) => new("--port") { Description = cli.Say(HelpTexts.Port), DefaultValueFactory = _ => 8080 };

    /// <summary>Serves the folder until it is told to stop; says where as soon as it listens.</summary>
    public static async Task RunAsync(Cli cli, DataFolder folder, IPAddress address, int port, Screen screen, CancellationToken cancellationToken)
    {
        if (port is < 0 or > IPEndPoint.MaxPort)
            throw new UserException(WorkTexts.NoPort, port.ToString(CultureInfo.InvariantCulture), IPEndPoint.MaxPort);
        TimeProvider clock = folder.VirtualNow is { } now ? new VirtualClock(now) : cli.Clock;
        await using var app = WebHost.Build(folder, clock, address, port);
        await app.Services.GetRequiredService<ShopCurrency>().CheckAsync(cancellationToken);
        if (app.Services.GetRequiredService<ConnectorCatalogue>().Missing is { Count: > 0 } missing)
            throw new UserException(ConnectTexts.NotSet, string.Join(", ", missing));
        if (app.Services.GetRequiredService<ConnectorCatalogue>().Wrong is [var wrong, ..])
            throw new UserException(ConnectTexts.WrongVariable, wrong.Name, wrong.Source, wrong.Expected);
        RunCommand.CheckSequences(await app.Services.GetRequiredService<SequencesInForce>().NowAsync(cancellationToken), screen);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new UserException(WorkTexts.PortTaken, port.ToString(CultureInfo.InvariantCulture), e.Message);
        }

        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        folder.ServedAt = Reachable(url);
        if (screen.Json)
            screen.Object(new { Url = url, ApiKey = folder.ApiKey() });
        screen.Line(WorkTexts.Listens, url);
        screen.Line(WorkTexts.Figures, url + ShowFigures.Path);
        screen.Line(WorkTexts.Key, folder.ApiKey());
        if (app.Services.GetRequiredService<ShopSettings>().Placeholders is { Count: > 0 } placeholders)
            screen.Line(WorkTexts.Placeholders, string.Join(", ", placeholders));
        if (clock is VirtualClock)
            screen.Line(WorkTexts.ClockStands, clock.GetUtcNow());
        screen.Line(WorkTexts.CtrlC);
        await app.WaitForShutdownAsync(cancellationToken);
        folder.ServedAt = null;
    }

    /// <summary>From this machine, where every network is listened to.</summary>
    private static Uri Reachable(string url) => new(url.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//[::1]:", StringComparison.Ordinal));
}
