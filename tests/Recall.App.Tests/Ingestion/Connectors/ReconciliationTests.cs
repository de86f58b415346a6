using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Api;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>What webhooks lose, the platform's API brings.</summary>
public class ReconciliationTests
{
    private const int Orders = 260;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Platforms => ["shopify", "woocommerce", "bigcommerce"];

    /// <summary>By a wrong clock, or one plug-in: it is a dead letter, and what is lost after it is found all the same.</summary>
    [Fact]
    public async Task An_order_that_changed_in_the_future_does_not_hide_what_is_lost_after_it()
    {
        var fake = new FakePlatform("woocommerce") { RefuseEvery = int.MaxValue };
        await using var api = await FakeApi.StartAsync(fake.Map);
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, "woocommerce", api.Url));
        var clock = new LeapingClock(shop.Now);
        fake.Put(Order("woocommerce", 0, shop.Now.AddYears(3), shop.Now).Order);
        await Reconcile(shop, clock).RunDueAsync(Cancel);
        fake.Put(Order("woocommerce", 1, shop.Now.AddMinutes(30), shop.Now).Order);
        clock.Now += TimeSpan.FromHours(1);
        await Reconcile(shop, clock).RunDueAsync(Cancel);
        (await CountAsync(shop, "woocommerce")).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Platforms))]
    public async Task Of_a_platform_that_loses_webhooks_throttles_and_pages_nothing_is_missing_in_the_end(string platform)
    {
        var fake = new FakePlatform(platform);
        await using var api = await FakeApi.StartAsync(fake.Map);
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, platform, api.Url));
        var clock = new LeapingClock(shop.Now);
        var start = shop.Now.AddDays(-1);
        for (var i = 0; i < Orders; i++)
        {
            // Many in one second, as after a sale: pages must not lose what stands between two of them.
            var (order, call) = Order(platform, i, start.AddSeconds(i < 150 ? 0 : i * 100), shop.Now);
            fake.Put(order);
            if (i % 20 != 7 && call is not null)
                (await shop.PostAsync(call)).Status.ShouldBe(200);
        }

        await shop.DrainAsync();
        (await CountAsync(shop, platform)).ShouldBe(platform == "bigcommerce" ? 0 : Orders - 13);

        // An order changes while the pages are read, and leaves its place in them.
        var changed = false;
        fake.BeforePage = () =>
        {
            if (!changed && fake.Pages == 1)
                fake.Put(Order(platform, 3, start.AddHours(20), shop.Now).Order);
            changed |= fake.Pages == 1;
        };
        var reconcile = Reconcile(shop, clock);
        await reconcile.RunDueAsync(Cancel);
        (await CountAsync(shop, platform)).ShouldBe(Orders);
        fake.Throttled.ShouldBeGreaterThan(0);
        fake.Pages.ShouldBeGreaterThan(2);
        (await shop.LettersAsync()).ShouldBeEmpty();

        // Not before the hour; then only what has changed since, whatever was lost meanwhile.
        var pages = fake.Pages;
        await reconcile.RunDueAsync(Cancel);
        fake.Pages.ShouldBe(pages);
        fake.Put(Order(platform, Orders, start.AddHours(23), shop.Now).Order);
        clock.Now += TimeSpan.FromHours(1);
        await reconcile.RunDueAsync(Cancel);
        (await CountAsync(shop, platform)).ShouldBe(Orders + 1);
        fake.Pages.ShouldBe(pages + 1);
    }

    [Theory, MemberData(nameof(Platforms))]
    public async Task A_walk_that_is_stopped_goes_on_where_it_was_and_counts_nothing_twice(string platform)
    {
        var fake = new FakePlatform(platform) { RefuseEvery = 5 };
        await using var api = await FakeApi.StartAsync(fake.Map);
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, platform, api.Url));
        var clock = new LeapingClock(shop.Now);
        for (var i = 0; i < Orders; i++)
            fake.Put(Order(platform, i, shop.Now.AddDays(-300).AddHours(i), shop.Now).Order);
        var source = shop.Get<ConnectorCatalogue>().Find(SourceOf(platform))!;
        var walk = Walk(shop, clock);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var seen = new List<WalkProgress>();
        await Should.ThrowAsync<OperationCanceledException>(() => walk.RunAsync(source, "backfill", new(DateTimeOffset.UnixEpoch), new Stopping(seen, stop), stop.Token));
        seen.Count.ShouldBe(2);
        var place = (await walk.PlaceAsync(source.Name, "backfill", Cancel)).ShouldNotBeNull();
        place.Since.ShouldBeGreaterThan(shop.Now.AddDays(-300));

        var end = await walk.RunAsync(source, "backfill", place, null, Cancel);
        end.Report.Orders.ShouldBeLessThan(Orders);
        (await CountAsync(shop, platform)).ShouldBe(Orders);
        (await walk.PlaceAsync(source.Name, "backfill", Cancel)).ShouldBeNull();

        var before = await shop.ProfilesAsync();
        (await walk.RunAsync(source, "backfill", new(DateTimeOffset.UnixEpoch), null, Cancel)).Report.Accepted.ShouldBe(0);
        (await shop.ProfilesAsync()).ShouldBe(before);
    }

    /// <summary>Platforms may write orders in another order than their times say: each look goes back a little behind the last one.</summary>
    [Fact]
    public async Task An_order_that_is_written_a_little_late_comes_in_at_the_next_look()
    {
        var fake = new FakePlatform("woocommerce") { RefuseEvery = int.MaxValue };
        await using var api = await FakeApi.StartAsync(fake.Map);
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, "woocommerce", api.Url));
        var clock = new LeapingClock(shop.Now);
        fake.Put(Order("woocommerce", 0, shop.Now.AddHours(-1), shop.Now).Order);
        await Reconcile(shop, clock).RunDueAsync(Cancel);
        fake.Put(Order("woocommerce", 1, shop.Now.AddHours(-1).AddMinutes(-9), shop.Now).Order);
        clock.Now += TimeSpan.FromHours(1);
        await Reconcile(shop, clock).RunDueAsync(Cancel);
        (await CountAsync(shop, "woocommerce")).ShouldBe(2);
    }

    [Fact]
    public async Task A_walk_waits_before_the_bucket_is_full_and_is_never_refused()
    {
        var clock = new LeapingClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var fake = new FakePlatform("shopify") { Clock = clock, Size = 1 };
        (await WalkedAsync(fake, "shopify", clock, 9)).ShouldBe(9);
        (fake.Pages, fake.Throttled).ShouldBe((9, 0));
    }

    [Theory, MemberData(nameof(Platforms))]
    public async Task A_platform_that_says_when_to_come_back_is_not_asked_before(string platform)
    {
        var clock = new LeapingClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var fake = new FakePlatform(platform) { Clock = clock, ClosedUntil = clock.Now.AddMinutes(2) };
        (await WalkedAsync(fake, platform, clock, 1)).ShouldBe(1);
        fake.Throttled.ShouldBe(1);
    }

    /// <summary>What one source answers costs no other, and one order no other of its page.</summary>
    [Fact]
    public async Task An_answer_that_nobody_can_read_ends_no_other_walk()
    {
        await using var api = await FakeApi.StartAsync(app =>
        {
            app.MapGet("/admin/{**path}", () => Results.Text($$"""{"orders":[{{Samples.ShopifyOrder()}},{"id":1,"updated_at":"garbage"}]}""", "application/json"));
            app.MapGet("/broken/{**path}", () => Results.Bytes([0xFF], "application/json"));
            app.MapGet("/wp-json/{**path}", () => Results.Text($"[{Samples.WooOrder()}]", "application/json"));
            app.MapGet("/stores/abc/v2/orders", () => Results.Text($$"""[{"id":{} },{"date_modified":[]},{{Samples.BigOrder()}}]""", "application/json"));
            app.MapGet("/stores/abc/v2/orders/250/products", () => Results.NotFound());
        });
        await using var shop = await PlatformShop.StartAsync(s => s.Name switch
        {
            "shopify" => s with { Api = new(api.Url, "the-key-of-the-api", null) },
            "second" => s with { Api = new(new(api.Url, "/broken"), "the-key-of-the-api", null) },
            "woo" => s with { Api = new(api.Url, "the-key-of-the-api", "the-secret-of-the-api") },
            "big" => s with { Api = new(new(api.Url, "/stores/abc"), "the-key-of-the-api", null) },
            _ => s,
        });
        await Reconcile(shop, new(shop.Now)).RunDueAsync(Cancel);

        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBe(1);
        (await shop.ProfileAsync("woo:25")).Purchases.Orders.ShouldBe(1);
        (await shop.ProfileAsync("big:11")).Purchases.Orders.ShouldBe(1);
        (await shop.LettersAsync()).Select(l => l.Source).Order(StringComparer.Ordinal).ShouldBe(["bigcommerce/big", "bigcommerce/big", "shopify/shopify"]);
    }

    internal static ConnectorSource WithApi(ConnectorSource source, string platform, Uri url, string? secret = "the-secret-of-the-api") => source.Name == SourceOf(platform)
        ? source with { Api = new(platform == "bigcommerce" ? new(url, "/stores/abc") : url, "the-key-of-the-api", secret) }
        : source;

    /// <summary>Walks through so many orders of a fake; how many came in.</summary>
    private static async Task<long> WalkedAsync(FakePlatform fake, string platform, LeapingClock clock, int orders)
    {
        await using var api = await FakeApi.StartAsync(fake.Map);
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, platform, api.Url));
        for (var i = 0; i < orders; i++)
            fake.Put(Order(platform, i, shop.Now.AddDays(-1).AddMinutes(i), shop.Now).Order);
        var walk = await Walk(shop, clock).RunAsync(shop.Get<ConnectorCatalogue>().Find(SourceOf(platform))!, "backfill", new(DateTimeOffset.UnixEpoch), null, Cancel);
        return walk.Report.Orders;
    }

    private static string SourceOf(string platform) => platform switch { "shopify" => "shopify", "woocommerce" => "woo", _ => "big" };

    internal static (string Order, Signed? Call) Order(string platform, int i, DateTimeOffset changed, DateTimeOffset now)
    {
        var created = changed.AddHours(-1);
        var time = changed.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        switch (platform)
        {
            case "shopify":
                var shopify = Samples.ShopifyOrder(1000 + i, $"#{i}", 5000 + (i % 50), $"c{i % 50}@example.com", "2026-02-01T00:00:00Z", Samples.At(changed));
                return (shopify, Signed.Shopify("orders/create", shopify, $"w-{i}"));
            case "woocommerce":
                var woo = Samples.WooOrder(1000 + i, 5000 + (i % 50), $"c{i % 50}@example.com", created: "2026-02-01T00:00:00", modified: time);
                return (woo, Signed.Woo("order.created", woo));
            default:
                return (Samples.BigOrder(1000 + i, 5000 + (i % 50), modified: changed.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)), null);
        }
    }

    internal static WalkOrders Walk(PlatformShop shop, LeapingClock clock) => new(
        new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }), clock), shop.Get<RecordFacts>(), shop.Get<DeadLetterBox>(), shop.Get<ITableStore>(), shop.Get<ShopSettings>(), clock);

    private static ReconcileSources Reconcile(PlatformShop shop, LeapingClock clock) => new(
        shop.Get<ConnectorCatalogue>(), Walk(shop, clock), shop.Get<ITableStore>(), clock, NullLogger<ReconcileSources>.Instance);

    internal static async Task<int> CountAsync(PlatformShop shop, string platform)
    {
        var count = 0;
        foreach (var (customer, json) in await shop.ProfilesAsync())
        {
            if (customer.StartsWith(SourceOf(platform) + ":", StringComparison.Ordinal))
                count += Core.StoredJson.Read<Profile>(json).Purchases.Orders;
        }

        return count;
    }

    /// <summary>Stops after the second page.</summary>
    private sealed class Stopping(List<WalkProgress> seen, CancellationTokenSource stop) : IProgress<WalkProgress>
    {
        public void Report(WalkProgress value)
        {
            seen.Add(value);
            if (seen.Count == 2)
                stop.Cancel();
        }
    }
}
