using System.Net;
using System.Text;
using Recall.App.Ports;
using Recall.Core.Messaging;
using Recall.Core.Shop;
using Recall.App.Webhooks;
using Recall.Local.Runtime;

namespace Recall.App.Tests.Webhooks;

public class HttpWebhooksTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly WebhookTarget Target = new(new("https://crm.example.com/recall"), [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly WebhookCall Call = new("hello--shop:ann--1/tell", "{\"type\":\"sequence.step\"}"u8.ToArray());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_signed_and_says_by_its_id_that_it_is_the_same()
    {
        var seen = new List<(string Headers, string Body)>();
        using var http = new HttpClient(new Answering(async request =>
        {
            seen.Add((request.Headers.ToString(), await request.Content!.ReadAsStringAsync(Cancel)));
            return new(HttpStatusCode.NoContent);
        }));
        var webhooks = new HttpWebhooks(http, new VirtualClock(Now));

        (await webhooks.PostAsync(Target, Call, Cancel)).ShouldBe(new SendResult.Accepted("HTTP 204"));
        await webhooks.PostAsync(Target, Call, Cancel);

        var id = WebhookSignature.IdOf(Call.Effect);
        seen[0].Headers.ShouldContain($"webhook-id: {id}");
        seen[0].Headers.ShouldContain($"Idempotency-Key: \"{id}\"");
        seen[0].Headers.ShouldContain($"webhook-timestamp: {Now.ToUnixTimeSeconds()}");
        seen[0].Headers.ShouldContain($"webhook-signature: {WebhookSignature.Of(Target.Secret, id, Now, Encoding.UTF8.GetBytes(seen[0].Body))}");
        seen[1].ShouldBe(seen[0]);
    }

    [Fact]
    public async Task Where_there_is_no_secret_yet_nothing_is_called_and_all_waits()
    {
        using var http = new HttpClient(new Answering(_ => throw new InvalidOperationException("It is called.")));

        (await new HttpWebhooks(http, new VirtualClock(Now)).PostAsync(Target with { Secret = [] }, Call, Cancel)).ShouldBe(new SendResult.TryLater(TimeSpan.FromMinutes(15)));
    }

    [Theory]
    [InlineData(200, null, "accepted")]
    [InlineData(302, null, "rejected HTTP 302")]
    [InlineData(400, null, "rejected HTTP 400")]
    [InlineData(410, null, "rejected HTTP 410")]
    [InlineData(408, "60", "later 60")]
    [InlineData(409, null, "unclear 0")]
    [InlineData(429, "120", "later 120")]
    [InlineData(503, "Mon, 02 Mar 2026 12:05:00 GMT", "later 300")]
    [InlineData(503, "Mon, 02 Mar 2026 11:05:00 GMT", "later 0")]
    [InlineData(503, "999999", "later 86400")]
    [InlineData(500, null, "unclear 0")]
    [InlineData(502, "30", "unclear 30")]
    [InlineData(504, null, "unclear 0")]
    public async Task An_answer_takes_it_refuses_it_or_asks_for_time(int status, string? retryAfter, string result)
    {
        using var http = new HttpClient(new Answering(_ =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status);
            if (retryAfter is not null)
                response.Headers.Add("Retry-After", retryAfter);
            return Task.FromResult(response);
        }));

        var answer = await new HttpWebhooks(http, new VirtualClock(Now)).PostAsync(Target, Call, Cancel);

        (answer switch
        {
            SendResult.Rejected rejected => $"rejected {rejected.Reason}",
            SendResult.TryLater later => $"later {later.After.TotalSeconds}",
            SendResult.Unclear unclear => $"unclear {unclear.After.TotalSeconds}",
            _ => "accepted",
        }).ShouldBe(result);
    }

    [Fact]
    public async Task Without_a_line_nothing_was_said_and_a_line_that_breaks_or_an_answer_that_does_not_come_leaves_it_open()
    {
        (await AskAsync(new HttpRequestException(HttpRequestError.NameResolutionError))).ShouldBe(new SendResult.TryLater(TimeSpan.Zero));
        (await AskAsync(new HttpRequestException(HttpRequestError.ConnectionError))).ShouldBe(new SendResult.TryLater(TimeSpan.Zero));
        (await AskAsync(new HttpRequestException(HttpRequestError.ResponseEnded))).ShouldBe(new SendResult.Unclear(TimeSpan.Zero));
        (await AskAsync(new HttpRequestException("who knows"))).ShouldBe(new SendResult.Unclear(TimeSpan.Zero));
        (await AskAsync(new TaskCanceledException("too slow"))).ShouldBe(new SendResult.Unclear(TimeSpan.Zero));
    }

    private static async Task<SendResult> AskAsync(Exception trouble)
    {
        using var http = new HttpClient(new Answering(_ => throw trouble));
        return await new HttpWebhooks(http, new VirtualClock(Now)).PostAsync(Target, Call, Cancel);
    }

    private sealed class Answering(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
    }
}
