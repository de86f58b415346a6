using Recall.App.Ingestion.Connectors.Deliveries;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>An order that comes and goes: held and released, deleted and restored, given to another customer and back; and what follows one that is left out.</summary>
public class OrderHistoryTests
{
    private const string Later = "2026-01-05T12:00:00+08:00";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_given_back_counts_again_once_an_order_that_was_held_counts_again()
    {
        const string Refunds = """[{"id": 726, "total": "-10.00"}]""";
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-06T02:00:00", refunds: Refunds)),
            Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-07T02:00:00", refunds: Refunds, status: "on-hold")));
        (await SumAsync(shop, "woo:25")).ShouldBe((0, 0m));
        await shop.TakeAsync(Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-08T02:00:00", refunds: Refunds)));
        (await SumAsync(shop, "woo:25")).ShouldBe((1, 10m));
    }

    [Fact]
    public async Task What_was_given_back_goes_with_the_order_to_another_customer_and_back()
    {
        var refunds = $"[{Samples.ShopifyRefund()}]";
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/create", Samples.ShopifyOrder(customer: 1, refunds: refunds), "w-1"),
            Signed.Shopify("orders/updated", Samples.ShopifyOrder(customer: 2, updated: Later, refunds: refunds), "w-2"));
        (await SumAsync(shop, "shopify:1"), await SumAsync(shop, "shopify:2")).ShouldBe(((0, 0m), (1, 20m)));
        await shop.TakeAsync(Signed.Shopify("orders/updated", Samples.ShopifyOrder(customer: 1, updated: "2026-01-05T13:00:00+08:00", refunds: refunds), "w-3"));
        (await SumAsync(shop, "shopify:1"), await SumAsync(shop, "shopify:2")).ShouldBe(((1, 20m), (0, 0m)));
    }

    [Fact]
    public async Task A_deleted_order_does_not_come_back_with_a_late_state_of_another_owner()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/create", Samples.ShopifyOrder(customer: null), "w-1"),
            Signed.Shopify("orders/delete", """{"id": 450789469}""", "w-2"),
            Signed.Shopify("orders/updated", Samples.ShopifyOrder(updated: Later), "w-3"));
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBe(0);
    }

    [Fact]
    public async Task An_order_that_is_restored_after_it_was_deleted_counts_again()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Woo("order.created", Samples.WooOrder()), Signed.Woo("order.deleted", """{"id":727}"""));
        (await shop.ProfileAsync("woo:25")).Purchases.Orders.ShouldBe(0);
        await shop.TakeAsync(Signed.Woo("order.restored", Samples.WooOrder(modified: Samples.At(shop.Now.AddMinutes(1))[..19])));
        (await shop.ProfileAsync("woo:25")).Purchases.Orders.ShouldBe(1);
    }

    /// <summary>Shops that count their orders have numbers that are ids of others.</summary>
    [Fact]
    public async Task A_deletion_names_an_id_and_never_the_order_that_has_it_for_a_number()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Woo("order.created", Samples.With(Samples.WooOrder(id: 1001), "number", "1200")), Signed.Woo("order.deleted", """{"id":1200}"""));
        (await shop.ProfileAsync("woo:25")).Purchases.Orders.ShouldBe(1);

        // The order it names was overtaken by it; the other one, which is told anew, must not have ended its wait.
        await shop.TakeAsync(Signed.Woo("order.updated", Samples.With(Samples.WooOrder(id: 1001, modified: "2026-01-06T02:00:05"), "number", "1200")));
        await shop.TakeAsync(Signed.Woo("order.created", Samples.WooOrder(id: 1200, customer: 26)));
        (await shop.ProfileAsync("woo:25")).Purchases.Orders.ShouldBe(1);
        (await shop.ProfileAsync("woo:26")).Purchases.Orders.ShouldBe(0);
    }

    /// <summary>Platforms count in seconds, and an order is often placed, paid and cancelled in one.</summary>
    [Fact]
    public async Task Of_states_of_one_second_the_further_one_counts_whichever_comes_last()
    {
        (string First, string Then, int Orders)[] cases =
            [("pending", "processing", 1), ("processing", "pending", 1), ("processing", "cancelled", 0), ("cancelled", "processing", 0), ("processing", "refunded", 1), ("refunded", "processing", 1)];
        await using var shop = await PlatformShop.StartAsync();
        for (var i = 0; i < cases.Length; i++)
        {
            await shop.TakeAsync(Signed.Woo("order.created", Samples.WooOrder(i + 1, i + 1, status: cases[i].First)), Signed.Woo("order.updated", Samples.WooOrder(i + 1, i + 1, status: cases[i].Then)));
            (await shop.ProfileAsync($"woo:{i + 1}")).Purchases.Orders.ShouldBe(cases[i].Orders, $"{cases[i]}");
        }
    }

    [Fact]
    public async Task What_follows_an_order_that_is_left_out_or_never_came_and_is_deleted_is_left_out_quietly()
    {
        await using var shop = await PlatformShop.StartAsync();
        var (nobody, test) = (Samples.ShopifyOrder(1, "#1", customer: null, email: ""), Samples.With(Samples.ShopifyOrder(2, "#2"), "test", true));
        await shop.TakeAsync(
            Signed.Shopify("orders/create", nobody, "n-1"), Signed.Shopify("refunds/create", Samples.ShopifyRefund(11, 1), "n-2"),
            Signed.Shopify("refunds/create", Samples.ShopifyRefund(12, 2), "t-1"), Signed.Shopify("orders/create", test, "t-2"), Signed.Shopify("orders/delete", """{"id":2}""", "t-3"),
            Signed.Shopify("orders/delete", """{"id":3}""", "u-1"));
        foreach (var left in (string[])["n-2", "t-1", "t-3"])
            (await shop.DeliveryAsync("shopify", left)).State.ShouldBe(DeliveryState.Ignored, left);
        (await shop.DeliveryAsync("shopify", "u-1")).State.ShouldBe(DeliveryState.Waiting);

        shop.Shop.Clock.Now += TendDeliveries.Patience + TimeSpan.FromHours(1);
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);
        (await shop.DeliveryAsync("shopify", "u-1")).State.ShouldBe(DeliveryState.Ignored);
        (await shop.LettersAsync()).ShouldBeEmpty();

        // Somebody turns out to have placed it after all.
        await shop.TakeAsync(Signed.Shopify("orders/updated", Samples.ShopifyOrder(1, "#1", updated: Later), "n-3"), Signed.Shopify("refunds/create", Samples.ShopifyRefund(13, 1), "n-4"));
        (await shop.ProfileAsync("shopify:7012345")).Refunds.Amount.ShouldBe(20m);
    }

    private static async Task<(int Orders, decimal GivenBack)> SumAsync(PlatformShop shop, string customer)
    {
        var profile = await shop.ProfileAsync(customer);
        return (profile.Purchases.Orders, profile.Refunds.Amount);
    }
}
