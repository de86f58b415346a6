
namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>What platforms posted and what customers ask for, over HTTP as at the command line.</summary>
public class DeliveryEndpointTests
{
    private const string Request = """{"shop_id":954889,"shop_domain":"tea.myshopify.com","customer":{"id":7012345,"email":"mei@example.com"},"data_request":{"id":9999}}""";

    [Fact]
    public async Task Calls_are_listed_by_source_and_state_without_their_bodies()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1", triggered: shop.Now.AddHours(-1)));
        shop.Shop.Clock.Now += TimeSpan.FromMinutes(1);
        await shop.TakeAsync(Signed.Shopify("products/update", "{}", "w-2"), Signed.Woo("order.created", Samples.WooOrder(total: "a lot")));

        var all = (await shop.Shop.GetAsync("/api/deliveries")).ShouldBe(200)["deliveries"]!.AsArray();
        all.Select(d => d!["source"]!.GetValue<string>()).ShouldBe(["shopify", "woo", "shopify"], ignoreOrder: true);
        all.ToJsonString().ShouldNotContain("@");
        var first = all[^1]!;
        (first["id"]!.GetValue<string>(), first["topic"]!.GetValue<string>(), first["state"]!.GetValue<string>()).ShouldBe(("w-1", "orders/create", "done"));
        first["note"]!.GetValue<string>().ShouldBe("came 60 minutes after it was triggered");
        first["bytes"]!.GetValue<int>().ShouldBeGreaterThan(100);

        (await IdsAsync("?state=dead")).ShouldHaveSingleItem().ShouldStartWith("order.created-");
        (await IdsAsync("?source=shopify&state=ignored")).ShouldBe(["w-2"]);
        (await IdsAsync("?source=shopify&take=1")).ShouldBe(["w-2"]);

        async Task<IEnumerable<string>> IdsAsync(string query) =>
            (await shop.Shop.GetAsync("/api/deliveries" + query)).ShouldBe(200)["deliveries"]!.AsArray().Select(d => d!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("?state=daed", 400, "did you mean 'dead'?")]
    [InlineData("?state=Dead", 400, "dead")]
    [InlineData("?take=0", 400, "1 to 1000")]
    [InlineData("?take=1001", 400, "1 to 1000")]
    [InlineData("?source=nobody", 404, "no source 'nobody'")]
    public async Task What_is_asked_wrongly_is_told_how_to_ask(string query, int status, string says)
    {
        await using var shop = await PlatformShop.StartAsync();
        (await shop.Shop.GetAsync("/api/deliveries" + query)).ShouldBe(status)["detail"]!.GetValue<string>().ShouldContain(says);
    }

    [Fact]
    public async Task A_request_for_data_is_listed_until_it_is_answered_and_its_customer_can_be_forgotten()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"), Signed.Shopify("customers/data_request", Request, "w-2"));

        var request = (await shop.Shop.GetAsync("/api/data-requests")).ShouldBe(200)["requests"]!.AsArray().ShouldHaveSingleItem()!;
        (request["id"]!.GetValue<string>(), request["source"]!.GetValue<string>()).ShouldBe(("9999", "shopify"));
        (request["due"]!.GetValue<DateTimeOffset>() - request["at"]!.GetValue<DateTimeOffset>()).ShouldBe(TimeSpan.FromDays(30));
        request["customers"]!.AsArray().Select(c => c!.GetValue<string>()).Contains("shopify:7012345", StringComparer.Ordinal).ShouldBeTrue();

        (await shop.Shop.PostAsync("/api/data-requests/answered", """{"customer":"no key"}""")).ShouldBe(400);
        (await shop.Shop.PostAsync("/api/data-requests/answered", """{"customer":"shopify:7012345"}""")).ShouldBe(200)["answered"]!.GetValue<int>().ShouldBe(1);
        (await shop.Shop.PostAsync("/api/data-requests/answered", """{"customer":"shopify:7012345"}""")).ShouldBe(200)["answered"]!.GetValue<int>().ShouldBe(0);
        (await shop.Shop.GetAsync("/api/data-requests")).ShouldBe(200)["requests"]!.AsArray().ShouldBeEmpty();

        var gone = (await shop.Shop.PostAsync("/api/customers/shopify%3A7012345/forget", "")).ShouldBe(200);
        (gone["customer"]!.GetValue<string>(), gone["rows"]!.GetValue<int>() > 0).ShouldBe(("shopify:7012345", true));
        (await shop.FindAsync("shopify:7012345")).ShouldBeNull();
        (await shop.Shop.PostAsync("/api/customers/shopify:7012345/forget", "")).ShouldBe(404);
        (await shop.Shop.PostAsync("/api/customers/nobody/forget", "")).ShouldBe(400);
    }

    /// <summary>Whoever is known by an address alone is named by it: their key has no more than its hash, and letters have the address.</summary>
    [Theory, InlineData("mei@post.cn", "mei@post.cn"), InlineData("", "%2B15555555555")]
    public async Task Who_is_known_by_an_address_is_forgotten_by_it(string email, string named)
    {
        await using var shop = await PlatformShop.StartAsync(PlatformShop.Settings() with { Country = "US" });
        await shop.TakeAsync(
            Signed.Woo("order.created", Samples.WooOrder(1, 0, email)), Signed.Woo("order.created", Samples.WooOrder(2, 0, email, total: "a lot")));
        (await shop.Shop.PostAsync($"/api/customers/woo:{named}/forget", "")).ShouldBe(200);
        (await shop.LettersAsync()).ShouldBeEmpty();
    }
}
