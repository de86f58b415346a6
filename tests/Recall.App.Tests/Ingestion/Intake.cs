using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Ingestion;
using Recall.App.Ingestion.Arrivals;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Events;
using Recall.App.Ingestion.Files;
using Recall.App.Tests.Ports;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion;

/// <summary>All of ingestion over a store in memory, at noon on 1 February 2026.</summary>
public sealed class Intake
{
    /// <summary>Two orders with the names of who placed them.</summary>
    public const string NamedOrders = "order_id,customer_id,date,total,客户姓名\no1,1,20260103,5,李梅\no2,2,20260103,5,王芳\n";

    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public Intake(ShopSettings? shop = null, MemoryTableStore? store = null)
    {
        Shop = shop ?? new() { TimeZone = "Asia/Shanghai", Rates = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["EUR"] = 1.1m } };
        Store = store ?? new();
        Customers = new(Store, Shop.Zone);
        var currency = new ShopCurrency(Store, Shop);
        Links = new(Customers, new(Store, Customers), Runtime, new AppServices(Clock, Shop, []));
        Ingest = new(
            Customers, new(Store, Customers), Links, Runtime, new MemoryWorkQueue(Clock), new(new([], new()), new(Store), new(Store), Clock), currency, Shop, Clock, new(Meters));
        Letters = new(Store, new(Meters), Clock);
        Arrivals = new(Store);
        Import = new(Ingest, Arrivals, Letters, new(Store), currency, Shop, Clock);
        Retry = new(Letters, Ingest, Arrivals, Deliveries(), Shop, Clock);
    }

    public ManualClock Clock { get; } = new(new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero));

    public ShopSettings Shop { get; }

    public MemoryTableStore Store { get; }

    public RecordingRuntime Runtime { get; } = new();

    public CustomerStore Customers { get; }

    public LinkCustomers Links { get; }

    public IngestEvents Ingest { get; }

    public DeadLetterBox Letters { get; }

    public ScheduledArrivals Arrivals { get; }

    public ImportFile Import { get; }

    public RetryDeadLetters Retry { get; }

    public EventReader Reader => new(Shop, Clock);

    public static ImportSource Source(string text, string name = "orders.csv") => Source(Encoding.UTF8.GetBytes(text), name);

    public static ImportSource Source(byte[] bytes, string name = "orders.csv") => new(name, bytes.Length, () => new MemoryStream(bytes));

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    public static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    public Task<ImportReport> ImportAsync(string text) =>
        Import.HandleAsync(new(ImportRequest.OrdersCsv, Source(text)), null, TestContext.Current.CancellationToken);

    private MapDelivery Deliveries()
    {
        var (catalogue, deliveries, book, queue) = (new ConnectorCatalogue(Shop), new DeliveryStore(Store), new OrderBook(Store), new MemoryWorkQueue(Clock));
        return new(
            catalogue, deliveries, book, new(Ingest, Customers, book, queue), Letters,
            new(Store, Customers, Links, Runtime, new(Store, Customers), new(Store), book, new(catalogue, deliveries, Letters, Shop, Clock), Shop, Clock), new(Store, Customers), new(new(), Clock), queue, Shop, Clock);
    }

    public async Task<IReadOnlyList<DeadLetter>> AllLettersAsync() =>
        [.. (await Letters.ListAsync(take: 1000)).Letters.OrderBy(l => l.Row)];
}

/// <summary>A clock that is set by hand.</summary>
public sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
