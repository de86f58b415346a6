using Microsoft.Extensions.DependencyInjection;
using Recall.App;
using Recall.App.Gateways;
using Recall.App.Ports;
using Recall.Local.Channels;
using Recall.Local.Hosting;
using Recall.Local.Runtime;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Hosting;

/// <summary>Which way out a data folder has for each channel.</summary>
public sealed class GatewaysTests : IDisposable
{
    private const string Gateways = """
        push: { url: https://push.example.com/recall, secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz }
        wecom: { corp-id: ww1a2b3c4d5e6f7a8b, secret: s0123456789012345678901234567890123456789_- }

        """;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Without_settings_everything_is_in_the_outbox() =>
        Ways("", new WallClock()).Values.ShouldBe([typeof(OutboxEmail), typeof(OutboxText), typeof(OutboxText), typeof(OutboxText)]);

    [Fact]
    public void With_settings_messages_go_to_the_gateways_and_on_virtual_time_nowhere()
    {
        var ways = Ways(Gateways, new WallClock());
        (ways["push"], ways["wecom"]).ShouldBe((typeof(PushGateway), typeof(WecomContacts)));
        ways = Ways(Gateways, new VirtualClock(new(2026, 7, 1, 10, 0, 0, TimeSpan.Zero)));
        (ways["push"], ways["wecom"]).ShouldBe((typeof(OutboxText), typeof(OutboxText)));
    }

    public void Dispose() => folder.Dispose();

    private Dictionary<string, Type> Ways(string settings, TimeProvider clock)
    {
        File.WriteAllText(Path.Combine(folder.Path, ShopFiles.Settings), settings);
        using var services = new ServiceCollection().AddLogging().AddRecallLocal(new DataFolder(folder.Path), clock, durable: false).BuildServiceProvider();
        var ways = services.GetServices<IChannel>().ToDictionary(c => c.Name, c => c.GetType(), StringComparer.Ordinal);
        ways.Keys.ShouldBe(Core.Messaging.Channels.Names, ignoreOrder: true);
        return ways;
    }

    /// <summary>Not virtual.</summary>
    private sealed class WallClock : TimeProvider;
}
