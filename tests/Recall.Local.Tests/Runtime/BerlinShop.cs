using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Core.Customers;
using Recall.Core.Shop;
using Recall.Local.Hosting;
using Recall.Local.Runtime;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Runtime;

/// <summary>A process over a folder of a shop in Berlin.</summary>
public sealed class BerlinShop : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public BerlinShop(TemporaryFolder folder, DateTimeOffset at, params IChannel[] channels)
    {
        File.WriteAllText(Path.Combine(folder.Path, "settings.yaml"), "shop: { name: Tea, time-zone: Europe/Berlin }\n");
        Clock = new(at);
        var services = new ServiceCollection().AddLogging().AddSingleton<LiveWorker>().AddRecallLocal(new(folder.Path), Clock, durable: false);
        if (channels.Length > 0)
            services.RemoveAll<IChannel>();
        Array.ForEach(channels, c => services.AddSingleton(c));
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public VirtualClock Clock { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Does what is due; returns how many messages of work that made.</summary>
    public async Task<int> DoAsync()
    {
        await Get<DailyWork>().RunDueAsync(Cancel);
        return await Get<QueueWorker>().DrainAsync(Cancel);
    }

    /// <summary>Goes to the next due time of work that is shared out, past the tidying of deliveries, and does what is due then; returns that time.</summary>
    public async Task<DateTimeOffset> NextAsync()
    {
        var next = await Get<DailyWork>().NextAsync(Cancel);
        Clock.AdvanceTo(next);
        var made = await DoAsync();
        if (TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(next, Get<ShopSettings>().Zone).DateTime) != DailyTimes.Deliveries)
        {
            made.ShouldBe(16);
            return next;
        }

        made.ShouldBe(0);
        return await NextAsync();
    }

    /// <summary>Every row of customers, runs and handoffs, as text, without ETags.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        var store = Get<ITableStore>();
        var rows = new List<string>();
        for (var bucket = 0; bucket < 64; bucket++)
            rows.AddRange(await TextAsync(store, "customers", Bucket.Name(bucket)));
        rows.AddRange(await TextAsync(store, "runs", "all"));
        return rows;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static async Task<IReadOnlyList<string>> TextAsync(ITableStore store, string table, string partition)
    {
        var page = await store.QueryAsync(table, partition, null, null, 1000, null, Cancel);
        page.Continuation.ShouldBeNull();
        return [.. page.Rows.Select(r => r.RowKey + " " + string.Join(' ', r.Properties.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => p.Key + "=" + (p.Value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(p.Value, CultureInfo.InvariantCulture)))))];
    }
}
