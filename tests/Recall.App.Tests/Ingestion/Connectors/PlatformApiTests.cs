using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Api;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.Core.Shop;
using static Recall.App.Tests.Ingestion.Connectors.ReconciliationTests;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>How platforms' APIs are asked: with which key, at which address, how patiently.</summary>
public class PlatformApiTests
{
    private const int Orders = 260;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Shopify's links to a next page end after a while; the time of what was read does not.</summary>
    [Theory, InlineData(400), InlineData(404), InlineData(410)]
    public async Task A_walk_whose_next_page_has_no_address_any_more_goes_on_by_the_time(int status)
    {
        await using var api = await FakeApi.StartAsync(app => app.MapGet("/admin/{**path}", (HttpContext http) =>
            http.Request.Query.ContainsKey("page_info") ? Results.StatusCode(status)
            : Results.Text(http.Request.Query["updated_at_min"] == "2026-01-05T02:00:05Z" ? $$"""{"orders":[{{Samples.ShopifyOrder()}}]}""" : """{"orders":[]}""", "application/json")));
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, "shopify", api.Url, secret: null));
        var place = new OrderCursor(new(2026, 1, 5, 2, 0, 5, TimeSpan.Zero), 1, new(api.Url, "/admin/api/orders.json?page_info=old"));
        (await Walk(shop, new(shop.Now)).RunAsync(shop.Get<ConnectorCatalogue>().Find("shopify")!, "backfill", place, null, Cancel)).Report.Orders.ShouldBe(1);
    }

    /// <summary>What a header says ends no walk with an error of ours.</summary>
    [Theory, InlineData("NaN"), InlineData("Infinity"), InlineData("1e400"), InlineData("9999999999"), InlineData("soon")]
    public async Task Whatever_pause_a_platform_asks_for_is_no_crash(string pause)
    {
        await using var api = await FakeApi.StartAsync(app => app.Use(async (HttpContext http, RequestDelegate _) =>
        {
            http.Response.Headers.RetryAfter = pause;
            http.Response.StatusCode = 429;
            await http.Response.CompleteAsync();
        }));
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, "woocommerce", api.Url));
        var clock = new LeapingClock(shop.Now);
        var walk = Walk(shop, clock);
        await Should.ThrowAsync<ApiBusyException>(() => walk.RunAsync(shop.Get<ConnectorCatalogue>().Find("woo")!, "backfill", new(shop.Now.AddDays(-1)), null, Cancel));
    }

    [Fact]
    public async Task A_key_goes_to_no_other_host_and_a_wrong_one_is_said_at_once()
    {
        await using var elsewhere = await FakeApi.StartAsync(app => app.MapGet("/{**path}", IResult () => throw new InvalidOperationException("A key came here.")));
        await using var api = await FakeApi.StartAsync(app => app.MapGet("/admin/{**path}", (HttpContext http) =>
        {
            http.Response.Headers.Link = $"<{elsewhere.Url}next>; rel=\"next\"";
            return Results.Text("""{"orders":[]}""", "application/json");
        }));
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, "shopify", api.Url, secret: null));
        var source = shop.Get<ConnectorCatalogue>().Find("shopify")!;
        var error = await Should.ThrowAsync<ApiRefusedException>(() => Walk(shop, new(shop.Now)).RunAsync(source, "backfill", new(DateTimeOffset.UnixEpoch), null, Cancel));
        error.Message.ShouldContain("not the address in the settings");
    }

    /// <summary>Apps of Shopify get tokens that end after a day; a walk through a long history outlives one.</summary>
    [Fact]
    public async Task A_token_of_Shopify_is_asked_for_kept_while_it_lasts_and_asked_for_again_when_it_ends()
    {
        var fake = new FakePlatform("shopify") { RefuseEvery = int.MaxValue };
        await using var api = await FakeApi.StartAsync(fake.Map);
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, "shopify", api.Url));
        var clock = new LeapingClock(shop.Now);
        for (var i = 0; i < Orders; i++)
            fake.Put(Order("shopify", i, shop.Now.AddDays(-300).AddHours(i), shop.Now).Order);
        fake.BeforePage = () =>
        {
            if (fake.Pages == 2)
                fake.EndToken();
        };

        var walk = Walk(shop, clock);
        await RunAsync();
        (await CountAsync(shop, "shopify")).ShouldBe(Orders);
        fake.Tokens.ShouldBe(3); // The first, the one that was ended, and the one after it.
        await RunAsync();
        fake.Tokens.ShouldBe(3);
        clock.Now += TimeSpan.FromHours(24);
        await RunAsync();
        fake.Tokens.ShouldBe(4);

        Task<WalkProgress> RunAsync() => walk.RunAsync(shop.Get<ConnectorCatalogue>().Find("shopify")!, "backfill", new(DateTimeOffset.UnixEpoch), null, Cancel);
    }

    [Fact]
    public async Task An_app_that_is_not_installed_gets_no_token_and_is_told_why()
    {
        await using var api = await FakeApi.StartAsync(new FakePlatform("shopify").Map);
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, "shopify", api.Url, secret: "of-another-app-than-that"));
        var error = await Should.ThrowAsync<ApiRefusedException>(() =>
            Walk(shop, new(shop.Now)).RunAsync(shop.Get<ConnectorCatalogue>().Find("shopify")!, "backfill", new(DateTimeOffset.UnixEpoch), null, Cancel));
        (error.Status, error.Message.Contains("'api.secret' its client secret", StringComparison.Ordinal)).ShouldBe((400, true));
    }

    /// <summary>Something stands between, or the answer has changed: that is said, and is no crash.</summary>
    [Theory, InlineData("""{"access_token":{}}"""), InlineData("""{"access_token":null}"""), InlineData("""{"access_token":"x","expires_in":"soon"}"""), InlineData("<html>"), InlineData("[]")]
    public async Task An_answer_that_holds_no_token_is_told_as_that(string answer)
    {
        await using var api = await FakeApi.StartAsync(app => app.MapPost("/admin/oauth/access_token", () => Results.Text(answer, "application/json")));
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, "shopify", api.Url));
        (await Should.ThrowAsync<ApiRefusedException>(() =>
            Walk(shop, new(shop.Now)).RunAsync(shop.Get<ConnectorCatalogue>().Find("shopify")!, "backfill", new(DateTimeOffset.UnixEpoch), null, Cancel))).Message.ShouldContain("gave no access token");
    }

    [Fact]
    public async Task Whoever_watches_is_told_what_is_waited_for_and_for_how_long()
    {
        var answers = new Queue<int>([503, 503, 429, 200]);
        await using var api = await FakeApi.StartAsync(app => app.MapGet("/{**path}", (HttpContext http) =>
        {
            var status = answers.Dequeue();
            if (status == 429)
                http.Response.Headers.RetryAfter = "30";
            return Results.Text("[]", "application/json", null, status);
        }));
        await using var shop = await PlatformShop.StartAsync(s => WithApi(s, "woocommerce", api.Url));
        var clock = new LeapingClock(shop.Now);
        using var client = new HttpClient();
        var waits = new List<ApiWait>();
        var http = new PlatformHttp(client, clock) { Waits = waits.Add };

        await new WalkOrders(http, shop.Get<RecordFacts>(), shop.Get<DeadLetterBox>(), shop.Get<ITableStore>(), shop.Get<ShopSettings>(), clock)
            .RunAsync(shop.Get<ConnectorCatalogue>().Find("woo")!, "backfill", new(DateTimeOffset.UnixEpoch), null, Cancel);

        waits.Select(w => (w.Host, w.Why, w.Pause.TotalSeconds)).ShouldBe([("127.0.0.1", "HTTP 503", 1), ("127.0.0.1", "HTTP 429", 30)]);
    }
}
