using System.Text;
using Recall.App.Ingestion.Connectors;
using Recall.App.Tests.Http;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>Neither the topic nor the shop of a call is signed: what was signed for one thing takes nothing away under the name of another.</summary>
public class ErasingTopicsTests
{
    private const string ShopLeaves = """{"shop_id":954889,"shop_domain":"tea.myshopify.com"}""";

    /// <summary>As shopify.dev/docs/api/webhooks shows it.</summary>
    private const string DeletedCustomer =
        """{"id":706405506930370084,"phone":null,"addresses":[],"tax_exemptions":[],"email_marketing_consent":null,"sms_marketing_consent":null,"admin_graphql_api_id":"gid://shopify/Customer/706405506930370084"}""";

    private const string DataRequest = """{"shop_id":954889,"shop_domain":"tea.myshopify.com","orders_requested":[1],"customer":{"id":7012345,"email":"mei@example.com"},"data_request":{"id":9999}}""";

    [Fact]
    public async Task A_signed_order_that_is_sent_again_under_a_topic_that_takes_away_is_a_dead_letter()
    {
        await using var shop = await PlatformShop.StartAsync();
        string[] topics = ["shop/redact", "customers/redact", "customers/delete", "orders/delete"];
        await shop.TakeAsync(
            [Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"), .. topics.Select(t => Signed.Shopify(t, Samples.ShopifyOrder(), t.Replace('/', '-')))]);
        await shop.TakeAsync(
            Signed.Woo("order.created", Samples.WooOrder(id: 25)), Signed.Woo("customer.deleted", Samples.WooOrder(id: 25)), Signed.Woo("order.deleted", Samples.WooOrder(id: 25)));

        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBe(1);
        (await shop.ProfileAsync("woo:25")).Purchases.Orders.ShouldBe(1);
        var reasons = (await shop.LettersAsync()).Select(l => l.Reason).ToList();
        reasons.Select(r => r.Split(':')[0]).ShouldBe([.. topics, "customer.deleted", "order.deleted"], ignoreOrder: true);
        reasons.ShouldAllBe(r => r.Contains("nothing was taken away", StringComparison.Ordinal));
    }

    /// <summary>Nor gives anything.</summary>
    [Fact]
    public async Task A_basket_that_is_sent_again_as_an_order_is_no_purchase()
    {
        const string Basket = """
            {"id": 901, "token": "tok9", "cart_token": "c", "email": "x@teahouse.cn", "name": "#901", "created_at": "2026-01-05T10:00:00Z", "updated_at": "2026-01-05T10:00:00Z",
             "completed_at": null, "currency": "USD", "total_price": "77.00", "customer": {"id": 333, "email": "x@teahouse.cn"}, "line_items": []}
            """;
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("checkouts/create", Basket, "w-1"), Signed.Shopify("orders/create", Basket, "w-2"));
        (await shop.ProfileAsync("shopify:333")).Purchases.Orders.ShouldBe(0);
    }

    public static TheoryData<string, string, string> OfOtherTopics => new()
    {
        { "shopify", "shop/redact", Samples.ShopifyRedact() },
        { "shopify", "shop/redact", "{}" },
        { "shopify", "shop/redact", """{"shop_domain":"tea.myshopify.com"}""" },
        { "shopify", "customers/redact", DataRequest },
        { "shopify", "customers/delete", Samples.ShopifyCustomer() },
        { "shopify", "customers/delete", Samples.ShopifyRefund() },
        { "shopify", "customers/delete", Samples.ShopifyEmailConsent() },
        { "shopify", "customers/delete", """{"id":7012345,"phone":"+8613800138000","sms_marketing_consent":{"state":"subscribed","consent_updated_at":"2026-01-12T10:00:00Z"}}""" },
        { "shopify", "customers/delete", """{"id":7012345,"admin_graphql_api_id":"gid://shopify/Order/7012345"}""" },
        { "shopify", "customers/delete", """{"id":7012345}""" },
        { "shopify", "orders/delete", Samples.ShopifyRefund() },
        { "shopify", "orders/delete", Samples.ShopifyCustomer() },
        { "shopline", "merchants/redact", Samples.ShopifyOrder() },
        { "shopline", "merchants/redact", ShopLeaves },
        { "woocommerce", "customer.deleted", """{"id":25,"email":"mei@example.com"}""" },
        { "woocommerce", "customer.deleted", """{"email":"mei@example.com"}""" },
    };

    [Theory, MemberData(nameof(OfOtherTopics))]
    public void A_body_that_is_not_its_topic_s_takes_nothing_away(string platform, string topic, string body) => Map(platform, topic, body).ShouldBeOfType<Mapped.Wrong>();

    [Fact]
    public void A_body_that_is_does_what_it_says()
    {
        Map("shopify", "shop/redact", ShopLeaves).ShouldBeOfType<Mapped.ForgetAll>();
        Map("shopline", "merchants/redact", """{"store_id":"1610418123456","store_domain":"tea.myshopline.com","update_time":"2026-05-31T15:32:46+08:00"}""").ShouldBeOfType<Mapped.ForgetAll>();
        Who(Map("shopify", "customers/delete", DeletedCustomer)).ShouldBe(["shopify:706405506930370084"]);
        Who(Map("shopline", "customers/delete", """{"id":"200463274","email":"mei@example.com","first_name":"Mei","updated_at":"2026-05-31T15:32:46+08:00"}""")).ShouldBe(["shopline:200463274"]);
        Who(Map("shopify", "customers/redact", Samples.ShopifyRedact())).ShouldContain(k => k == "shopify:7012345");
        Who(Map("woocommerce", "customer.deleted", """{"id":25}""")).ShouldBe(["woo:25"]);
        Map("shopify", "customers/data_request", DataRequest).ShouldBeOfType<Mapped.DataRequest>().Request.ShouldBe("9999");
    }

    /// <summary>All shops of an app post what privacy asks for to one address.</summary>
    [Theory, InlineData("shop/redact", ShopLeaves), InlineData("customers/redact", null), InlineData("customers/data_request", DataRequest)]
    public void What_is_asked_of_another_shop_of_the_app_is_not_done_here(string topic, string? body)
    {
        body ??= Samples.ShopifyRedact();
        Map("shopify", topic, body, "https://Tea.myshopify.com").ShouldNotBeOfType<Mapped.Wrong>();
        var wrong = Map("shopify", topic, body, "https://other.myshopify.com").ShouldBeOfType<Mapped.Wrong>();
        (wrong.Field, wrong.Why).ShouldBe((
            "shop_domain", "shop_domain is 'tea.myshopify.com', and the source's shop is 'other.myshopify.com' by 'api.url': nobody was forgotten. If it is this shop, mend 'api.url' and retry."));
    }

    [Fact]
    public async Task SHOPLINE_deletes_with_the_whole_order_which_a_newer_state_outranks()
    {
        const string Later = "2026-01-06T10:00:00+08:00";
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopline("orders/create", Samples.ShopifyOrder(), "s-1", hex: true), Signed.Shopline("orders/delete", Samples.ShopifyOrder(), "s-2", hex: true));
        (await shop.ProfileAsync("shopline:7012345")).Purchases.Orders.ShouldBe(0);
        await shop.TakeAsync(Signed.Shopline("orders/updated", Samples.ShopifyOrder(updated: Later), "s-3", hex: true));
        (await shop.ProfileAsync("shopline:7012345")).Purchases.Orders.ShouldBe(1);
    }

    private static IEnumerable<string> Who(Mapped mapped) => mapped.ShouldBeOfType<Mapped.Forget>().Who.Select(k => k.Value);

    private static Mapped Map(string platform, string topic, string body, string? api = null)
    {
        var settings = PlatformShop.Settings();
        var source = settings.Connectors[platform == "woocommerce" ? "woo" : platform];
        var clock = new ShopClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        return ConnectorCatalogue.All[platform].Map(
            new(api is null ? source : source with { Api = new ConnectorApi(new(api), "the-key-of-the-api", null) }, "id", topic, new Dictionary<string, string>(StringComparer.Ordinal), Encoding.UTF8.GetBytes(body), clock.Now),
            settings, clock);
    }
}
