using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

/// <summary>A shop owner who reads Chinese, by their system's language and without an option.</summary>
public sealed class ChineseTests : IDisposable
{
    private static readonly string[] English = ["the", "is", "are", "has", "with", "customers", "events", "rows", "stored", "refused", "There"];

    private readonly Shell shell = new() { Locale = "zh_CN.UTF-8" };

    [Fact]
    public async Task A_first_day_with_recall_is_in_chinese()
    {
        await SaysAsync(["report"], ExitCodes.NotFound, "没有店铺。请先运行 recall demo，或用 recall import 导入订单");
        await SaysAsync(["import", "没有.csv", "--format", "orders-csv"], ExitCodes.Usage, "文件“没有.csv”不存在。");
        await SaysAsync(
            ["import", shell.Write("a.csv", "Beleg,Wer\n1,2\n"), "--format", "orders-csv"], ExitCodes.Usage,
            "没有一列是订单号。文件中有“Beleg”、“Wer”；请用 --map 列名=id 指明。");
        var import = await SaysAsync(
            ["import", shell.Write("orders.csv", Samples.Orders), "--format", "orders-csv", "--source", "shopify"], ExitCodes.Refused,
            "存入 3 条事件，已知 0 条，等待到来 0 条；拒绝 2 行。");
        import.ShouldContain("因“order_date”被拒绝：1");
        await SaysAsync(["dead-letters", "list"], ExitCodes.Done, "共 2 条，显示 2 条。");
        await SaysAsync(["dead-letters", "retry"], ExitCodes.Refused, "已修复 0 条，仍被拒绝 2 条，未找到 0 条。");
        await SaysAsync(["report"], ExitCodes.Done, "2 位客户尚未评分。请运行：recall score");
        await SaysAsync(["customers", "show", "shopify:42"], ExitCodes.Done, "尚未评分。请运行：recall score");
        await SaysAsync(["score"], ExitCodes.Done, "BG/NBD：未能拟合：只有 0 位客户在多于一天购买过；至少需要 30 位才能得知客户如何流失。");
        await SaysAsync(["report"], ExitCodes.Done, "成长 growth");
        await SaysAsync(["sequences", "list"], ExitCodes.Done, "唤回沉睡客户");
        await SaysAsync(["sequences", "validate"], ExitCodes.Done, "2 个文件有效。");
        var broken = shell.Write("broken.yaml", "sequence: broken\nstepz: []\n");
        await SaysAsync(["sequences", "publish", broken], ExitCodes.Usage, "broken.yaml:2:1: stepz: 未知的键“stepz”；是否指“steps”？");
        await SaysAsync(["sequences", "preview", broken, "--customer", "shopify:42"], ExitCodes.Usage, "broken.yaml:1:1: title: 缺少“title”；请加上“title: { zh-CN: 唤回沉睡客户 }”");
        await SaysAsync(["sequences", "replay", broken, "--from", "2026-01-01", "--to", "2026-01-02"], ExitCodes.Usage, "缺少“holdout”；请加上“holdout: 10%”，即从不联系的比例，用来衡量效果");
        await SaysAsync(["sequences", "preview", "dormant-winbak", "--customer", "shopify:42"], ExitCodes.Usage, "没有流程“dormant-winbak”；是否指“dormant-winback”？");
        await SaysAsync(["run", "--until", "2026-12-01"], ExitCodes.Usage, "此文件夹使用真实时间");
        await SaysAsync(["customers", "show", "42"], ExitCodes.Usage, "客户编号有误：“42”没有来源；请写“来源:编号”");
        await SaysAsync(["customers", "show", "shopify:99"], ExitCodes.NotFound, "没有客户“shopify:99”。");
        await SaysAsync(["serve", "--listen", "localhost"], ExitCodes.Usage, "“localhost”不是地址");
        await SaysAsync(["demo"], ExitCodes.Usage, "是一家不是演示的店铺");
    }

    [Fact]
    public async Task Help_says_in_chinese_what_commands_and_options_do()
    {
        (await shell.DoneAsync("--help")).Text.ShouldContain("退出码：0 完成");
        var help = (await shell.DoneAsync("sequences", "validate", "--help")).Text;
        help.ShouldContain("检查流程文件，指出每个问题所在的行");
        help.ShouldContain("供脚本使用的单个 JSON 文档");
        (await shell.DoneAsync("sequences", "--help", "--lang=en")).Text.ShouldContain("Check sequence files");
        (await shell.DoneAsync("sequences", "--help", "--lang", "en")).Text.ShouldContain("Check sequence files");
    }

    [Fact]
    public async Task An_option_overrules_the_system() =>
        (await shell.RunAsync("report", "--lang", "en")).Errors.ShouldStartWith("There is no shop in");

    [Fact]
    public async Task A_file_that_is_broken_in_ten_ways_is_told_so_in_chinese_with_the_line_and_the_fix()
    {
        var file = shell.Write("welcome-back.yaml", """
            sequence: welcome-back
            title: { zh-CN: 欢迎回来 }
            audience: { field: score.stge, is: dormant }
            holdout: 10
            priorty: 5
            goal: { order-within: 30 }
            templates:
              hello:
                zh-CN:
                  subject: "{{shop.nam}}想念您"
                  html: <p>{{shop.address}}</p>
                  text: "{{shop.address}} {{unsubscribeUrl}}"
            steps:
              - send: mail
                channels: [emial]
                template: hello
                coupon: gift
              - wait: calm
              - wiat: again
                for: 1 day

            """);

        var told = await shell.RunAsync("sequences", "validate", file);
        told.Code.ShouldBe(ExitCodes.Refused);
        told.Text.ShouldBe("""
            welcome-back.yaml:3:20: audience.field: 未知的字段“score.stge”；是否指“score.stage”？
            welcome-back.yaml:4:10: holdout: 应在 0% 到 90% 之间，实际为“10”；是否指“10%”？
            welcome-back.yaml:5:1: priorty: 未知的键“priorty”；是否指“priority”？
            welcome-back.yaml:6:23: goal.order-within: 应为时长（例如 45 days），实际为“30”；是否指“30 days”？
            welcome-back.yaml:10:19: templates.hello.zh-CN.subject: 未知的变量“shop.nam”；是否指“shop.name”？
            welcome-back.yaml:11:13: templates.hello.zh-CN.html: 法律要求每条消息都能退订；请在任何 {{#if}} 之外加上 <a href="{{unsubscribeUrl}}">退订</a>
            welcome-back.yaml:15:16: steps.mail.channels: 未知的渠道“emial”；是否指“email”？
            welcome-back.yaml:17:13: steps.mail.coupon: 此步骤之前没有发放任何优惠码；请在它之前加上步骤“- coupon: gift”
            welcome-back.yaml:18:5: steps.calm.for: 没有写明等待多久；请加上“for: 3 days”“until-time: "10:00"”或“on: [saturday]”
            welcome-back.yaml:19:5: steps[3].wiat: 未知的步骤类型“wiat”；是否指“wait”？

            """.ReplaceLineEndings(Environment.NewLine));
        (await shell.RunAsync("sequences", "validate", file, "--json")).Json.GetProperty("problems")[0].GetProperty("message").GetString()
            .ShouldBe("未知的字段“score.stge”；是否指“score.stage”？");
    }

    public void Dispose() => shell.Dispose();

    /// <summary>Runs it, and asserts its code, its words, and that none of its own lines is in English.</summary>
    private async Task<string> SaysAsync(string[] args, int code, string words)
    {
        var outcome = await shell.RunAsync(args);
        var said = outcome.Text + outcome.Errors;
        outcome.Code.ShouldBe(code, said);
        said.ShouldContain(words);

        // What a table of dead letters quotes is in English: how a row is mended is in the words of its columns and settings.
        said.Split('\n').Where(l => !l.Contains(" orders.csv ", StringComparison.Ordinal) && l.Split(' ').Intersect(English, StringComparer.Ordinal).Any())
            .ShouldBeEmpty();
        return said;
    }
}
