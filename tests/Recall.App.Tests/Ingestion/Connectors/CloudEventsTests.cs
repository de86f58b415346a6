using Recall.App.Ingestion.Connectors;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>CloudEvents in their three modes.</summary>
public class CloudEventsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CloudEvents_are_asked_for_by_the_handshake_and_come_in_three_modes()
    {
        await using var shop = await PlatformShop.StartAsync();
        using var client = shop.Shop.Anonymous();
        using var ask = new HttpRequestMessage(HttpMethod.Options, "/api/ingest/cloudevents/bus");
        ask.Headers.Add("WebHook-Request-Origin", "events.example.com");
        ask.Headers.Add("WebHook-Request-Rate", "120");
        var answer = await client.SendAsync(ask, Cancel);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        answer.Headers.GetValues("WebHook-Allowed-Origin").ShouldBe(["events.example.com"]);
        answer.Headers.GetValues("WebHook-Allowed-Rate").ShouldBe(["*"]);

        const string Event = """{"specversion":"1.0","id":"ID","source":"/shops/bus","subject":"1","type":"shop.order","time":"2026-01-05T02:00:00Z","data":{"total":5}}""";
        await shop.TakeAsync(
            Signed.CloudEvents(Event.Replace("ID", "a", StringComparison.Ordinal), "application/cloudevents+json; charset=utf-8"),
            Signed.CloudEvents($"[{Event.Replace("ID", "b", StringComparison.Ordinal)},{Event.Replace("ID", "c", StringComparison.Ordinal)}]", "application/cloudevents-batch+json"),
            Signed.CloudEvents(
                """{"total":5}""", "application/json", ("ce-specversion", "1.0"), ("ce-id", "d"), ("ce-source", "/shops/bus"), ("ce-subject", "1"), ("ce-type", "shop.order"),
                ("ce-time", "2026-01-05T02:00:00Z")));
        (await shop.ProfileAsync("bus:1")).Purchases.Orders.ShouldBe(4);
        (await shop.PostAsync(Signed.CloudEvents("{}", "text/plain"))).ShouldFail(415, "media-type");
    }

    /// <summary>HTTP binding of CloudEvents, 3.1.3.2: values of headers are percent-encoded.</summary>
    [Fact]
    public async Task Attributes_in_headers_are_decoded()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.CloudEvents(
            """{"total":5}""", "application/json", ("ce-specversion", "1.0"), ("ce-id", "%E5%8D%95-1"), ("ce-source", "/shops/bus"), ("ce-subject", "%E5%BC%A0"), ("ce-type", "shop.order"),
            ("ce-time", "2026-01-05T02:00:00Z")));
        (await shop.EventsAsync("bus:张")).Single().Id.ShouldBe("单-1");
    }

    /// <summary>Source and id together tell events apart.</summary>
    [Theory]
    [InlineData("a b", "c", "a", "b c")]
    [InlineData("a%20b", "c", "a b", "c")]
    [InlineData("/shops/bus", "c", "/shops/bus", "d")]
    public void Another_source_or_id_is_another_event(string source, string id, string otherSource, string otherId)
    {
        Id(source, id).ShouldNotBe(Id(otherSource, otherId), StringComparer.Ordinal);
        Id(source, id).ShouldBe(Id(source, id));

        static string Id(string source, string id)
        {
            var call = Signed.CloudEvents($$"""{"specversion":"1.0","id":"{{id}}","source":"{{source}}"}""", "application/cloudevents+json");
            return ConnectorCatalogue.All["cloudevents"].Verify(new(new("bus", "cloudevents", [Signed.Secret]), call.Headers, call.Body, DateTimeOffset.UnixEpoch)).ShouldBeOfType<Verdict.Accepted>().Id;
        }
    }
}
