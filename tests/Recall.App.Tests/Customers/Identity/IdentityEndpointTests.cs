using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Recall.App.Tests.Http;

namespace Recall.App.Tests.Customers.Identity;

/// <summary>Events that say who somebody is, and merging and splitting over HTTP.</summary>
public class IdentityEndpointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Customers_are_merged_found_by_any_key_and_split()
    {
        await using var shop = await TestShop.StartAsync();
        await PostAsync(shop, "events", """
            [{"id":"c","customer":"woo:7","type":"customer","at":"2026-02-01T00:00:00Z","email":"mei@post.cn","emailVerified":true},
             {"id":"o","customer":"woo:7","type":"order","at":"2026-02-02T00:00:00Z","total":5},
             {"id":"c","customer":"shopify:1","type":"customer","at":"2026-02-01T00:00:00Z","email":"Mei@post.cn","emailVerified":true}]
            """, HttpStatusCode.Accepted);
        var found = await GetAsync(shop, "woo:7");
        (found["customer"]!.GetValue<string>(), found["askedAs"]!.GetValue<string>()).ShouldBe(("shopify:1", "woo:7"));

        await PostAsync(shop, "customers/woo:7/split", """{"from":"woo:9"}""", HttpStatusCode.Conflict);
        var split = await PostAsync(shop, "customers/woo:7/split", "{}", HttpStatusCode.OK);
        split["others"]!.AsArray().Select(o => o!.GetValue<string>()).ShouldBe(["shopify:1"]);
        (await GetAsync(shop, "woo:7"))["keys"]!.AsArray().Count.ShouldBe(1);

        var merged = await PostAsync(shop, "customers/woo:7/merge", """{"with":"shopify:1"}""", HttpStatusCode.OK);
        merged["customer"]!.GetValue<string>().ShouldBe("shopify:1");
        (await GetAsync(shop, "shopify:1"))["timeline"]!["entries"]!.AsArray().Select(e => e!["kind"]!.GetValue<string>()).Order(StringComparer.Ordinal).ToList()
            .ShouldBe(["customer", "customer", "merged", "order", "split", "split"], "both keys know of the split; merges of one moment are one entry");

        // Each key's own entry names the other one.
        (await GetAsync(shop, "shopify:1"))["timeline"]!["entries"]!.AsArray().Where(e => e!["kind"]!.GetValue<string>() == "split")
            .Select(e => e!["reason"]!.GetValue<string>()).Order(StringComparer.Ordinal)
            .ShouldBe(["taken apart from shopify:1 by hand", "taken apart from woo:7 by hand"]);
    }

    [Theory]
    [InlineData("customers/woo:7/merge", """{"with":"woo:7"}""", HttpStatusCode.BadRequest)]
    [InlineData("customers/woo:7/merge", """{"with":"nobody"}""", HttpStatusCode.BadRequest)]
    [InlineData("customers/woo:7/merge", "{}", HttpStatusCode.BadRequest)]
    [InlineData("customers/woo:7/merge", """{"with":"woo:8"}""", HttpStatusCode.NotFound)]
    [InlineData("customers/shop:ann/merge", """{"with":"woo:8"}""", HttpStatusCode.NotFound)]
    [InlineData("customers/woo:8/merge", """{"with":"shop:ann"}""", HttpStatusCode.NotFound)]
    [InlineData("customers/woo:7/split", "{}", HttpStatusCode.NotFound)]
    [InlineData("customers/shop:ann/split", "{}", HttpStatusCode.Conflict)]
    [InlineData("events", """{"id":"c","customer":"woo:7","type":"customer","at":"2026-02-01T00:00:00Z","sameAs":"nobody"}""", HttpStatusCode.UnprocessableEntity)]
    public async Task What_cannot_be_done_is_said(string path, string body, HttpStatusCode status)
    {
        await using var shop = await TestShop.StartAsync();
        await PostAsync(shop, path, body, status);
    }

    private static async Task<JsonNode> PostAsync(TestShop shop, string path, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await shop.Client.PostAsync(new Uri("/api/" + path, UriKind.Relative), content, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        answer.StatusCode.ShouldBe(status, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<JsonNode> GetAsync(TestShop shop, string key) =>
        JsonNode.Parse(await shop.Client.GetStringAsync(new Uri("/api/customers/" + key, UriKind.Relative), Cancel))!;
}
