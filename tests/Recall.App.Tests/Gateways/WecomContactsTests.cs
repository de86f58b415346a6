using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Recall.App.Delivery;
using Recall.App.Gateways;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Local.Runtime;

namespace Recall.App.Tests.Gateways;

/// <summary>Tasks for contacts of WeCom, over HTTP, as runs make them.</summary>
public sealed class WecomContactsTests
{
    private const string Steps = "- { send: greet, channels: [wecom, sms], template: note }";
    private const string Done = """{"errcode":0,"errmsg":"ok","fail_list":[],"msgid":"msg1"}""";
    private static readonly EnrolmentId Ann = EnrolmentId.Parse("hello--shop:ann--1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_a_task_for_the_one_contact_and_one_token_serves_many()
    {
        await using var wecom = await StartAsync(_ => Done);
        using var http = Line(wecom.Url);
        using var shop = Shop(http);
        await EnterAsync(shop, "ann");
        await EnterAsync(shop, "ben");

        wecom.Calls.Select(c => c.Path).ShouldBe(["/cgi-bin/gettoken", "/cgi-bin/externalcontact/add_msg_template", "/cgi-bin/externalcontact/add_msg_template"]);
        wecom.Calls[0].Query.ShouldBe("?corpid=ww1&corpsecret=s3cret");
        wecom.Calls[1].Query.ShouldBe("?access_token=token0");
        wecom.Calls[1].Body.ShouldBe("""{"chat_type":"single","external_userid":["wm-ann"],"text":{"content":"Tea: 您好 👋"}}""");
        (await shop.TouchAsync(Ann, "greet")).ShouldSatisfyAllConditions(
            t => t.State.ShouldBe(TouchState.Accepted), t => t.ProviderId.ShouldBe("msg1"), t => t.To.ShouldBe("wm-ann"));
        (await shop.StoryAsync("ann")).ShouldBe([LedgerKind.Reserved, LedgerKind.Sent]);

        // Good for two hours: then another is asked for.
        shop.Clock.AdvanceTo(shop.Now.AddHours(2));
        await EnterAsync(shop, "cat");
        wecom.Calls[^1].Query.ShouldBe("?access_token=token1");
    }

    [Fact]
    public async Task Where_there_is_no_secret_yet_WeCom_is_not_called_and_messages_wait()
    {
        await using var wecom = await StartAsync(_ => Done);
        using var http = Line(wecom.Url);

        (await SendAsync(http, secret: "")).ShouldBe(new SendResult.TryLater(TimeSpan.FromMinutes(15)));
        wecom.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(42001)]
    [InlineData(40014)]
    public async Task A_token_that_is_not_good_any_more_is_asked_for_again_once(int code)
    {
        await using var wecom = await StartAsync(token => token == "token0" ? Code(code) : Done);
        using var http = Line(wecom.Url);
        using var shop = Shop(http);
        await EnterAsync(shop, "ann");

        wecom.Calls.Count.ShouldBe(4);
        (await shop.TouchAsync(Ann, "greet")).State.ShouldBe(TouchState.Accepted);

        await using var never = await StartAsync(_ => Code(code));
        using var other = Line(never.Url);
        (await SendAsync(other)).ShouldBe(new SendResult.TryLater(TimeSpan.FromMinutes(5)));
        never.Calls.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(45009, 5)]
    [InlineData(45033, 5)]
    [InlineData(48002, 15)]
    [InlineData(60020, 15)]
    [InlineData(40031, null)]
    [InlineData(40096, null)]
    [InlineData(84061, null)]
    [InlineData(45002, null)]
    public async Task A_code_asks_for_time_or_refuses(int code, int? minutes)
    {
        await using var wecom = await StartAsync(_ => Code(code));
        using var http = Line(wecom.Url);
        (await SendAsync(http)).ShouldBe(minutes is { } pause ? new SendResult.TryLater(TimeSpan.FromMinutes(pause)) : new SendResult.Rejected($"WeCom {code}"));
    }

    [Fact]
    public async Task A_contact_that_the_task_leaves_out_is_refused()
    {
        await using var wecom = await StartAsync(_ => """{"errcode":0,"errmsg":"ok","fail_list":["wm-ann"],"msgid":"msg1"}""");
        using var http = Line(wecom.Url);
        using var shop = Shop(http);
        await EnterAsync(shop, "ann");

        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Skipped).Why.Say("zh-CN").ShouldContain("fail_list");
        shop.Sms.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData(40001, 15)]
    [InlineData(-1, 5)]
    public async Task Without_a_token_the_message_waits(int code, int minutes)
    {
        await using var wecom = await FakeGateway.StartAsync((context, _, _) => context.Response.WriteAsync(Code(code)));
        using var http = Line(wecom.Url);
        (await SendAsync(http)).ShouldBe(new SendResult.TryLater(TimeSpan.FromMinutes(minutes)));
        wecom.Calls.ShouldHaveSingleItem().Path.ShouldBe("/cgi-bin/gettoken");
    }

    [Fact]
    public async Task Where_there_is_no_line_nothing_was_handed_over()
    {
        Uri gone;
        await using (var wecom = await StartAsync(_ => Done))
            gone = wecom.Url;
        using var http = Line(gone);
        (await SendAsync(http)).ShouldBe(new SendResult.TryLater(TimeSpan.FromMinutes(5)));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("500")]
    [InlineData("no answer of WeCom")]
    public async Task A_task_of_unknown_outcome_is_never_made_again(string trouble)
    {
        await using var wecom = await FakeGateway.StartAsync((context, call, number) =>
        {
            if (call.Path == "/cgi-bin/gettoken")
                return Token(context, number);
            if (trouble == "cut")
                context.Abort();
            else if (trouble == "500")
                context.Response.StatusCode = 500;
            return trouble is "cut" or "500" ? Task.CompletedTask : context.Response.WriteAsync("<html>");
        });
        using var http = Line(wecom.Url);
        using var shop = Shop(http);
        await EnterAsync(shop, "ann");
        await shop.PassAsync(TimeSpan.FromDays(1));

        wecom.Calls.Count(c => c.Path != "/cgi-bin/gettoken").ShouldBe(1);
        (await shop.TouchAsync(Ann, "greet")).State.ShouldBe(TouchState.Unknown);
        shop.Sms.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("好", 1333, true)]
    [InlineData("好", 1334, false)]
    [InlineData("👋", 1000, true)]
    [InlineData("👋", 1001, false)]
    public async Task A_text_of_more_than_four_thousand_bytes_is_refused_before_WeCom_sees_it(string character, int times, bool fits)
    {
        await using var wecom = await StartAsync(_ => Done);
        using var http = Line(wecom.Url);

        var result = await SendAsync(http, string.Concat(Enumerable.Repeat(character, times)));

        if (fits)
            result.ShouldBe(new SendResult.Accepted("msg1"));
        else
            result.ShouldBeOfType<SendResult.Rejected>().Reason.ShouldMatch("^4,00[24] bytes of text, and WeCom takes 4,000$");
        wecom.Calls.Count.ShouldBe(fits ? 2 : 0);
    }

    [Fact]
    public async Task Who_is_no_contact_or_did_not_agree_is_reached_on_the_next_channel()
    {
        await using var wecom = await StartAsync(_ => Done);
        using var http = Line(wecom.Url);
        using var shop = Shop(http);
        await shop.CustomerAsync("stranger");
        await shop.GiveAsync(Agreed("stranger", shop.Now.AddDays(-9)));
        await shop.CustomerAsync("silent");
        await shop.GiveAsync(Contact("silent", shop.Now.AddDays(-9)));
        foreach (var name in new[] { "stranger", "silent" })
            await shop.EnrolAsync("hello", name);
        await shop.SettleAsync();

        wecom.Calls.ShouldBeEmpty();
        shop.Sms.Reached.ShouldBe(["hello--shop:stranger--1/greet", "hello--shop:silent--1/greet"], ignoreOrder: true);
    }

    private static async Task EnterAsync(CornerShop shop, string name)
    {
        await shop.CustomerAsync(name);
        await shop.GiveAsync(Contact(name, shop.Now.AddDays(-9)), Agreed(name, shop.Now.AddDays(-9)));
        await shop.EnrolAsync("hello", name);
        await shop.SettleAsync();
    }

    private static CustomerChanged Contact(string name, DateTimeOffset at) => new() { Id = "w1", Customer = CornerShop.Key(name), At = at, Wecom = "wm-" + name };

    private static ConsentChanged Agreed(string name, DateTimeOffset at) =>
        new() { Id = "w2", Customer = CornerShop.Key(name), At = at, Channel = "wecom", Granted = true };

    private static Task<SendResult> SendAsync(HttpClient http, string text = "您好", string secret = "s3cret") => new WecomContacts(http, new("ww1", secret), new VirtualClock(CornerShop.Noon))
        .SendAsync(new("wm-ann", "zh-CN", null, null, text, null, "", "Tea"), Ann.EffectKey("greet"), Cancel);

    /// <summary>WeCom, which answers to a task by the token that it came with.</summary>
    private static Task<FakeGateway> StartAsync(Func<string, string> answer) => FakeGateway.StartAsync((context, call, number) =>
        call.Path == "/cgi-bin/gettoken" ? Token(context, number) : context.Response.WriteAsync(answer(call.Query["?access_token=".Length..])));

    private static Task Token(HttpContext context, int number) => context.Response.WriteAsync(
        JsonSerializer.Serialize(new { errcode = 0, errmsg = "ok", access_token = $"token{(number == 0 ? 0 : 1)}", expires_in = 7200 }));

    private static string Code(int code) => JsonSerializer.Serialize(new { errcode = code, errmsg = "no" });

    private static HttpClient Line(Uri url) => new() { BaseAddress = url };

    private static CornerShop Shop(HttpClient http) =>
        CornerShop.With(clock => [new WecomContacts(http, new("ww1", "s3cret"), clock)], new Policy(), SequenceText.WithGateways("hello", Steps));
}
