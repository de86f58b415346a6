using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>What names an order waits for it, and whoever comes between the two loses nothing.</summary>
public class WaitingForOrderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refund_waits_for_its_order_and_is_applied_when_it_comes()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("refunds/create", Samples.ShopifyRefund(), "w-1"));
        (await shop.DeliveryAsync("shopify", "w-1")).State.ShouldBe(DeliveryState.Waiting);
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-2"));
        (await shop.ProfileAsync("shopify:7012345")).Refunds.Amount.ShouldBe(20m);
        (await shop.DeliveryAsync("shopify", "w-1")).State.ShouldBe(DeliveryState.Done);
        (await shop.Shop.GetAsync("/api/deliveries")).ShouldBe(200)["deliveries"]!.AsArray().ShouldAllBe(d => d!["why"] == null);
    }

    [Fact]
    public async Task A_refund_whose_order_never_comes_is_a_dead_letter_that_can_be_retried_once_it_has()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("refunds/create", Samples.ShopifyRefund(), "w-1"));
        shop.Shop.Clock.Now += TendDeliveries.Patience + TimeSpan.FromHours(1);
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);
        (await shop.LettersAsync()).Single().Reason.ShouldContain("order has not come in");
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-2"));
        (await RetryAsync(shop)).Mended.ShouldBe(1);
        (await shop.ProfileAsync("shopify:7012345")).Refunds.Amount.ShouldBe(20m);
    }

    [Theory, InlineData(0), InlineData(10), InlineData(12)]
    public async Task A_letter_that_is_retried_before_its_order_came_stays_until_it_has(int daysLater)
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("refunds/create", Samples.ShopifyRefund(), "w-1"));
        shop.Shop.Clock.Now += TendDeliveries.Patience + TimeSpan.FromHours(1);
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);
        shop.Shop.Clock.Now += TimeSpan.FromDays(daysLater);
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);

        (await RetryAsync(shop)).Refused.ShouldHaveSingleItem().Reason.ShouldBe("refunds/create: Order 450789469 has not come in; try again once it has.");
        shop.Shop.Clock.Now += TimeSpan.FromDays(2); // By now the delivery is cleaned up; the letter has its text.
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-2"));
        (await RetryAsync(shop)).Mended.ShouldBe(1);

        (await shop.ProfileAsync("shopify:7012345")).Refunds.Amount.ShouldBe(20m);
        (await shop.LettersAsync()).ShouldBeEmpty();
    }

    /// <summary>The order is written after the refund looked for it, and looks for who waits before the refund says so: the refund looks again.</summary>
    [Fact]
    public async Task An_order_that_comes_while_the_refund_begins_to_wait_is_not_missed()
    {
        await using var shop = await PlatformShop.StartAsync();
        (await shop.PostAsync(Signed.Shopify("refunds/create", Samples.ShopifyRefund(), "w-1"))).Status.ShouldBe(200);
        (await shop.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-2"))).Status.ShouldBe(200);
        Between(shop, row => row.RowKey.StartsWith("w|", StringComparison.Ordinal), () => shop.Get<MapDelivery>().HandleAsync(DeliveryRef.Of("shopify", "w-2"), Cancel));

        await shop.Get<MapDelivery>().HandleAsync(DeliveryRef.Of("shopify", "w-1"), Cancel);

        (await shop.ProfileAsync("shopify:7012345")).Refunds.Amount.ShouldBe(20m);
        (await shop.DeliveryAsync("shopify", "w-1")).State.ShouldBe(DeliveryState.Done);
    }

    /// <summary>Two have the same message: one found no order and is slow to say so, the other found it.</summary>
    [Fact]
    public async Task Who_waited_in_vain_does_not_overwrite_that_it_was_done_meanwhile()
    {
        await using var shop = await PlatformShop.StartAsync();
        (await shop.PostAsync(Signed.Shopify("refunds/create", Samples.ShopifyRefund(), "w-1"))).Status.ShouldBe(200);
        (await shop.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-2"))).Status.ShouldBe(200);
        Between(shop, row => row.Properties.GetValueOrDefault("state") is nameof(DeliveryState.Waiting), async () =>
        {
            await shop.Get<MapDelivery>().HandleAsync(DeliveryRef.Of("shopify", "w-2"), Cancel);
            await shop.Get<MapDelivery>().HandleAsync(DeliveryRef.Of("shopify", "w-1"), Cancel);
        });

        await shop.Get<MapDelivery>().HandleAsync(DeliveryRef.Of("shopify", "w-1"), Cancel);

        (await shop.DeliveryAsync("shopify", "w-1")).State.ShouldBe(DeliveryState.Done);
        (await shop.ProfileAsync("shopify:7012345")).Refunds.Amount.ShouldBe(20m);
    }

    /// <summary>The order goes to another customer after the refund found out whose it is, and before it is written there.</summary>
    [Fact]
    public async Task A_refund_goes_after_an_order_that_is_given_to_another_customer_meanwhile()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(customer: 1), "w-1"));
        (await shop.PostAsync(Signed.Shopify("refunds/create", Samples.ShopifyRefund(), "w-2"))).Status.ShouldBe(200);
        (await shop.PostAsync(Signed.Shopify("orders/updated", Samples.ShopifyOrder(customer: 2, updated: "2026-01-05T12:00:00+08:00"), "w-3"))).Status.ShouldBe(200);
        Between(shop, row => row.RowKey.StartsWith("e|shopify:1|", StringComparison.Ordinal), () => shop.Get<MapDelivery>().HandleAsync(DeliveryRef.Of("shopify", "w-3"), Cancel));

        await shop.Get<MapDelivery>().HandleAsync(DeliveryRef.Of("shopify", "w-2"), Cancel);

        var profile = await shop.ProfileAsync("shopify:2");
        (profile.Purchases.Orders, profile.Refunds.Amount).ShouldBe((1, 20m));
        (await shop.ProfileAsync("shopify:1")).Refunds.Amount.ShouldBe(0m);
    }

    /// <summary>Youzan tells refunds alone: they go with the trade, also where a file had them as one sum before.</summary>
    [Fact]
    public async Task What_was_told_alone_goes_with_the_order_and_what_is_left_with_the_former_customer_counts_not()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Youzan(Samples.Youzan("trade_TradePaid", Samples.YouzanTrade(), "m-1")),
            Signed.Youzan(Samples.Youzan("trade_refund_RefundSuccess", """{"refund_id":"R1","tid":"E20260105100000012345678","refunded_fee":"10","update_time":"2026-01-08 10:00:00"}""", "m-2")));
        var moved = Samples.YouzanTrade(updated: "2026-01-09 10:00:00").Replace("zF8mQ2", "another", StringComparison.Ordinal);
        await shop.TakeAsync(Signed.Youzan(Samples.Youzan("trade_TradeSuccess", moved, "m-3")));
        (await shop.ProfileAsync("youzan:another")).Refunds.Amount.ShouldBe(1.4m);
        (await shop.ProfileAsync("youzan:zF8mQ2")).Refunds.Amount.ShouldBe(0m);
    }

    /// <summary>A state that is older than whose the order is by now leaves nothing with the customer of then.</summary>
    [Fact]
    public async Task A_late_state_leaves_no_refund_with_the_former_customer()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/updated", Samples.ShopifyOrder(customer: 2, updated: "2026-01-05T12:00:00+08:00"), "w-2"),
            Signed.Shopify("orders/create", Samples.ShopifyOrder(customer: 1, refunds: $"[{Samples.ShopifyRefund()}]"), "w-1"));
        (await shop.EventsAsync("shopify:1")).OfType<OrderRefunded>().ShouldBeEmpty();
        (await shop.EventsAsync("shopify:1")).OfType<OrderPlaced>().ShouldBeEmpty();
    }

    /// <summary>Shops that count their orders have numbers that are ids of others: what is left out under a number is no other one's deletion.</summary>
    [Fact]
    public async Task An_order_that_is_left_out_leaves_out_by_its_number_no_deletion_of_the_order_with_that_id()
    {
        await using var shop = await PlatformShop.StartAsync();
        var nobody = Samples.With(Samples.WooOrder(id: 1001, customer: 0, email: "").Replace("(555) 555-5555", "", StringComparison.Ordinal), "number", "1200");
        await shop.TakeAsync(Signed.Woo("order.created", nobody), Signed.Woo("order.deleted", """{"id":1200}"""));
        await shop.TakeAsync(Signed.Woo("order.created", Samples.WooOrder(id: 1200)));
        (await shop.ProfileAsync("woo:25")).Purchases.Orders.ShouldBe(0);
        await shop.TakeAsync(Signed.Woo("order.deleted", """{"id":1001}""", id: "7-2"));
        (await shop.Get<ListDeliveries>().HandleAsync("woo", DeliveryState.Ignored, 10, Cancel)).Count.ShouldBe(2);
    }

    /// <summary>Has something happen once, before the first write of such a row.</summary>
    private static void Between(PlatformShop shop, Func<TableRow, bool> which, Func<Task> happens)
    {
        shop.Shop.Store.BeforeSubmit = (_, actions) =>
        {
            if (!actions.Any(a => which(a.Row)))
                return;
            shop.Shop.Store.BeforeSubmit = null;
            happens().GetAwaiter().GetResult();
        };
    }

    private static Task<RetryReport> RetryAsync(PlatformShop shop) => shop.Get<RetryDeadLetters>().HandleAsync(cancellationToken: Cancel);
}
