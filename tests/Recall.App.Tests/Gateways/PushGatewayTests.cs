using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Recall.App.Delivery;
using Recall.App.Gateways;
using Recall.App.Ledger;
using Recall.App.Sequences.Previewing;
using Recall.App.Tests.Shops;
using Recall.App.Webhooks;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Gateways;

/// <summary>Messages through the shop's own gateway, over HTTP, as runs send them.</summary>
public sealed class PushGatewayTests : IDisposable
{
    private const string Push = "- { send: nudge, channels: [push, email], template: note }";
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly EnrolmentId Ann = EnrolmentId.Parse("hello--shop:ann--1");

    private readonly HttpClient _line = HttpWebhooks.Line();

    [Fact]
    public async Task A_message_is_a_signed_call_with_all_that_the_gateway_needs()
    {
        await using var gateway = await FakeGateway.StartAsync(Answer(200));
        using var shop = Shop(gateway);
        await EnterAsync(shop, "ann");

        var call = gateway.Calls.ShouldHaveSingleItem();
        var id = WebhookSignature.IdOf(Ann.EffectKey("nudge"));
        (call.Headers["webhook-id"], call.Headers["Idempotency-Key"]).ShouldBe((id, $"\"{id}\""));
        call.Headers["webhook-signature"].ShouldBe(WebhookSignature.Of(
            Secret, id, DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Headers["webhook-timestamp"], CultureInfo.InvariantCulture)), Encoding.UTF8.GetBytes(call.Body)));
        using var body = JsonDocument.Parse(call.Body);
        body.RootElement.GetProperty("type").GetString().ShouldBe("message");
        var data = body.RootElement.GetProperty("data");
        data.EnumerateObject().Select(p => p.Name).ShouldBe(["customer", "message", "locale", "text", "unsubscribeUrl"]);
        (data.GetProperty("customer").GetString(), data.GetProperty("message").GetString(), data.GetProperty("text").GetString())
            .ShouldBe(("shop:ann", "hello--1--nudge", "Tea: 您好"));
        (await shop.StoryAsync("ann")).ShouldBe([LedgerKind.Reserved, LedgerKind.Sent]);
        (await shop.TouchAsync(Ann, "nudge")).ShouldSatisfyAllConditions(t => t.Channel.ShouldBe("push"), t => t.State.ShouldBe(TouchState.Accepted));

        // What became of it is said by its name.
        await shop.GiveAsync(new MessageStatusChanged
        {
            Id = "d1", Customer = CornerShop.Key("ann"), At = shop.Now, Channel = "push", Message = data.GetProperty("message").GetString()!, Status = MessageStatus.Delivered,
        });
        (await shop.CustomerRowAsync("ann")).Profile.Responses.ShouldSatisfyAllConditions(r => r.Sent.ShouldBe(1), r => r.Delivered.ShouldBe(1));
    }

    [Theory]
    [InlineData(503, "3600", 60)]
    [InlineData(429, "7200", 120)]
    [InlineData(408, null, 5)]
    [InlineData(500, "1", 5)]
    public async Task A_gateway_that_is_busy_is_asked_again_under_the_same_id(int status, string? retryAfter, int minutes)
    {
        await using var gateway = await FakeGateway.StartAsync((context, call, number) => number == 0 ? Answer(status, retryAfter)(context, call, number) : Answer(204)(context, call, number));
        using var shop = Shop(gateway);
        await EnterAsync(shop, "ann");

        await shop.PassAsync(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        gateway.Calls.Count.ShouldBe(1);
        await shop.PassAsync(TimeSpan.FromSeconds(2));

        gateway.Calls.Count.ShouldBe(2);
        gateway.Calls.DistinctBy(c => (c.Headers["webhook-id"], c.Body)).Count().ShouldBe(1);
        (await shop.StoryAsync("ann")).ShouldBe([LedgerKind.Reserved, LedgerKind.Deferred, LedgerKind.Reserved, LedgerKind.Sent], ignoreOrder: true);
    }

    [Fact]
    public async Task What_the_gateway_refuses_is_not_sent_again_and_counts_against_nothing()
    {
        await using var gateway = await FakeGateway.StartAsync(Answer(410));
        using var shop = Shop(gateway);
        await EnterAsync(shop, "ann");
        await shop.PassAsync(TimeSpan.FromDays(2));

        gateway.Calls.Count.ShouldBe(1);
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Skipped).Why.Say("en").ShouldContain("HTTP 410");
        (await shop.CustomerRowAsync("ann")).Engagement.Touches.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_whose_outcome_was_lost_in_a_crash_comes_again_under_its_id()
    {
        await using var gateway = await FakeGateway.StartAsync(Answer(200));
        using var shop = Shop(gateway);
        await ReachableAsync(shop, "ann");
        await shop.EnrolAsync("hello", "ann");
        var writes = 0;
        shop.Store.BeforeSubmit = (_, actions) =>
        {
            // The first write of the touch reserves it, the second confirms it.
            if (writes == 2 || (actions.Any(a => a.Row.RowKey.StartsWith("t|", StringComparison.Ordinal)) && ++writes == 2))
                throw new IOException("the process was killed");
        };
        await Should.ThrowAsync<IOException>(shop.SettleAsync);

        using var next = shop.Reopen();
        await next.SettleAsync();

        gateway.Calls.Count.ShouldBe(2);
        gateway.Calls.Select(c => c.Headers["webhook-id"]).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        (await next.CustomerRowAsync("ann")).Profile.Responses.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task Without_consent_to_it_the_next_channel_is_taken()
    {
        await using var gateway = await FakeGateway.StartAsync(Answer(200));
        using var shop = Shop(gateway);
        await shop.EnterAsync("hello", "silent");
        await ReachableAsync(shop, "left");
        await shop.UnsubscribeAsync("left", "push");
        shop.Clock.AdvanceTo(shop.Now.AddMinutes(1));
        await shop.EnrolAsync("hello", "left");
        await shop.SettleAsync();

        gateway.Calls.ShouldBeEmpty();
        shop.Email.Reached.ShouldBe(["hello--shop:silent--1/nudge", "hello--shop:left--1/nudge"]);
    }

    [Fact]
    public async Task A_cap_of_its_own_holds_it_back()
    {
        await using var gateway = await FakeGateway.StartAsync(Answer(200));
        using var shop = Shop(gateway, new() { Caps = [new("push", 1, TimeSpan.FromDays(1))] }, """
            - { send: nudge, channels: [push], template: note }
            - { send: again, channels: [push], template: note }
            """);
        await EnterAsync(shop, "ann");

        await shop.PassAsync(TimeSpan.FromHours(23));
        gateway.Calls.Count.ShouldBe(1);
        await shop.PassAsync(TimeSpan.FromHours(2));
        gateway.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_preview_shows_its_text_and_not_that_of_the_mail()
    {
        await using var gateway = await FakeGateway.StartAsync(Answer(200));
        using var shop = Shop(gateway);
        await ReachableAsync(shop, "ann");

        var preview = await shop.Get<PreviewSequence>().HandleAsync(shop.Sequence("hello"), CornerShop.Key("ann"), "en", TestContext.Current.CancellationToken);

        preview!.Steps[0].Message.ShouldNotBeNull().ShouldSatisfyAllConditions(
            m => m.Channel.ShouldBe("push"), m => m.Text.ShouldBe("Tea: 您好"), m => m.Html.ShouldBeNull(), m => m.Subject.ShouldBeNull(), m => m.Segments.ShouldBeNull());
        gateway.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_in_the_control_group_is_never_called()
    {
        await using var gateway = await FakeGateway.StartAsync(Answer(200));
        using var shop = CornerShop.With(
            clock => [new PushGateway(new HttpWebhooks(_line, clock), new(gateway.Url, Secret))], new(), SequenceText.WithGateways("hello", Push, holdout: "50%"));
        var arms = new List<Arm?>();
        for (var i = 0; i < 12; i++)
        {
            await ReachableAsync(shop, $"c{i}");
            arms.Add((await shop.EnrolAsync("hello", $"c{i}")).Arm);
        }

        await shop.PassAsync(TimeSpan.FromDays(1));

        arms.ShouldContain(Arm.Holdout);
        gateway.Calls.Count.ShouldBe(arms.Count(a => a == Arm.Treated));
    }

    public void Dispose() => _line.Dispose();

    /// <summary>A customer who also agreed to pushes.</summary>
    internal static async Task ReachableAsync(CornerShop shop, string name)
    {
        await shop.CustomerAsync(name);
        await shop.GiveAsync(new ConsentChanged { Id = "k3", Customer = CornerShop.Key(name), At = shop.Now.AddDays(-100), Channel = "push", Granted = true });
    }

    private static async Task EnterAsync(CornerShop shop, string name)
    {
        await ReachableAsync(shop, name);
        await shop.EnrolAsync("hello", name);
        await shop.SettleAsync();
    }

    private static Func<HttpContext, GatewayCall, int, Task> Answer(int status, string? retryAfter = null) => (context, _, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    private CornerShop Shop(FakeGateway gateway, Policy? policy = null, string steps = Push) => CornerShop.With(
        clock => [new PushGateway(new HttpWebhooks(_line, clock), new(gateway.Url, Secret))], policy ?? new(), SequenceText.WithGateways("hello", steps));
}
