using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>One person at several platforms.</summary>
public class SamePersonTests
{
    private const string Mei = "mei@post.cn";

    private static readonly string Guest = "woo:" + ContactKey.OfEmail(Mei);

    /// <summary>WooCommerce verifies no address, so its guests are the address, and its accounts only say that they have it.</summary>
    [Fact]
    public async Task Who_is_verified_at_Shopify_and_a_guest_at_WooCommerce_is_one_customer_whoever_is_first()
    {
        Signed[] calls =
        [
            Signed.Shopify("orders/create", Samples.ShopifyOrder(email: Mei), "w-1"), Signed.Shopify("customers/update", Samples.ShopifyCustomer(email: Mei), "w-2"),
            Signed.Woo("order.created", Samples.WooOrder(customer: 0, email: Mei)),
        ];
        foreach (var order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 2, 0, 2, 0, 1]])
        {
            await using var shop = await PlatformShop.StartAsync();
            await shop.TakeAsync(order.Select(i => calls[i]));

            var profile = await shop.ProfileAsync(Guest);
            (profile.Customer.Value, profile.Purchases.Orders).ShouldBe(("shopify:7012345", 2));
            profile.Keys.Select(k => k.Value).ShouldBe(["shopify:7012345", Guest]);
            (await shop.ProfilesAsync()).ContainsKey(Guest).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task An_account_that_only_says_it_has_the_address_is_somebody_else_to_another_platform()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("customers/update", Samples.ShopifyCustomer(email: Mei), "w-1"), Signed.Shopify("orders/create", Samples.ShopifyOrder(email: Mei), "w-2"),
            Signed.Woo("order.created", Samples.WooOrder(email: Mei)), Signed.Woo("order.created", Samples.WooOrder(728, 0, Mei)));

        (await shop.ProfileAsync("woo:25")).Customer.Value.ShouldBe("shopify:7012345", "the guest of WooCommerce is both");
        (await shop.ProfileAsync("woo:25")).Purchases.Orders.ShouldBe(3);

        await using var other = await PlatformShop.StartAsync();
        await other.TakeAsync(
            Signed.Shopify("orders/create", Samples.ShopifyOrder(email: Mei), "w-1"), Signed.Woo("order.created", Samples.WooOrder(email: Mei)));
        (await other.ProfileAsync("woo:25")).Customer.Value.ShouldBe("woo:25");
    }

    [Fact]
    public async Task An_order_that_two_sources_tell_counts_once_for_a_person_of_several_keys_too()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/create", Samples.ShopifyOrder(email: Mei), "w-1"), Signed.Shopify("customers/update", Samples.ShopifyCustomer(email: Mei), "w-2"),
            Signed.Shopify("orders/create", Samples.ShopifyOrder(email: Mei), "w-1", source: "second"),
            Signed.Shopify("orders/create", Samples.ShopifyOrder(2, "#1002", null, Mei), "w-3"));

        var profile = await shop.ProfileAsync("shopify:7012345");
        (profile.Purchases.Orders, profile.Keys.Count()).ShouldBe((2, 2));
    }
}
