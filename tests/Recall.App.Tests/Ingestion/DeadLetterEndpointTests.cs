using Recall.App.Delivery;
using Recall.App.Ports;
using Recall.App.Tests.Http;
using Recall.App.Work;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion;

public class DeadLetterEndpointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_refused_and_given_up_is_listed_without_what_came_and_tried_again()
    {
        await using var shop = await TestShop.StartAsync();
        (await shop.PostAsync("/api/events", """[{"type":"order","id":"o9","customer":"shop:ann","at":"2026-02-27T10:00:00Z","total":"dear to ann@example.com"}]""")).Status.ShouldBe(422);
        var news = StoredJson.Text<CarrierNews>(new DeliveryReport("email", "ann@example.com", shop.Clock.GetUtcNow(), MessageStatus.Bounced, "operation-1"));
        foreach (var (queue, body) in (IEnumerable<(string, string)>)[(DeliverStatus.Queue, news), (WorkQueues.Score, """{"from":0,"to":4}"""), (WorkQueues.Deliveries, "nonsense")])
            await shop.Get<GivenUpWork>().KeepAsync(queue, body, Cancel);

        var listed = (await shop.GetAsync("/api/dead-letters?take=1")).ShouldBe(200);

        listed["total"]!.GetValue<int>().ShouldBe(1);
        listed["letters"]!.AsArray().ShouldHaveSingleItem()!["field"]!.GetValue<string>().ShouldBe("total");
        listed["work"]!.AsArray().Select(w => $"{w!["queue"]} {w["of"]}").ShouldBe(["score-buckets 0-4", "deliveries ?", "deliver-status operation-1"]);
        listed["work"]!.ToJsonString().ShouldNotContain("@");
        var id = listed["letters"]![0]!["id"]!.GetValue<string>();
        var one = (await shop.PostAsync("/api/dead-letters/retry", $$"""{"id":"{{id}}"}""")).ShouldBe(200);
        (one["remaining"]!.GetValue<int>(), one["work"]!.GetValue<int>()).ShouldBe((1, 0));

        var all = (await shop.PostAsync("/api/dead-letters/retry", "{}")).ShouldBe(200);

        (all["mended"]!.GetValue<int>(), all["remaining"]!.GetValue<int>(), all["work"]!.GetValue<int>()).ShouldBe((0, 1, 3));
        (await shop.Get<IWorkQueue>().PeekAsync(DeliverStatus.Queue, 32, Cancel)).ShouldBe([news]);
        (await shop.GetAsync("/api/dead-letters")).ShouldBe(200)["work"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/dead-letters?take=0", null, 400)]
    [InlineData("/api/dead-letters?take=many", null, 400)]
    [InlineData("/api/dead-letters/retry", """{"id":"57a46f"}""", 404)]
    [InlineData("/api/dead-letters/retry", """{"id":"a/b!c"}""", 404)]
    [InlineData("/api/dead-letters/retry", """{"id":"x!\u0000"}""", 404)]
    [InlineData("/api/dead-letters/retry", """{"ids":"57a46f"}""", 400)]
    public async Task What_is_asked_wrongly_is_told_how_to_ask(string path, string? body, int status)
    {
        await using var shop = await TestShop.StartAsync();

        var answer = body is null ? await shop.GetAsync(path) : await shop.PostAsync(path, body);

        answer.ShouldBe(status)["code"]!.GetValue<string>().ShouldBe(status == 400 ? "invalid" : "not-found");
    }
}
