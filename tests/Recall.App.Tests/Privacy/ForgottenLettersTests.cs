using System.Text;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Privacy;
using Recall.App.Tests.Ingestion.Connectors;
using Recall.Core.Customers;

namespace Recall.App.Tests.Privacy;

/// <summary>What could not be read waits to be mended. It goes with the person it names, and with nobody else.</summary>
public class ForgottenLettersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"type":"nope","customer":"crm:4"}""", true)]
    [InlineData("""{"type":"nope","customer":"crm:43"}""", false)]
    [InlineData("""{"type":"nope","customer":"crm:4-3"}""", false)]
    [InlineData("""{"type":"nope","customer":"newcrm:4"}""", false)]
    [InlineData("""{"type":"nope","customer":"other","email":"Ann@X.de"}""", true)]
    [InlineData("""{"type":"nope","note":"write to ann@x.de."}""", true)]
    [InlineData("""{"type":"nope","note":"请写信给ann@x.de谢谢"}""", true)]
    [InlineData("""{"type":"nope","email":"\u0061nn\u0040x.de"}""", true)]
    [InlineData("""{"type":"nope","email":"joann@x.de"}""", false)]
    [InlineData("""{"type":"nope","email":"jo.ann@x.de"}""", false)]
    [InlineData("""{"type":"nope","email":"jo\u002Bann@x.de"}""", false)]
    [InlineData("""{"type":"nope","email":"ann@x.de.example"}""", false)]
    [InlineData("""{"type":"nope","phone":"+86 138-0013-8000"}""", true)]
    [InlineData("""{"type":"nope","phone":"+86 138-0013-80001"}""", false)]
    [InlineData("""{"type":"nope","data":{"customer":"4"}}""", true)]
    [InlineData("""{"type":"nope","data":{"customer":"43","quantity":"4"}}""", false)]
    [InlineData("""{"type":"nope","email":"ann@x.de",""", true)]
    [InlineData("""{"type":"nope","email":"joann@x.de",""", false)]
    public async Task A_letter_is_about_those_whom_it_names_whole(string body, bool gone)
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Standard("""{"id":"c-1","customer":"crm:4","type":"customer","at":"2026-01-05T02:00:00Z","email":"ann@x.de","phone":"+8613800138000"}""", "msg_1", shop.Now),
            Signed.Standard(body, "msg_2", shop.Now));
        (await shop.LettersAsync()).ShouldHaveSingleItem();

        await shop.Get<ForgetCustomer>().HandleAsync(CustomerKey.Parse("crm:4"), [], Cancel);

        (await shop.LettersAsync()).Count.ShouldBe(gone ? 0 : 1);
        var delivery = await shop.DeliveryAsync("crm", "msg_2");
        (delivery.State, delivery.Body.Length > 0).ShouldBe(gone ? (DeliveryState.Forgotten, false) : (DeliveryState.Dead, true));
        (await shop.DeliveryAsync("crm", "msg_1")).Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_of_a_list_is_forgotten_with_the_list_and_leaves_the_letters_of_the_others()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Standard("""[{"type":"nope","customer":"crm:4"},{"type":"nope","customer":"crm:43"},{"id":"l-1","customer":"crm:5","type":"login","at":"2026-01-05T02:00:00Z"}]""", "msg_1", shop.Now));

        await shop.Get<ForgetCustomer>().HandleAsync(CustomerKey.Parse("crm:4"), [], Cancel);

        (await shop.LettersAsync()).ShouldHaveSingleItem().Raw.ShouldBe("""{"type":"nope","customer":"crm:43"}""");
        (await shop.DeliveryAsync("crm", "msg_1")).Body.ShouldBeEmpty();
        (await shop.ProfileAsync("crm:5")).Activity.Logins.ShouldBe(1);
    }

    [Fact]
    public async Task A_platform_s_id_of_a_customer_names_them_at_that_platform_alone()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Woo("order.created", Samples.WooOrder(1, 25, "a@x.de")),
            Signed.Woo("order.created", Samples.WooOrder(2, 25, "new@x.de", total: "a lot")),
            Signed.Woo("order.created", Samples.WooOrder(25, 250, "b@x.de", total: "a lot").Replace("555-5555", "555-5556", StringComparison.Ordinal)),
            Signed.Shopify("orders/create", Samples.With(Samples.ShopifyOrder(9, "#9", 25, "c@x.de"), "currency", "XTS"), "w-1"));

        await shop.Get<ForgetCustomer>().HandleAsync(CustomerKey.Parse("woo:25"), [], Cancel);

        (await shop.LettersAsync()).Select(l => l.Raw.Contains("new@x.de", StringComparison.Ordinal)).ShouldBe([false, false]);
    }

    [Fact]
    public async Task Bodies_go_whatever_became_of_the_call_and_those_of_others_stay()
    {
        await using var shop = await PlatformShop.StartAsync();
        var (order, later) = (Samples.ShopifyOrder(), Samples.ShopifyOrder(updated: "2026-01-07T10:00:00Z"));
        var dead = $$"""{"id":1,"note":"{{new string('x', DeadLetter.MaxRawChars)}}","email":"mei@example.com"}""";
        await shop.TakeAsync(
            Signed.Shopify("orders/create", order, "read"), Signed.Shopify("orders/create", dead, "dead"), Signed.Shopify("draft_orders/create", order, "left-out"),
            Signed.Shopify("draft_orders/create", Samples.ShopifyOrder(2, "#2", 8, "tom@example.com").Replace("+8613800138000", "+8613800138001", StringComparison.Ordinal), "another"),
            Signed.Stripe(Samples.StripeEvent("payment_intent.payment_failed", Samples.StripePayment(order: "999"), "evt_1"), shop.Now, "till"));
        (await shop.PostAsync(Signed.Shopify("orders/updated", later, "unread"))).Status.ShouldBe(200);
        const string List = """
            [{"id":"c-1","customer":"crm:1","type":"customer","at":"2026-01-05T02:00:00Z","email":"mei@example.com"},{"id":"o-2","customer":"crm:2","type":"order","at":"2026-01-05T02:00:00Z","total":5}]
            """;
        (await shop.PostAsync(Signed.Standard(List, "list", shop.Now))).Status.ShouldBe(200);
        (await shop.DeliveryAsync("till", "evt_1")).State.ShouldBe(DeliveryState.Waiting);

        await shop.Get<ForgetCustomer>().HandleAsync(CustomerKey.Parse("shopify:7012345"), [], Cancel);

        foreach (var (source, id) in ((string, string)[])[("shopify", "read"), ("shopify", "dead"), ("shopify", "left-out"), ("till", "evt_1"), ("shopify", "unread")])
        {
            var delivery = await shop.DeliveryAsync(source, id);
            (delivery.State, delivery.Body.Length).ShouldBe((DeliveryState.Forgotten, 0), id);
        }

        (await shop.LettersAsync()).ShouldBeEmpty();
        (await shop.DeliveryAsync("shopify", "another")).Body.ShouldNotBeEmpty();
        (await shop.DeliveryAsync("crm", "list")).State.ShouldBe(DeliveryState.New);
        Encoding.UTF8.GetString((await shop.DeliveryAsync("crm", "list")).Body).ShouldBe("""[null,{"id":"o-2","customer":"crm:2","type":"order","at":"2026-01-05T02:00:00Z","total":5}]""");
        await shop.DrainAsync();
        (await shop.ProfileAsync("crm:2")).Purchases.Orders.ShouldBe(1, "a list that was not read yet tells of others too");
        shop.Shop.Clock.Now += TimeSpan.FromHours(1);
        (await shop.Get<TendDeliveries>().TakeUpAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task A_shop_that_leaves_its_platform_takes_its_own_letters_and_no_others()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"),
            Signed.Shopify("orders/create", "{\"id\":", "w-2"),
            Signed.Woo("order.created", Samples.WooOrder(email: "mei@example.com", total: "a lot")),
            Signed.Standard("""{"type":"nope","customer":"shopify:7012345","email":"mei@example.com"}""", "msg_1", shop.Now));

        await shop.TakeAsync(Signed.Shopify("shop/redact", """{"shop_id":954889,"shop_domain":"tea.myshopify.com"}""", "w-3"));

        (await shop.FindAsync("shopify:7012345")).ShouldBeNull();
        (await shop.LettersAsync()).Select(l => l.Source).Order(StringComparer.Ordinal).ShouldBe(["standard-webhooks/crm", "woocommerce/woo"]);
        (await shop.DeliveryAsync("shopify", "w-2")).Body.ShouldBeEmpty();
    }
}
