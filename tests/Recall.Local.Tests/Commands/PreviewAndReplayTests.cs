using System.Text.RegularExpressions;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

/// <summary><c>sequences preview</c> and <c>sequences replay</c> as a marketer meets them.</summary>
public sealed partial class PreviewAndReplayTests : IDisposable
{
    private const string Hello =
        """
        sequence: hello
        title: { en: Hello }
        audience: { field: profile.orders, at-least: 2 }
        holdout: 0%
        goal: { order-within: 30 days }
        templates:
          note:
            en:
              subject: Hello {{customer.name}}
              preheader: A code of your own
              html: <p>{{coupon.code}} {{shop.address}} <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: "{{coupon.code}} until {{coupon.expires}} {{shop.address}} {{unsubscribeUrl}}"
        steps:
        - { coupon: offer, percent: 10, valid-for: 14 days }
        - { send: mail, channels: [email], template: note, coupon: offer }
        - { wait: a-while, for: 3 days, until: [reply] }

        """;

    private const string Orders =
        """
        order_id,customer_id,order_date,total,currency,email,email_consent
        1001,42,2026-01-03 10:00,59.90,USD,mei@example.com,yes
        1002,43,2026-01-05 11:30,20.00,USD,,
        1003,42,2026-01-21 09:10,35.50,USD,mei@example.com,yes
        1004,42,2026-02-03 09:10,40.00,USD,mei@example.com,yes

        """;

    private readonly Shell shell = new();

    [Fact]
    public async Task A_preview_shows_who_what_when_and_the_message()
    {
        await ImportAsync();
        var preview = await shell.DoneAsync("sequences", "preview", shell.Write("hello.yaml", Hello), "--customer", "shopify:42");

        preview.Text.ShouldContain("In the audience:\n  + profile.orders is 3, at least 2\nWould enter.\nDrawn to be treated");
        preview.Text.ShouldContain("2026-03-02 Mon 08:00  coupon offer: 10 % off until 2026-03-16 (example code EXAMPLE123)");
        preview.Text.ShouldContain("  held back until 2026-03-02 Mon 09:00: quiet hours 21:00-09:00 in UTC\n  2026-03-02 Mon 09:00  e-mail to m***@example.com\n  | Hello\n  | EXAMPLE123 until 16 March 2026");
        preview.Text.ShouldContain("2026-03-02 Mon 09:00  wait a-while: until 2026-03-05 Thu 09:00, or reply before");
        preview.Text.ShouldContain("Nothing was sent or issued");
        Directory.Exists(Path.Combine(shell.Data, "outbox")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_preview_of_a_sequence_in_use_says_what_stands_against_a_customer_in_chinese_too()
    {
        await ImportAsync();

        var english = await shell.DoneAsync("sequences", "preview", "dormant-winback", "--customer", "shopify:43");
        english.Text.ShouldContain("This customer is not scored yet");
        english.Text.ShouldContain("Not in the audience:\n  - score.stage is unknown\n  - profile.orders is 1, not at least 2");
        english.Text.ShouldContain("not done: not reachable: email: no address");
        english.Text.ShouldContain("  if a person reports 'won' (not taken)");

        var chinese = await shell.DoneAsync("sequences", "preview", "dormant-winback", "--customer", "shopify:43", "--lang", "zh-CN");
        chinese.Text.ShouldContain("不属于目标人群：\n  - 生命周期阶段未知");
        chinese.Text.ShouldContain("没有发送或发放任何内容");
        chinese.Text.ShouldMatch(@"\d{4}-\d\d-\d\d 周[一二三四五六日] \d\d:\d\d  coupon offer");
    }

    [Fact]
    public async Task The_html_is_printed_or_written_and_json_is_one_document()
    {
        await ImportAsync();
        var file = shell.Write("hello.yaml", Hello);
        (await shell.DoneAsync("sequences", "preview", file, "--customer", "shopify:42", "--html")).Text.ShouldContain("| <p>EXAMPLE123");

        var folder = Path.Combine(shell.Data, "pages");
        var json = (await shell.DoneAsync("sequences", "preview", file, "--customer", "shopify:42", "--html", folder, "--json")).Json;
        File.ReadAllText(Path.Combine(folder, "mail.html")).ShouldBe(json.GetProperty("steps")[1].GetProperty("message").GetProperty("html").GetString());
        json.GetProperty("arm").GetString().ShouldBe("treated");
    }

    [Fact]
    public async Task A_replay_counts_what_would_have_been_and_says_what_it_cannot_know()
    {
        await ImportAsync();
        var file = shell.Write("hello.yaml", Hello);
        var replay = await shell.DoneAsync("sequences", "replay", file, "--from", "2026-01-10", "--to", "2026-02-28");

        replay.Text.ShouldContain("hello over the history from 2026-01-10 to 2026-02-28: 2 customers");
        replay.Text.ShouldMatch(@"2026-01 +1 +0 +1\ntotal +1 +0 +1\n");
        replay.Text.ShouldMatch(@"ordered within the goal window anyway +1 of 1 who entered \(100.0 %\)");
        replay.Text.ShouldMatch(@"discount given away on those orders +4.00 USD on 1 order\n");
        replay.Text.ShouldContain("only its control group can tell");
        replay.Text.ShouldNotContain("taken to have an address");
        Directory.Exists(Path.Combine(shell.Data, "outbox")).ShouldBeFalse();

        var chinese = await shell.DoneAsync("sequences", "replay", file, "--from", "2026-01-10", "--to", "2026-02-28", "--reachable", "email", "--lang", "zh-CN");
        chinese.Text.ShouldContain("假设所有人在以下渠道都有地址并已授权（明确拒绝者除外）：邮件");
    }

    [Fact]
    public async Task A_replay_that_takes_nobody_says_which_condition_keeps_whom_out()
    {
        await ImportAsync();
        var hello = Hello.Replace(
            "{ field: profile.orders, at-least: 2 }", "{ all: [{ field: profile.orders, at-least: 2 }, { field: profile.has-phone, is: true }] }", StringComparison.Ordinal);
        var replay = await shell.DoneAsync("sequences", "replay", shell.Write("hello.yaml", hello), "--from", "2026-01-10", "--to", "2026-02-28");

        replay.Text.ShouldContain("Nobody entered.\nOn 2026-02-28 nobody was in the audience.\nWhat kept the others of 2 customers out of it on 2026-02-28, and whom nothing else did:\n");
        replay.Text.ShouldMatch(@"condition +keeps out +nothing else does\na phone number is known is true +2 +1\norders placed at least 2 +1 +0\n\nNothing was sent");

        var chinese = await shell.DoneAsync("sequences", "replay", shell.Write("hello.yaml", hello), "--from", "2026-01-10", "--to", "2026-02-28", "--lang", "zh-CN");
        chinese.Text.ShouldContain("没有人进入。");
    }

    [Theory]
    [InlineData("There is no file 'nothing'", "preview", "nothing", "--customer", "shopify:42")]
    [InlineData("did you mean 'dormant-winback'?", "preview", "dormant-winbak", "--customer", "shopify:42")]
    [InlineData("2026-13-01", "replay", "dormant-winback", "--from", "2026-13-01", "--to", "2026-02-01")]
    [InlineData("history goes to 2026-03-02", "replay", "dormant-winback", "--from", "2026-01-01", "--to", "2026-05-01")]
    [InlineData("'emial' is no channel", "replay", "dormant-winback", "--from", "2026-01-01", "--to", "2026-02-01", "--reachable", "emial")]
    public async Task What_is_wrong_is_said(string message, params string[] arguments)
    {
        await ImportAsync();
        var outcome = await shell.RunAsync(["sequences", .. arguments]);
        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldContain(message);
    }

    [Fact]
    public async Task Of_a_customer_who_is_not_there_and_of_a_broken_file_there_is_no_preview()
    {
        await ImportAsync();
        (await shell.RunAsync("sequences", "preview", "dormant-winback", "--customer", "shopify:44")).Code.ShouldBe(ExitCodes.NotFound);
        var broken = await shell.RunAsync("sequences", "preview", shell.Write("hello.yaml", Hello.Replace("percent", "precent", StringComparison.Ordinal)), "--customer", "shopify:42");
        broken.Code.ShouldBe(ExitCodes.Usage);
        broken.Errors.ShouldContain("hello.yaml:");
    }

    [Fact]
    public async Task The_commands_of_the_reference_work_as_they_stand()
    {
        await ImportAsync();
        var page = Repository.Read("docs/sequences.md");
        var file = shell.Write("thank-you.yaml", Block().Match(page).Groups["text"].Value);
        var commands = page.Split('\n').Where(l => l.StartsWith("recall ", StringComparison.Ordinal))
            .Where(l => !l.StartsWith("recall sequences import ", StringComparison.Ordinal)).ToList(); // What it needs is made by a test of its own.
        commands.Count.ShouldBe(11);
        foreach (var command in commands)
        {
            await shell.DoneAsync([.. command["recall ".Length..].Replace("thank-you.yaml", file, StringComparison.Ordinal)
                .Replace("--html pages", "--html " + Path.Combine(shell.Data, "pages"), StringComparison.Ordinal).Split(' ')]);
        }

        File.Exists(Path.Combine(shell.Data, "pages", "say-thanks.html")).ShouldBeTrue();
    }

    public void Dispose() => shell.Dispose();

    private Task<Outcome> ImportAsync() =>
        shell.DoneAsync("import", shell.Write("orders.csv", Orders), "--format", "orders-csv", "--source", "shopify");

    [GeneratedRegex("```yaml\n(?<text>sequence:.*?)```", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Block();
}
