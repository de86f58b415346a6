using System.Security.Cryptography;
using System.Text;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>What was taken in: how it is kept, how long, and that none is left lying.</summary>
public class KeptDeliveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>It brings nobody back, and their address may not stay in it either.</summary>
    [Fact]
    public async Task An_old_call_about_somebody_who_was_forgotten_is_not_kept()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"), Signed.Shopify("customers/redact", Samples.ShopifyRedact(), "w-2"));
        await shop.TakeAsync(Signed.Shopify("orders/updated", Samples.ShopifyOrder(updated: "2026-01-05T11:00:00+08:00"), "w-3"));
        (await shop.FindAsync("shopify:7012345")).ShouldBeNull();
        (await shop.DeliveryAsync("shopify", "w-3")).Body.Length.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_crash_left_between_row_and_message_is_taken_up()
    {
        await using var shop = await PlatformShop.StartAsync();
        var call = Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1");
        (await shop.PostAsync(call)).Status.ShouldBe(200);
        var queue = shop.Get<IWorkQueue>();
        while (await queue.ReceiveAsync(WorkQueues.Deliveries, 1, TimeSpan.FromHours(1), Cancel) is [var lost])
            await queue.DeleteAsync(lost, Cancel);

        (await shop.Get<TendDeliveries>().TakeUpAsync(Cancel)).ShouldBe(0);
        shop.Shop.Clock.Now += TimeSpan.FromMinutes(11);
        (await shop.Get<TendDeliveries>().TakeUpAsync(Cancel)).ShouldBe(1);
        await shop.DrainAsync();
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBe(1);
        shop.Shop.Clock.Now += TimeSpan.FromMinutes(11);
        (await shop.Get<TendDeliveries>().TakeUpAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task Raw_deliveries_are_kept_for_a_fortnight_after_which_they_count_once_all_the_same()
    {
        await using var shop = await PlatformShop.StartAsync();
        var call = Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1");
        await shop.TakeAsync(call);
        shop.Shop.Clock.Now += TendDeliveries.Kept - TimeSpan.FromHours(1);
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);
        (await shop.DeliveryAsync("shopify", "w-1")).State.ShouldBe(DeliveryState.Done);
        shop.Shop.Clock.Now += TimeSpan.FromHours(2);
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);
        (await shop.Get<DeliveryStore>().FindAsync(DeliveryRef.Of("shopify", "w-1"), Cancel)).ShouldBeNull();

        var before = await shop.ProfilesAsync();
        await shop.TakeAsync(call);
        (await shop.ProfilesAsync()).ShouldBe(before);
    }

    /// <summary>Of a long call the letter holds the beginning alone.</summary>
    [Fact]
    public async Task A_delivery_that_is_a_dead_letter_is_kept_until_it_is_read_again()
    {
        await using var shop = await PlatformShop.StartAsync();
        var body = Samples.With(Samples.With(Samples.ShopifyOrder(), "currency", "XTS"), "note", new string('x', DeadLetter.MaxRawChars));
        await shop.TakeAsync(Signed.Shopify("orders/create", body, "w-1"));
        shop.Shop.Clock.Now += TendDeliveries.Kept + TimeSpan.FromHours(1);
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);
        (await shop.LettersAsync()).Single().Truncated.ShouldBeTrue();

        ((Dictionary<string, decimal>)shop.Get<ShopSettings>().Rates)["XTS"] = 2;
        (await shop.Get<RetryDeadLetters>().HandleAsync(cancellationToken: Cancel)).Mended.ShouldBe(1);
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBe(1);
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);
        (await shop.Get<DeliveryStore>().FindAsync(DeliveryRef.Of("shopify", "w-1"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_body_of_any_size_up_to_the_limit_comes_back_as_it_came()
    {
        await using var shop = await PlatformShop.StartAsync();
        foreach (var size in (int[])[0, 1, 4096, 61440, 61441, 1_000_000, PostDelivery.MaxBytes - 100])
        {
            // What cannot be packed is the hardest: letters by a generator, no two bodies alike.
            var noise = string.Concat(new Random(size).GetItems<char>("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/", size));
            var body = $$"""{"id":1,"note":"{{noise}}"}""";
            (await shop.PostAsync(Signed.Shopify("products/create", body, $"w-{size}"))).Status.ShouldBe(200);
            Encoding.UTF8.GetString((await shop.DeliveryAsync("shopify", $"w-{size}")).Body).ShouldBe(body);
        }

        // No JSON, so it becomes a dead letter; that is no reason to lose it.
        var bytes = new byte[10_000];
        new Random(1).NextBytes(bytes);
        var call = Signed.Shopify("products/create", "", "w-bytes");
        (await shop.PostAsync(call with
        {
            Body = bytes, Headers = new Dictionary<string, string>(call.Headers, StringComparer.Ordinal)
            {
                ["X-Shopify-Hmac-Sha256"] = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Signed.Secret), bytes)),
            },
        })).Status.ShouldBe(200);
        (await shop.DeliveryAsync("shopify", "w-bytes")).Body.ShouldBe(bytes);
    }

    /// <summary>Its message was lost, and the platform, which had no answer, sends it again.</summary>
    [Fact]
    public async Task A_delivery_that_comes_again_and_is_not_read_yet_has_a_message_again()
    {
        await using var shop = await PlatformShop.StartAsync();
        var (call, queue) = (Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"), shop.Get<IWorkQueue>());
        (await shop.PostAsync(call)).Status.ShouldBe(200);
        await queue.DeleteAsync((await queue.ReceiveAsync(WorkQueues.Deliveries, 1, TimeSpan.FromHours(1), Cancel)).Single(), Cancel);
        await shop.TakeAsync(call);
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBe(1);
    }

    /// <summary>While messages wait nothing seems lost, and in a shop that is never idle some always do.</summary>
    [Fact]
    public async Task A_shop_that_is_never_idle_finds_once_a_day_what_was_lost()
    {
        await using var shop = await PlatformShop.StartAsync();
        var queue = shop.Get<IWorkQueue>();
        (await shop.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"))).Status.ShouldBe(200);
        await queue.DeleteAsync((await queue.ReceiveAsync(WorkQueues.Deliveries, 1, TimeSpan.FromHours(1), Cancel)).Single(), Cancel);
        shop.Shop.Clock.Now += TimeSpan.FromHours(2);
        (await shop.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(2, "#2"), "w-2"))).Status.ShouldBe(200);
        (await shop.Get<TendDeliveries>().TakeUpAsync(Cancel)).ShouldBe(0);
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);
        (await queue.PeekAsync(WorkQueues.Deliveries, 32, Cancel)).Count.ShouldBe(2);
        await shop.DrainAsync();
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBe(2);
    }
}
