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
    internal const string Push = "- { send: nudge, channels: [push, email], template: note }";
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

    [Theory]
    [InlineData("cut")]
    [InlineData("500")]
    [InlineData("504")]
    [InlineData("409")]
    public async Task What_may_have_gone_out_goes_again_under_its_id_and_on_no_other_channel(string trouble)
    {
        await using var gateway = await FakeGateway.StartAsync((context, call, number) => number == 0 ? Fail(context, trouble) : Answer(200)(context, call, number));
        using var shop = Shop(gateway);
        await EnterAsync(shop, "ann");
        await EnterAsync(shop, "ben"); // Whose call is answered: the gateway is there.
        gateway.Calls.Count.ShouldBe(2);
        await shop.PassAsync(TimeSpan.FromMinutes(6));

        gateway.Calls.Where(c => c.Body.Contains("shop:ann", StringComparison.Ordinal)).DistinctBy(c => (c.Headers["webhook-id"], c.Body)).Count().ShouldBe(1);
        gateway.Calls.Count.ShouldBe(3);
        (await shop.StoryAsync("ann")).ShouldBe([LedgerKind.Reserved, LedgerKind.Deferred, LedgerKind.Reserved, LedgerKind.Sent], ignoreOrder: true);
        var why = (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Deferred).Why;
        (why.Say("en"), why.Say("zh-CN")).ShouldSatisfyAllConditions(w => w.Item1.ShouldContain("it may have gone out"), w => w.Item2.ShouldContain("消息可能已发出"));
        shop.Email.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("cut", 200)]
    [InlineData("cut", 410)]
    [InlineData("500", 503)]
    public async Task What_may_have_gone_out_is_followed_by_no_other_channel_whatever_is_answered_later_and_whatever_the_customer_says(string trouble, int later)
    {
        await using var gateway = await FakeGateway.StartAsync((context, call, number) => number == 0 ? Fail(context, trouble) : Answer(later)(context, call, number));
        using var shop = Shop(gateway, more: "exits: []");
        await EnterAsync(shop, "ann");
        if (later == 200)
            await shop.UnsubscribeAsync("ann", "push");
        await shop.PassAsync(TimeSpan.FromDays(3));

        shop.Email.Calls.ShouldBe(0);
        (await shop.TouchAsync(Ann, "nudge")).ShouldSatisfyAllConditions(t => t.State.ShouldBe(TouchState.Unknown), t => t.Channel.ShouldBe("push"));
        (await shop.CustomerRowAsync("ann")).Engagement.Touches.ShouldHaveSingleItem().Channel.ShouldBe("push", "it counts against the caps");
    }

    [Fact]
    public async Task A_gateway_that_never_answers_is_asked_ever_more_seldom_for_a_day_and_then_no_more()
    {
        await using var gateway = await FakeGateway.StartAsync((context, _, _) => Fail(context, "cut"));
        using var shop = Shop(gateway, null, Push + "\n" + SequenceText.Mail);
        await EnterAsync(shop, "ann");
        var calls = new List<int>();
        foreach (var minutes in new[] { 4, 2, 5, 10, 20, 40, 60 * 24 * 3 })
        {
            await shop.PassAsync(TimeSpan.FromMinutes(minutes));
            calls.Add(gateway.Calls.Count);
        }

        calls.ShouldBe([1, 2, 3, 4, 5, 6, 10]);
        gateway.Calls.Select(c => c.Headers["webhook-id"]).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        (await shop.TouchAsync(Ann, "nudge")).State.ShouldBe(TouchState.Unknown);
        shop.Email.Reached.ShouldBe([Ann.EffectKey("mail")], "the step after it");
    }

    [Fact]
    public async Task Where_there_is_no_line_nothing_went_out_and_the_next_channel_may_take_it()
    {
        var gateway = await FakeGateway.StartAsync(Answer(200));
        using var shop = Shop(gateway, more: "exits: []");
        await gateway.DisposeAsync();
        await EnterAsync(shop, "ann");
        (await shop.TouchAsync(Ann, "nudge")).State.ShouldBe(TouchState.Postponed);
        await shop.UnsubscribeAsync("ann", "push");
        await shop.PassAsync(TimeSpan.FromMinutes(6));

        shop.Email.Reached.ShouldBe([Ann.EffectKey("nudge")]);
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
            clock => [new PushGateway(new HttpWebhooks(_line, clock), new(gateway.Url, Secret))], new Policy(), SequenceText.WithGateways("hello", Push, holdout: "50%"));
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

    internal static async Task EnterAsync(CornerShop shop, string name)
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

    private static Task Fail(HttpContext context, string trouble)
    {
        if (trouble == "cut")
            context.Abort();
        else
            context.Response.StatusCode = int.Parse(trouble, CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private CornerShop Shop(FakeGateway gateway, Policy? policy = null, string steps = Push, string more = "") => CornerShop.With(
        clock => [new PushGateway(new HttpWebhooks(_line, clock), new(gateway.Url, Secret))], policy ?? new Policy(), SequenceText.WithGateways("hello", steps, more: more));
}
