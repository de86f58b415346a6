using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Recall.App.Http;

namespace Recall.App.Tests.Http;

/// <summary>Whatever is sent, the answer is one that the document names, and never a 500.</summary>
public class FuzzTests
{
    private static readonly string[] Words =
    [
        "shop:ann", "say-hello--shop:ann--1", "call-them--shop:ann--1--ask", "--", "|", "%", "%2F", "/", "\\",
        "#", "?", "\0", "\u007f", "..", ":", "1", "张", "😀", "\ud800", "\ufeff", " ",
    ];

    private static readonly string[] Fields = ["id", "kind", "at", "detail", "step", "sequence", "customer", "agent", "outcome", "x"];

    private static readonly string[] Values =
        ["\"say-hello\"", "\"call-them\"", "\"shop:ann\"", "\"cancel\"", "\"agent-outcome\"", "\"ask\"", "\"agreed\"", "\"9999-12-31T23:59:59.9999999Z\"",
            "\"0001-01-01T00:00:00+14:00\"", "\"\\u0000\"", "\"\\ud800\"", "\"|\"", "\"\"", "null", "1e999", "true", "[]", "{}", "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]"];

    private static Gen<string> Ids => Gen.OneOf(
        Gen.Elements(Words).ListOf().Select(parts => string.Concat(parts)),
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
        Gen.Choose(1, 1500).Select(n => "shop:" + new string('x', n)));

    private static Gen<string> Bodies => Gen.OneOf(
        Gen.Elements(Fields).SelectMany(f => Gen.Elements(Values).Select(v => $"\"{f}\":{v}")).ListOf().Select(fields => "{" + string.Join(',', fields) + "}"),
        ArbMap.Default.GeneratorFor<string>().Select(s => JsonSerializer.Serialize(s)),
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""));

    [Fact]
    public async Task Ids_of_any_text_are_never_a_500()
    {
        await using var shop = await TestShop.StartAsync();
        await shop.EnrolAsync("call-them");
        Prop.ForAll(Ids.ToArbitrary(), id =>
        {
            // A server refuses a path with U+0000 before any application sees it, as the test server does; in a query it comes through.
            var (path, part) = (Uri.EscapeDataString(id.Replace("\0", "", StringComparison.Ordinal)), Uri.EscapeDataString(id));
            Get(shop, $"/api/customers/{path}").ShouldBeOneOf(200, 400, 404);
            Get(shop, $"/api/customers/shop:ann?locale={part}").ShouldBeOneOf(200, 400);
            Get(shop, $"/api/customers/shop:ann?after={part}").ShouldBeOneOf(200, 400);
            Get(shop, $"/api/customers/shop:ann?take={part}").ShouldBeOneOf(200, 400);
            Get(shop, $"/api/enrolments/{path}").ShouldBeOneOf(200, 400, 404, 405);
            Get(shop, $"/api/handoffs?queue={part}&status={part}").ShouldBeOneOf(200, 400);
            Get(shop, $"/unsubscribe?c={part}&s={part}").ShouldBe(404);
            Post(shop, $"/api/handoffs/{path}/claim", """{"agent":"Mei"}""").ShouldBeOneOf(200, 400, 404, 405);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Bodies_of_any_JSON_are_never_a_500()
    {
        await using var shop = await TestShop.StartAsync();
        await shop.EnrolAsync("call-them");
        Prop.ForAll(Bodies.ToArbitrary(), body =>
        {
            Post(shop, "/api/enrolments", body).ShouldBeOneOf(200, 201, 400, 404, 409);
            Post(shop, "/api/enrolments/call-them--shop:ann--1/signals", body).ShouldBeOneOf(202, 400, 404, 409);
            Post(shop, "/api/handoffs/call-them--shop:ann--1--ask/claim", body).ShouldBeOneOf(200, 400, 409);
            Post(shop, "/api/handoffs/call-them--shop:ann--1--ask/resolve", body).ShouldBeOneOf(200, 400, 409);
            Post(shop, "/api/sequences/validate", body, "text/yaml").ShouldBe(200);
            Post(shop, "/api/events", body).ShouldBeOneOf(202, 400, 422);
            Post(shop, "/api/events", body, "application/x-ndjson").ShouldBeOneOf(202, 400, 422);
            Post(shop, "/api/events", body, "application/cloudevents+json").ShouldBeOneOf(202, 400, 422);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_never_a_500()
    {
        await using var shop = await TestShop.StartAsync();
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            Post(shop, "/api/enrolments", bytes ?? [], "application/json").ShouldBe(400);
            Post(shop, "/api/sequences/validate", bytes ?? [], "text/yaml").ShouldBe(200);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_key_opens_only_where_it_is_whole() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => !new ApiKeys([TestShop.Key]).Accepts(text)).QuickCheckThrowOnFailure();

    private static int Get(TestShop shop, string path) => shop.GetAsync(path).GetAwaiter().GetResult().Status;

    private static int Post(TestShop shop, string path, string body, string type = "application/json") =>
        Post(shop, path, Encoding.UTF8.GetBytes(body), type);

    private static int Post(TestShop shop, string path, byte[] body, string type) =>
        shop.PostAsync(path, body, type).GetAwaiter().GetResult().Status;
}
