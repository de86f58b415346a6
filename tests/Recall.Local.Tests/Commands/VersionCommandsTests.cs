using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

/// <summary>Publishing as a marketer does it: from a file, on a shop of their own.</summary>
public sealed class VersionCommandsTests : IDisposable
{
    private const string Yaml =
        """
        sequence: hello
        title: { en: Hello, zh-CN: 你好 }
        audience: { field: profile.orders, at-least: 1 }
        holdout: 10%
        goal: { order-within: 30 days }
        steps:
          - { wait: calm, for: 5 days }

        """;

    private readonly Shell shell = new();

    [Fact]
    public async Task A_file_is_compared_published_changed_and_rolled_back()
    {
        var file = await ShopAsync();
        (await shell.DoneAsync("sequences", "list")).Text.ShouldMatch("hello +Hello +1 +10.0 % +0 +its file\n");
        var first = await shell.DoneAsync("sequences", "publish", file, "--author", "mei");
        first.Text.ShouldBe("hello: version 1 is in force.\n");

        var changed = shell.Write("hello.yaml", Yaml.Replace("5 days", "6 days", StringComparison.Ordinal));
        var diff = await shell.DoneAsync("sequences", "diff", changed);
        diff.Text.ShouldBe(
            """
            What changes in hello:
              ~ step calm, for: 5 days → 6 days

            The measurement goes on: the report adds up the customers of this version and of those before.

            """);
        (await shell.DoneAsync("sequences", "publish", changed, "--author", "mei", "--expect", "1", "--migrate")).Text.ShouldContain("0 customers go on by version 2");
        (await shell.DoneAsync("sequences", "publish", changed, "--author", "mei")).Text.ShouldBe("hello: this is version 2, which is in force already.\n");
        (await shell.DoneAsync("sequences", "list")).Text.ShouldMatch("hello +Hello +1 +10.0 % +0 +2, by mei\nhello.yaml is not what is in force: version 2, published on 2026-03-02 by mei, is. ");

        var history = (await shell.DoneAsync("sequences", "history", "hello")).Text;
        history.ShouldBe(
            """

            Version 2, 2026-03-02 08:00 UTC, mei: published
              ~ step calm, for: 5 days → 6 days

            Version 1, 2026-03-02 08:00 UTC, mei: published

            """);
        (await shell.DoneAsync("sequences", "diff", "hello@2", "hello@1")).Text.ShouldContain("~ step calm, for: 6 days → 5 days");
        (await shell.DoneAsync("sequences", "rollback", "hello", "--author", "li")).Text.ShouldContain("hello: version 3 is in force, with the text of version 1.");
        (await shell.DoneAsync("sequences", "history", "hello", "--json")).Json.GetProperty("versions")[0].GetProperty("restored").GetInt32().ShouldBe(1);
        (await shell.DoneAsync("sequences", "withdraw", "hello", "--author", "li")).Text.ShouldStartWith("hello is withdrawn: nobody enters any more");
        (await shell.DoneAsync("sequences", "list")).Text.ShouldContain("hello.yaml is not in force: li withdrew it on 2026-03-02.");
    }

    [Fact]
    public async Task All_of_it_is_said_in_chinese()
    {
        var file = await ShopAsync();
        await shell.DoneAsync("sequences", "publish", file, "--author", "美玲", "--lang", "zh-CN");
        var changed = shell.Write("hello.yaml", Yaml.Replace("holdout: 10%", "holdout: 20%", StringComparison.Ordinal));
        (await shell.DoneAsync("sequences", "publish", changed, "--author", "美玲", "--lang", "zh-CN")).Text.ShouldBe(
            """
            hello 的变化：
              ~ 对照组 holdout：10% → 20%

            hello：版本 2 已生效。
            进入的人或对照方式发生变化（“holdout”）。将开始新的测量：之前进入的客户计入上一次测量，报告分别显示。

            """);
        (await shell.DoneAsync("sequences", "history", "hello", "--lang", "zh-CN")).Text.ShouldContain("版本 2，2026-03-02 08:00 UTC，美玲：发布\n  ~ 对照组 holdout：10% → 20%\n");
        (await shell.DoneAsync("sequences", "list", "--lang", "zh-CN")).Text.ShouldContain("hello.yaml 与生效内容不同：生效的是 美玲 于 2026-03-02 发布的版本 2。");
        (await shell.RunAsync("sequences", "history", "nothing", "--lang", "zh-CN")).Errors.ShouldBe("没有流程“nothing”。请查看：recall sequences list\n");
        (await shell.RunAsync("sequences", "history", "dormant-winbak", "--lang", "zh-CN")).Code.ShouldBe(ExitCodes.NotFound);
    }

    [Fact]
    public async Task What_cannot_be_published_is_refused_and_changes_nothing()
    {
        var file = await ShopAsync();
        (await shell.RunAsync("sequences", "history", "hello")).Errors.ShouldBe("'hello' was never published: its file is in force. Publish it with: recall sequences publish FILE\n");
        await shell.DoneAsync("sequences", "publish", file, "--author", "mei");
        var broken = await shell.RunAsync("sequences", "publish", shell.Write("hello.yaml", Yaml.Replace("10%", "200%", StringComparison.Ordinal)));
        broken.Code.ShouldBe(ExitCodes.Usage);
        broken.Errors.ShouldContain("hello.yaml:4:10: holdout: must be from 0% to 90%");

        var changed = shell.Write("hello.yaml", Yaml + "  - { end: done, outcome: over }\n");
        var overtaken = await shell.RunAsync("sequences", "publish", changed, "--expect", "0");
        overtaken.Code.ShouldBe(ExitCodes.Usage);
        overtaken.Errors.ShouldBe("Nothing was published: version 1 of 'hello' is in force, which mei put there at 2026-03-02 08:00 UTC. Look at it, and publish again.\n");
        (await shell.RunAsync("sequences", "rollback", "hello")).Code.ShouldBe(ExitCodes.NotFound);
        (await shell.RunAsync("sequences", "rollback", "hello", "--to", "7")).Errors.ShouldContain("There is no version 7 of 'hello'.");
        (await shell.RunAsync("sequences", "withdraw", "nothing")).Code.ShouldBe(ExitCodes.NotFound);
        foreach (var command in (string[][])[["history"], ["rollback"], ["withdraw"], ["rollback", "--to", "2"]])
        {
            var unknown = await shell.RunAsync(["sequences", command[0], "helo", .. command[1..]]);
            (unknown.Code, unknown.Errors).ShouldBe((ExitCodes.NotFound, "There is no sequence 'helo'; did you mean 'hello'?\n"));
        }

        (await shell.RunAsync("sequences", "publish", changed, "--author", " ")).Errors.ShouldContain("--author: say who publishes");
        (await shell.RunAsync("sequences", "diff", changed, "hello@9")).Errors.ShouldContain("There is no version 9 of 'hello'.");
        (await shell.DoneAsync("sequences", "history", "hello", "--json")).Json.GetProperty("versions").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Time_goes_on_by_what_was_published_and_the_file_that_differs_is_named()
    {
        var file = await ShopAsync("--as-of", "2026-02-01");
        await shell.DoneAsync("sequences", "publish", file, "--author", "mei");
        File.WriteAllText(Path.Combine(shell.Data, "sequences", "hello.yaml"), "sequence: hello\nbroken: yes\n");
        var run = await shell.DoneAsync("run", "--until", "2026-02-04");
        run.Text.ShouldContain("hello.yaml has an error and is not in force; version 1 is, published on ");
        (await shell.DoneAsync("report", "--json")).Json.GetProperty("sequences")[0].GetProperty("name").GetString().ShouldBe("hello");
    }

    [Fact]
    public async Task Who_waits_inside_is_moved_on_wish_and_who_cannot_move_is_named_with_the_reason()
    {
        await ShopAsync("--as-of", "2026-02-01");
        await shell.DoneAsync("run", "--until", "2026-02-03");
        var budget = shell.Write("hello.yaml", Yaml.Replace("holdout: 10%", "holdout: 10%\npolicy: { budget: { per-day: 20, per-month: 300 } }", StringComparison.Ordinal));
        await shell.DoneAsync("sequences", "publish", budget, "--author", "mei");
        (await shell.DoneAsync("report")).Text.ShouldMatch("its own budget +Messages and coupons have taken 0.00 of today's 20.00 USD. Messages and coupons have taken 0.00 of this month's 300.00 USD.");
        (await shell.DoneAsync("report", "--lang", "zh-CN")).Text.ShouldMatch("流程预算 +今日消息与优惠码费用 0.00，预算 20.00 USD。");
        var treated = (await shell.DoneAsync("report", "--json")).Json.GetProperty("sequences")[0].GetProperty("treated").GetInt32();
        treated.ShouldBeGreaterThan(0);

        var other = shell.Write("hello.yaml", Yaml.Replace("wait: calm", "wait: quiet", StringComparison.Ordinal));
        var kept = (await shell.DoneAsync("sequences", "publish", other, "--author", "mei", "--migrate")).Text;
        kept.ShouldContain("0 customers go on by version 2 from the step they wait in.");
        kept.ShouldMatch("hello--shopify:.*--1: they are in step 'calm', which the new version does not have\n");

        var longer = shell.Write("hello.yaml", Yaml + "  - { wait: more, for: 5 days }\n");
        var moved = (await shell.DoneAsync("sequences", "publish", longer, "--author", "mei", "--migrate", "--json")).Json.GetProperty("runs");
        (moved.GetProperty("moving").GetInt32(), moved.GetProperty("staying").GetInt32()).ShouldBe((treated, 0));
        await shell.DoneAsync("run", "--until", "2026-02-09");
        (await shell.DoneAsync("sequences", "publish", longer, "--author", "mei", "--migrate")).Text.ShouldContain("0 customers go on");
    }

    public void Dispose() => shell.Dispose();

    /// <summary>A shop with a file of its own; returns the file's path.</summary>
    private async Task<string> ShopAsync(params string[] more)
    {
        Directory.CreateDirectory(Path.Combine(shell.Data, "sequences"));
        var file = Path.Combine(shell.Data, "sequences", "hello.yaml");
        await File.WriteAllTextAsync(file, Yaml, TestContext.Current.CancellationToken);
        await shell.DoneAsync(["import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify", .. more]);
        return file;
    }
}
