using Recall.App.Customers;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.App.Tests.Http;
using Recall.App.Work;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>A shop with a source of every platform, behind its HTTP face.</summary>
public sealed class PlatformShop : IAsyncDisposable
{
    private PlatformShop(TestShop shop) => Shop = shop;

    public TestShop Shop { get; }

    public DateTimeOffset Now => Shop.Clock.Now;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The settings, with the sources changed by hand.</summary>
    public static ShopSettings Settings(Func<ConnectorSource, ConnectorSource>? change = null) => new()
    {
        Rates = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["EUR"] = 1.1m, ["CNY"] = 0.14m, ["GBP"] = 1.25m },
        Connectors = new ConnectorSource[]
        {
            new("shopify", "shopify", [Signed.OldSecret, Signed.Secret]),
            new("second", "shopify", [Signed.Secret]) { Customers = "shopify" },
            new("woo", "woocommerce", [Signed.Secret]),
            new("big", "bigcommerce", [Signed.Secret]),
            new("adobe", "adobe-commerce", [Signed.AdobePublic]),
            new("open", "adobe-commerce", []) { AllowUnsigned = true },
            new("youzan", "youzan", [Signed.Secret]) { ClientId = Signed.YouzanClient },
            new("shopline", "shopline", [Signed.Secret]),
            new("stripe", "stripe", [Signed.Secret]),
            new("till", "stripe", [Signed.Secret]) { OrdersFrom = "woo" },
            new("crm", "standard-webhooks", [Signed.StandardSecret, Signed.EdPublic]),
            new("bus", "cloudevents", [Signed.Secret]),
        }.Select(s => change is null ? s : change(s)).ToDictionary(s => s.Name, StringComparer.Ordinal),
    };

    public static Task<PlatformShop> StartAsync(Func<ConnectorSource, ConnectorSource>? change = null) => StartAsync(Settings(change));

    public static async Task<PlatformShop> StartAsync(ShopSettings settings) => new(await TestShop.StartAsync(settings));

    public T Get<T>()
        where T : notnull => Shop.Get<T>();

    public async Task<Answer> PostAsync(Signed call)
    {
        using var client = Shop.Anonymous();
        using var request = call.Request();
        return await Answer.Of(await client.SendAsync(request, Cancel));
    }

    /// <summary>Posts calls, each of which must be taken, and reads them.</summary>
    public async Task TakeAsync(params IEnumerable<Signed> calls)
    {
        foreach (var call in calls)
        {
            var answer = await PostAsync(call);
            answer.Status.ShouldBe(200, answer.Text);
        }

        await DrainAsync();
    }

    /// <summary>Does all work that is visible.</summary>
    public async Task DrainAsync()
    {
        var (queue, work) = (Get<IWorkQueue>(), Get<HandleWork>());
        while (await queue.ReceiveAsync(WorkQueues.Deliveries, 1, TimeSpan.FromHours(1), Cancel) is [var message])
        {
            await work.HandleAsync(message.Queue, message.Body, Cancel);
            await queue.DeleteAsync(message, Cancel);
        }
    }

    public async Task<StoredDelivery> DeliveryAsync(string source, string id) =>
        (await Get<DeliveryStore>().FindAsync(DeliveryRef.Of(source, id), Cancel)).ShouldNotBeNull();

    public async Task<Profile?> FindAsync(string customer) => (await Get<CustomerStore>().FindAsync(CustomerKey.Parse(customer), Cancel))?.Profile;

    public async Task<Profile> ProfileAsync(string customer) => (await FindAsync(customer)).ShouldNotBeNull(customer);

    public async Task<IReadOnlyList<CustomerEvent>> EventsAsync(string customer) =>
        await Get<CustomerStore>().EventsAsync(CustomerKey.Parse(customer), null, Cancel).ToListAsync(Cancel);

    public async Task<IReadOnlyList<DeadLetter>> LettersAsync() => (await Get<DeadLetterBox>().ListAsync(take: 1000, cancellationToken: Cancel)).Letters;

    /// <summary>Every profile that says something, by its customer: what must not depend on the order of arrival.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ProfilesAsync()
    {
        var store = Get<CustomerStore>();
        var profiles = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var bucket = 0; bucket < store.Buckets; bucket++)
        {
            await foreach (var row in store.CustomersAsync(bucket, Cancel))
            {
                var profile = CustomerRow.Read(row).Profile;
                if (profile.Events > 0)
                    profiles[profile.Customer.Value] = Core.StoredJson.Text(profile);
            }
        }

        return profiles;
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();
}
