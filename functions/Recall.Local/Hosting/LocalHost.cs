using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Recall.App;
using Recall.App.Enrolment;
using Recall.App.Gateways;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.App.Webhooks;
using Recall.Core.Shop;
using Recall.Local.Channels;
using Recall.Local.Runtime;
using Recall.Local.Storage;
using ChannelNames = Recall.Core.Messaging.Channels;

namespace Recall.Local.Hosting;

/// <summary>Registers the local side of every port over one data folder.</summary>
public static class LocalHost
{
    /// <summary>
    /// Partitions of a data folder. They spread load over servers, of which there is one here; few make scans cheap. Never changed: rows
    /// are found by it.
    /// </summary>
    private const int Buckets = 64;

    /// <summary>Adds the use cases and the local adapters.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="folder">The shop.</param>
    /// <param name="clock">Real or virtual.</param>
    /// <param name="durable">See <see cref="RecallDatabase.Open"/>; false is for commands that run virtual time.</param>
    /// <param name="reads">The process only reads, so it may do so beside one that writes.</param>
    /// <exception cref="UserException">The folder's settings have errors.</exception>
    public static IServiceCollection AddRecallLocal(this IServiceCollection services, DataFolder folder, TimeProvider clock, bool durable, bool reads = false)
    {
        ArgumentNullException.ThrowIfNull(folder);
        services.AddSingleton(folder);
        services.AddSingleton(clock);
        if (clock is VirtualClock virtualClock)
            services.AddSingleton(virtualClock).AddSingleton<VirtualDrive>();
        var shop = folder.Settings();
        services.AddSingleton(shop);
        services.AddSingleton(folder.Tags());
        services.AddSingleton(folder.Secret());
        services.AddSingleton(_ => new SequenceCatalogue(folder.Sequences(), shop.Policy));
        services.AddSingleton(_ => (reads ? RecallDatabase.OpenToRead(folder.Path) : null) ?? OpenToWrite(folder, clock, durable));
        services.AddSingleton<ITableStore, SqliteTableStore>();
        services.AddSingleton<SqliteWorkQueue>();
        services.AddSingleton<IWorkQueue>(s => s.GetRequiredService<SqliteWorkQueue>());
        services.AddChannels(folder, shop, clock);
        services.AddSingleton<IWebhooks>(_ => clock is VirtualClock ? new OutboxWebhooks(folder.Outbox) : new HttpWebhooks(HttpWebhooks.Line(), clock));
        services.AddSingleton(s => new LocalRuntime(
            s.GetRequiredService<ITableStore>(), clock, s.GetRequiredService<RunHost>, s.GetRequiredService<ILogger<LocalRuntime>>()));
        services.AddSingleton<ISequenceRuntime>(s => s.GetRequiredService<LocalRuntime>());
        services.AddSingleton<QueueWorker>();
        return services.AddRecall(Buckets);
    }

    /// <summary>Opens it. Who writes a folder is alone with it: a server that is still named there was killed, and whoever listens at its address now is another.</summary>
    private static RecallDatabase OpenToWrite(DataFolder folder, TimeProvider clock, bool durable)
    {
        var database = RecallDatabase.Open(folder.Path, clock, durable);
        folder.ServedAt = null;
        return database;
    }

    /// <summary>The shop's gateways, and the outbox for what it has none for. Where time is virtual nothing goes out: all is in the outbox.</summary>
    private static void AddChannels(this IServiceCollection services, DataFolder folder, ShopSettings shop, TimeProvider clock)
    {
        var live = clock is VirtualClock ? shop with { Push = null, Wecom = null } : shop;
        var sent = new SentLog(folder.Outbox, clock);
        services.AddSingleton<IChannel>(new OutboxEmail(folder.Outbox, clock, sent));
        services.AddSingleton<IChannel>(new OutboxText(ChannelNames.Sms, TimeSpan.Zero, folder.Outbox, clock, sent));
        if (live.Push is null)
            services.AddSingleton<IChannel>(new OutboxText(ChannelNames.Push, TimeSpan.MaxValue, folder.Outbox, clock, sent));
        if (live.Wecom is null)
            services.AddSingleton<IChannel>(new OutboxText(ChannelNames.Wecom, TimeSpan.Zero, folder.Outbox, clock, sent));
        services.AddGateways(live, clock);
    }
}
