using Recall.App.Sequences;
using Recall.App.Tests.Http;

namespace Recall.App.Tests.Sequences;

public class SequenceEndpointTests
{
    [Fact]
    public async Task The_list_has_what_is_in_force_and_what_is_broken()
    {
        await using var shop = await TestShop.StartAsync();

        var list = (await shop.GetAsync("/api/sequences")).ShouldBe(200);

        list["sequences"]!.AsArray().Select(s => s!["name"]!.GetValue<string>()).ShouldBe(["call-them", "for-strangers", "say-hello"]);
        var hello = list["sequences"]![2]!;
        hello["audience"]!.GetValue<string>().ShouldBe(
            "orders placed at least 1 and (days since the last order more than 30 days or an e-mail address is known is true)");
        hello["steps"]!.GetValue<int>().ShouldBe(2);
        hello["goalWithinDays"]!.GetValue<double>().ShouldBe(30);
        var broken = list["broken"]!.AsArray().ShouldHaveSingleItem()!;
        broken["file"]!.GetValue<string>().ShouldBe("broken.yaml");
        broken["problems"]!.AsArray().ShouldContain(p => p!["message"]!.GetValue<string>().Contains("did you mean 'steps'?"));
    }

    [Fact]
    public async Task Titles_and_audiences_are_in_the_readers_language()
    {
        await using var shop = await TestShop.StartAsync();

        var call = (await shop.GetAsync("/api/sequences?locale=zh-CN")).ShouldBe(200)["sequences"]![0]!;

        call["title"]!.GetValue<string>().ShouldBe("电话回访");
        call["audience"]!.GetValue<string>().ShouldBe("订单数 ≥ 2");
        (await shop.GetAsync("/api/sequences?locale=!")).ShouldBlame("locale").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("text/yaml")]
    [InlineData("application/yaml; charset=utf-8")]
    [InlineData("text/plain")]
    public async Task A_good_file_is_valid_by_its_own_name(string type)
    {
        await using var shop = await TestShop.StartAsync();

        var answer = (await shop.PostAsync("/api/sequences/validate", TestSequences.SayHello, type)).ShouldBe(200);

        answer["valid"]!.GetValue<bool>().ShouldBeTrue();
        answer["sequence"]!["name"]!.GetValue<string>().ShouldBe("say-hello");
    }

    [Fact]
    public async Task What_takes_nobody_today_is_told_on_wish_in_the_readers_language()
    {
        await using var shop = await TestShop.StartAsync();
        var yaml = TestSequences.SayHello.Replace("profile.orders, at-least: 1", "profile.orders, at-least: 9", StringComparison.Ordinal);

        (await shop.PostAsync("/api/sequences/validate", yaml, "text/yaml")).ShouldBe(200)["problems"]!.AsArray().ShouldBeEmpty();
        var told = (await shop.PostAsync("/api/sequences/validate?customers=true&locale=zh-CN", yaml, "text/yaml")).ShouldBe(200);

        told["valid"]!.GetValue<bool>().ShouldBeTrue();
        var warning = told["problems"]!.AsArray().ShouldHaveSingleItem()!;
        (warning["field"]!.GetValue<string>(), warning["line"]!.GetValue<int>(), warning["severity"]!.GetValue<string>()).ShouldBe(("audience", 3, "warning"));
        warning["message"]!.GetValue<string>().ShouldStartWith("今天的 1 位客户中没有人符合人群条件");
    }

    [Fact]
    public async Task Rules_that_are_looser_than_the_shops_are_refused_wherever_a_file_comes_in()
    {
        await using var shop = await TestShop.StartAsync();
        var yaml = TestSequences.SayHello.Replace("sequence: say-hello", "sequence: say-hello\npolicy: { quiet-hours: 23:00-07:00 }", StringComparison.Ordinal);

        var answer = (await shop.PostAsync("/api/sequences/validate", yaml, "text/yaml")).ShouldBe(200);
        answer["valid"]!.GetValue<bool>().ShouldBeFalse();
        var problem = answer["problems"]!.AsArray().ShouldHaveSingleItem()!;
        (problem["field"]!.GetValue<string>(), problem["line"]!.GetValue<int>(), problem["column"]!.GetValue<int>()).ShouldBe(("policy.quiet-hours", 2, 24));

        foreach (var path in new[] { "say-hello/publish?author=mei", "preview?customer=shop:ann", "replay?from=2025-10-01&to=2025-10-31" })
        {
            var refused = await shop.PostAsync("/api/sequences/" + path, yaml, "text/yaml");
            refused.ShouldBlame("body").ShouldContain("the shop is quiet from 21:00 to 09:00");
        }

        new SequenceCatalogue([("say-hello.yaml", yaml)], Core.Messaging.Policy.Default).Sequences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bad_file_is_a_200_with_every_problem_in_its_place()
    {
        await using var shop = await TestShop.StartAsync();
        var yaml = TestSequences.SayHello.Replace("channels: [email]", "channels: [emial]", StringComparison.Ordinal);

        var answer = (await shop.PostAsync("/api/sequences/validate?file=say-hallo.yaml", yaml, "text/yaml")).ShouldBe(200);

        answer["valid"]!.GetValue<bool>().ShouldBeFalse();
        answer["sequence"].ShouldBeNull();
        var problems = answer["problems"]!.AsArray();
        problems.ShouldContain(p => p!["field"]!.GetValue<string>() == "sequence" && p["line"]!.GetValue<int>() == 1);
        problems.ShouldContain(p => p!["message"]!.GetValue<string>().Contains("did you mean 'email'?") && p["line"]!.GetValue<int>() == 16);
        problems.ShouldAllBe(p => p!["file"]!.GetValue<string>() == "say-hallo.yaml");
    }

    [Fact]
    public async Task What_is_wrong_is_told_in_the_readers_language_in_every_answer_about_a_file()
    {
        await using var shop = await TestShop.StartAsync();
        shop.Client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN,zh;q=0.9");
        const string Yaml = """
            sequence: say-hello
            title: Hello
            audience: { field: profile.orders, at-leest: 1 }
            holdout: 95%
            reentry: sometimes
            goal: { order-within: a month }
            policy: { caps: [5 per 2 days] }
            trigger: { event: reply, times: 3 }
            steps:
              - branch: who
                cases: []
              - handoff: ask
                queue: Care Team
                sla: 2 days
                note: { en: Ask }
              - coupon: ask
                percent: 10
                valid-for: 14 days

            """;

        var answer = (await shop.PostAsync("/api/sequences/validate", Yaml, "text/yaml")).ShouldBe(200);

        answer["problems"]!.AsArray().Select(p => $"{p!["line"]}:{p["column"]} {p["field"]}: {p["message"]}").ShouldBe(
        [
            "2:8 title: 应为按语言分列的文本（例如 { en: Hello, zh-CN: 你好 }），实际为“Hello”",
            "3:36 audience.at-leest: 未知的比较方式“at-leest”；是否指“at-least”？",
            "4:10 holdout: 应在 0% 到 90% 之间，实际为“95%”",
            "5:10 reentry: 应为“never”或 { after: 180 days }，实际为“sometimes”",
            "6:23 goal.order-within: 应为时长（例如 45 days），实际为“a month”",
            "7:18 policy.caps: “5 per 2 days”比店铺的“1 per 2 days”宽松，而后者在此同样有效；请改得更严，或删除此项",
            "8:10 trigger.within: 没有写明在多长时间内；请在“times: 3”之外加上“within: 7 days”",
            "11:12 steps.who.cases: 应为情形列表（“- when: ...”），实际为空列表",
            "13:12 steps.ask.queue: 名称最多 60 个字符，只能用小写字母、数字和单个连字符，实际为“Care Team”；是否指“care-team”？",
            "16:13 steps[3].coupon: 步骤名“ask”已在第 12 行使用；同一文件中步骤名不能重复，请给此步骤另起一个",
        ]);
        foreach (var path in new[] { "say-hello/publish?author=mei", "say-hello/diff", "preview?customer=shop:ann", "replay?from=2025-10-01&to=2025-10-31" })
            (await shop.PostAsync("/api/sequences/" + path, Yaml, "text/yaml")).ShouldBlame("body").ShouldContain("say-hello.yaml:4:10: holdout: 应在 0% 到 90% 之间，实际为“95%”");
        (await shop.GetAsync("/api/sequences")).ShouldBe(200)["broken"]![0]!["problems"]!.AsArray().ShouldContain(p => p!["message"]!.GetValue<string>().EndsWith("；是否指“steps”？"));
    }

    [Fact]
    public async Task A_file_name_with_a_folder_and_a_body_without_end_are_refused()
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.PostAsync("/api/sequences/validate?file=../secret.yaml", "a: b", "text/yaml")).ShouldBlame("file").ShouldContain("without a folder");
        (await shop.PostAsync("/api/sequences/validate", new byte[600_000], "text/yaml")).ShouldFail(413, "too-large");
        (await shop.PostAsync("/api/sequences/validate", [0xFF, 0xFE, 0x00], "text/yaml")).ShouldBe(200)["problems"]![0]!["message"]!
            .GetValue<string>().ShouldContain("not UTF-8");
    }

    [Fact]
    public void A_name_that_is_not_there_gets_a_hint()
    {
        var catalogue = new SequenceCatalogue(TestSequences.All, new());

        catalogue.Find("say-hello", out var none).ShouldNotBeNull().Definition.Name.ShouldBe("say-hello");
        none.ShouldBeNull();
        catalogue.Find("sayhello", out var near).ShouldBeNull();
        near.ShouldNotBeNull().ToString().ShouldContain("did you mean 'say-hello'?");
        catalogue.Find("zzz", out var far).ShouldBeNull();
        far.ShouldNotBeNull().ToString().ShouldContain("use 'call-them', 'for-strangers' or 'say-hello'");
        catalogue.Find("broken", out var broken).ShouldBeNull();
        broken.ShouldNotBeNull().ToString().ShouldContain("broken.yaml:1:1");
        catalogue.Problems.ShouldAllBe(p => p.File == "broken.yaml");
    }
}
