using System.Text;
using System.Text.Json.Nodes;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Privacy;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>What each platform's calls become.</summary>
public class PlatformMappingTests
{
    private static readonly DateTimeOffset Placed = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shopify_tells_the_order_its_customer_and_what_they_agreed_to()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(marketing: true), "w-1"));

        var events = await shop.EventsAsync("shopify:7012345");
        var order = events.OfType<OrderPlaced>().Single();
        (order.Id, order.At, order.Total, order.Discount, order.Coupon).ShouldBe(("1001", Placed, 59.9m, 5m, "TEA5"));
        order.Lines.ShouldBe([new("632910392", null, 2, 29.95m), new("Tip", null, 1, 5m)]);
        var person = events.OfType<CustomerChanged>().Single();
        (person.Email, person.EmailVerified, person.Phone, person.Name, person.Locale).ShouldBe(("mei@example.com", true, "+8613800138000", "Mei Li", "zh-CN"));
        var consent = events.OfType<ConsentChanged>().Single();
        (consent.Channel, consent.Granted, consent.Order).ShouldBe(("email", true, "1001"));
    }

    [Fact]
    public async Task Shopify_s_guests_are_known_by_their_address_and_test_orders_are_none()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/create", Samples.ShopifyOrder(customer: null), "w-1"),
            Signed.Shopify("orders/create", Samples.With(Samples.ShopifyOrder(id: 2, name: "#1002"), "test", true), "w-2"));
        (await shop.ProfileAsync("shopify:" + ContactKey.OfEmail("mei@example.com"))).Purchases.Orders.ShouldBe(1);
        (await shop.DeliveryAsync("shopify", "w-2")).State.ShouldBe(DeliveryState.Ignored);
        (await shop.FindAsync("shopify:7012345")).ShouldBeNull();
    }

    [Theory, InlineData("counter@tea-shop.cn"), InlineData("No-Reply@anywhere.cn")]
    public async Task Guests_with_an_address_that_anybody_may_give_are_known_by_their_number_or_not_at_all(string email)
    {
        await using var shop = await PlatformShop.StartAsync(PlatformShop.Settings() with { Identity = new() { Ignored = ["counter@tea-shop.cn", "+12025550100"] } });
        await shop.TakeAsync(
            Signed.Woo("order.created", Guest(1, email, "")), Signed.Woo("order.created", Guest(2, email, "")), Signed.Woo("order.created", Guest(3, email, "(202) 555-0100")),
            Signed.Woo("order.created", Guest(4, email, "(202) 555-0123")),
            Signed.Woo("order.created", Guest(5, "info@teahouse.cn", "")), Signed.Woo("order.created", Guest(6, "info@teahouse.cn", "")));
        (await shop.FindAsync("woo:" + ContactKey.OfEmail(email))).ShouldBeNull();
        (await shop.FindAsync("woo:" + ContactKey.OfPhone("+12025550100"))).ShouldBeNull();
        (await shop.ProfileAsync("woo:" + ContactKey.OfPhone("+12025550123"))).Purchases.Orders.ShouldBe(1);
        (await shop.ProfileAsync("woo:" + ContactKey.OfEmail("info@teahouse.cn"))).Purchases.Orders.ShouldBe(2, "a company is a customer");
        (await shop.LettersAsync()).ShouldBeEmpty();

        static string Guest(int id, string email, string phone) =>
            Samples.WooOrder(id, customer: 0, email).Replace("(555) 555-5555", phone, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> French()
    {
        const string Phone = "06 12 34 56 78";
        var shopify = Samples.With(
            Samples.ShopifyOrder(), "customer", JsonNode.Parse($$"""{"id":1,"phone":null,"default_address":{"phone":"{{Phone}}","country_code":"FR"} }"""));
        return new()
        {
            { "woo", "order.created", Samples.WooOrder().Replace("\"(555) 555-5555\", \"country\": \"US\"", $"\"{Phone}\", \"country\": \"FR\"", StringComparison.Ordinal) },
            { "woo", "customer.updated", $$"""{"id":25,"email":"mei@post.cn","date_modified_gmt":"2026-01-05T02:00:05","billing":{"phone":"{{Phone}}","country":"fr"} }""" },
            { "shopify", "orders/create", shopify },
            { "shopify", "orders/create", Samples.With(Samples.With(shopify, "customer", JsonNode.Parse("""{"id":1}""")), "phone", Phone).Replace(
                "\"billing_address\":{", "\"billing_address\":{\"country_code\":\"FR\",", StringComparison.Ordinal) },
            { "big", "order", $$"""{"order":{{Samples.BigOrder()}},"products":[]}""".Replace("+8613800138000\", \"country_iso2\": \"CN\"", $"{Phone}\", \"country_iso2\": \"FR\"", StringComparison.Ordinal) },
            { "adobe", "", Samples.AdobeOrder().Replace("\"grand_total\"", $$"""
                "billing_address": {"telephone": "{{Phone}}", "country_id": "FR"}, "grand_total"
                """, StringComparison.Ordinal) },
            { "stripe", "", Samples.StripeEvent("customer.updated", $$"""{"id":"cus_9","email":"mei@post.cn","phone":"{{Phone}}","address":{"country":"FR"} }""") },
        };
    }

    [Theory, MemberData(nameof(French))]
    public void A_number_without_a_country_code_is_of_the_country_that_the_customer_lives_in(string source, string topic, string body)
    {
        PhoneOf(body).ShouldBe("+33612345678");
        PhoneOf(body.Replace("\"FR\"", "null", StringComparison.OrdinalIgnoreCase)).ShouldBe("+49612345678", "of the shop's where they do not say");
        PhoneOf(body.Replace("\"FR\"", "\"Atlantis\"", StringComparison.OrdinalIgnoreCase)).ShouldBeNull("nobody knows whose number it is");

        string? PhoneOf(string body)
        {
            var (settings, clock) = (PlatformShop.Settings() with { Country = "DE" }, new ManualClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));
            var posted = new Posted(settings.Connectors[source], "id", topic, new Dictionary<string, string>(StringComparer.Ordinal), Encoding.UTF8.GetBytes(body), clock.Now);
            return ConnectorCatalogue.All[posted.Source.Platform].Map(posted, settings, clock).ShouldBeOfType<Mapped.Facts>().Events.OfType<CustomerChanged>().SingleOrDefault()?.Phone;
        }
    }

    [Fact]
    public async Task Shopify_s_customers_their_own_consents_and_carts()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("customers/update", Samples.ShopifyCustomer(), "w-1"),
            Signed.Shopify("customers_email_marketing_consent/update", Samples.ShopifyEmailConsent(), "w-2"),
            Signed.Shopify("customers_email_marketing_consent/update", Samples.ShopifyEmailConsent(state: "unsubscribed", at: "2026-01-11T10:00:00Z"), "w-3"),
            Signed.Shopify("customers_marketing_consent/update", """{"id":7012345,"phone":"+8613800138000","sms_marketing_consent":{"state":"subscribed","consent_updated_at":"2026-01-12T10:00:00Z"}}""", "w-4"),
            Signed.Shopify("checkouts/update", """{"id":1,"token":"abc","updated_at":"2026-01-13T10:00:00Z","total_price":"12.50","currency":"USD","email":null,"customer":{"id":7012345}}""", "w-5"),
            Signed.Shopify("checkouts/update", """{"id":1,"token":"abc","updated_at":"2026-01-13T10:05:00Z","total_price":"20.00","currency":"USD","email":null,"customer":{"id":7012345}}""", "w-6"),
            Signed.Shopify("checkouts/update", """{"id":2,"token":"xyz","updated_at":"2026-01-13T10:00:00Z","total_price":"12.50","currency":"USD"}""", "w-7"));

        var profile = await shop.ProfileAsync("shopify:7012345");
        (profile.Person.Email, profile.Person.Name).ShouldBe(("mei@example.com", "Mei Li"));
        (profile.Consents["email"].Granted, profile.Consents["sms"].Granted).ShouldBe((false, true));
        profile.Activity.Carts.ShouldBe(1);
        (await shop.DeliveryAsync("shopify", "w-7")).State.ShouldBe(DeliveryState.Ignored);
        (await shop.LettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shopify_s_privacy_topics_are_honoured()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"), Signed.Shopify("orders/create", Samples.ShopifyOrder(2, "#1002", 8, "tom@example.com"), "w-2"));
        await shop.TakeAsync(Signed.Shopify(
            "customers/data_request", """{"shop_id":954889,"shop_domain":"tea.myshopify.com","orders_requested":[1],"customer":{"id":7012345,"email":"mei@example.com"},"data_request":{"id":9999}}""", "w-3"));
        var request = (await shop.Get<DataRequests>().OpenAsync(Cancel)).Single();
        (request.Id, request.Source, request.Due - request.At).ShouldBe(("9999", "shopify", TimeSpan.FromDays(30)));
        request.Customers.Contains("shopify:7012345", StringComparer.Ordinal).ShouldBeTrue();

        await shop.TakeAsync(Signed.Shopify("customers/redact", Samples.ShopifyRedact(), "w-4"));
        (await shop.FindAsync("shopify:7012345")).ShouldBeNull();
        (await shop.EventsAsync("shopify:7012345")).ShouldBeEmpty();
        foreach (var id in (string[])["w-1", "w-3", "w-4"])
            (await shop.DeliveryAsync("shopify", id)).Body.ShouldBeEmpty(id);
        (await shop.ProfileAsync("shopify:8")).Purchases.Orders.ShouldBe(1);

        // An old state of the order that comes late brings nobody back; what they do from now on is theirs.
        await shop.TakeAsync(Signed.Shopify("orders/updated", Samples.ShopifyOrder(updated: "2026-01-20T10:00:00+08:00"), "w-5"));
        (await shop.EventsAsync("shopify:7012345")).ShouldBeEmpty();
        shop.Shop.Clock.Now += TimeSpan.FromDays(1);
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(3, "#1003", created: Samples.At(shop.Now), updated: Samples.At(shop.Now)), "w-6"));
        await shop.TakeAsync(Signed.Shopify("orders/updated", Samples.ShopifyOrder(updated: "2026-01-21T10:00:00+08:00"), "w-7"));
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBe(1);

        await shop.TakeAsync(Signed.Shopify("shop/redact", """{"shop_id":954889,"shop_domain":"tea.myshopify.com"}""", "w-8"));
        (await shop.FindAsync("shopify:8")).ShouldBeNull();
        (await shop.FindAsync("shop:ann")).ShouldNotBeNull();
    }

    [Fact]
    public async Task WooCommerce_tells_orders_of_members_and_guests_and_refunds_inside_them()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Woo("order.created", Samples.WooOrder(status: "pending")),
            Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-05T02:00:09")),
            Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-09T02:00:00", refunds: """[{"id": 726, "reason": "late", "total": "-10.00"}]""")),
            Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-12T02:00:00", refunds: """[{"id": 726, "reason": "late", "total": "-10.00"}, {"id": 730, "reason": "", "total": "-5.50"}]""")),
            Signed.Woo("order.created", Samples.WooOrder(id: 728, customer: 0)));

        var profile = await shop.ProfileAsync("woo:25");
        (profile.Purchases.Orders, profile.Purchases.Spent, profile.Refunds.Count, profile.Refunds.Amount).ShouldBe((1, 59.9m, 2, 15.5m));
        var events = await shop.EventsAsync("woo:25");
        events.OfType<OrderRefunded>().Select(r => (r.Id, r.At.Day)).ShouldBe([("refund-726", 9), ("refund-730", 12)]);
        events.OfType<OrderPlaced>().Single().Lines.ShouldBe([new("93", null, 2, 29.95m)]);
        (await shop.ProfileAsync("woo:" + ContactKey.OfEmail("mei@example.com"))).Purchases.Orders.ShouldBe(1);

        await shop.TakeAsync(Signed.Woo("order.deleted", """{"id":727}"""));
        (await shop.ProfileAsync("woo:25")).Purchases.Orders.ShouldBe(0);
    }

    [Fact]
    public async Task Adobe_Commerce_tells_the_order_with_what_was_given_back()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Adobe(Samples.AdobeOrder(state: "new")), Signed.Adobe(Samples.AdobeOrder(updated: "2026-01-05 02:00:06")),
            Signed.Adobe(Samples.AdobeOrder(updated: "2026-01-07 02:00:06", refunded: "9.9000")), Signed.Adobe(Samples.AdobeOrder(updated: "2026-01-08 02:00:06", refunded: "19.9000")));
        var profile = await shop.ProfileAsync("adobe:4");
        (profile.Purchases.Orders, profile.Purchases.Spent, profile.Refunds.Count, profile.Refunds.Amount).ShouldBe((1, 59.9m, 1, 19.9m));
        (await shop.EventsAsync("adobe:4")).OfType<OrderPlaced>().Single().Id.ShouldBe("000000031");
        await shop.TakeAsync(Signed.Adobe(Samples.AdobeOrder(state: "canceled", updated: "2026-01-09 02:00:06")));
        (await shop.ProfileAsync("adobe:4")).Purchases.Orders.ShouldBe(0);
    }

    /// <summary>A configurable product stands there twice: as what was ordered, with its price, and under it as what is sent.</summary>
    [Fact]
    public async Task Adobe_Commerce_s_parts_of_a_product_are_not_bought_a_second_time()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Adobe(Samples.AdobeOrder().Replace(
            "\"items\": [", "\"items\": [{\"item_id\": \"2\", \"parent_item_id\": \"1\", \"sku\": \"T1-green\", \"qty_ordered\": \"2\", \"price\": \"0\"}, ", StringComparison.Ordinal)));
        (await shop.EventsAsync("adobe:4")).OfType<OrderPlaced>().Single().Lines.ShouldBe([new("T1", null, 2, 29.95m)]);
    }

    [Fact]
    public async Task Youzan_tells_trades_in_yuan_and_refunds_that_name_the_trade()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Youzan(Samples.Youzan("trade_refund_RefundSuccess", """{"refund_id":"R1","tid":"E20260105100000012345678","refunded_fee":"9.90","update_time":"2026-01-08 10:00:00"}""", "m-2")),
            Signed.Youzan(Samples.Youzan("trade_TradePaid", Samples.YouzanTrade(), "m-1")));
        var profile = await shop.ProfileAsync("youzan:zF8mQ2");
        (profile.Purchases.Orders, profile.Purchases.Spent, profile.Refunds.Amount, profile.Person.Phone).ShouldBe((1, 59.9m * 0.14m, 9.9m * 0.14m, "+8613800138000"));
        (await shop.EventsAsync("youzan:zF8mQ2")).OfType<OrderPlaced>().Single().At.ShouldBe(Placed);
        await shop.TakeAsync(Signed.Youzan(Samples.Youzan("trade_TradeClose", Samples.YouzanTrade("TRADE_CLOSED", "2026-01-09 10:00:00"), "m-3")));
        (await shop.ProfileAsync("youzan:zF8mQ2")).Purchases.Orders.ShouldBe(0);
    }

    [Fact]
    public async Task SHOPLINE_tells_orders_as_Shopify_does()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopline("orders/create", Samples.ShopifyOrder(), "s-1", hex: true), Signed.Shopline("orders/updated", Samples.ShopifyOrder(), "s-2", hex: false));
        (await shop.ProfileAsync("shopline:7012345")).Purchases.Orders.ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_understood_is_a_dead_letter_with_the_reason_and_is_read_again_after_it_is_mended()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/create", Samples.With(Samples.ShopifyOrder(), "currency", "XTS"), "w-1"),
            Signed.Shopify("orders/create", "{\"id\":", "w-2"),
            Signed.Shopify("orders/create", """{"id":1,"id":2,"created_at":"2026-01-05T10:00:00Z"}""", "w-3"),
            Signed.Woo("order.created", Samples.WooOrder(total: "a lot")));
        var letters = await shop.LettersAsync();
        letters.Select(l => (l.Source, l.Format)).Order().ShouldBe([("shopify/shopify", "delivery"), ("shopify/shopify", "delivery"), ("shopify/shopify", "delivery"), ("woocommerce/woo", "delivery")]);
        letters.ShouldContain(l => l.Field == "currency" && l.Reason.Contains("'XTS' has no rate", StringComparison.Ordinal));
        letters.ShouldContain(l => l.Field == "total" && l.Reason.Contains("'a lot' is not a number", StringComparison.Ordinal));
        (await shop.DeliveryAsync("shopify", "w-1")).State.ShouldBe(DeliveryState.Dead);

        letters.ShouldContain(l => l.Reason == "orders/create: The body is not JSON: it ends too early (line 1, byte 7).");

        // Still the same reasons, with what they are about.
        (await shop.Get<RetryDeadLetters>().HandleAsync(cancellationToken: Cancel)).Remaining.ShouldBe(4);
        (await shop.LettersAsync()).Select(l => l.Reason).Order(StringComparer.Ordinal).ShouldBe(letters.Select(l => l.Reason).Order(StringComparer.Ordinal));
        ((Dictionary<string, decimal>)shop.Get<ShopSettings>().Rates)["XTS"] = 2;
        var report = await shop.Get<RetryDeadLetters>().HandleAsync(cancellationToken: Cancel);
        (report.Mended, report.Remaining).ShouldBe((1, 3));
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Spent.ShouldBe(119.8m);
        (await shop.DeliveryAsync("shopify", "w-1")).State.ShouldBe(DeliveryState.Done);
    }
}
