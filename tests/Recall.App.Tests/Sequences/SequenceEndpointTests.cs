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
        problems.ShouldContain(p => p!["message"]!.GetValue<string>().Contains("did you mean 'email'?") && p["line"]!.GetValue<int>() == 15);
        problems.ShouldAllBe(p => p!["file"]!.GetValue<string>() == "say-hallo.yaml");
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
        near.ShouldNotBeNull().ShouldContain("did you mean 'say-hello'?");
        catalogue.Find("zzz", out var far).ShouldBeNull();
        far.ShouldNotBeNull().ShouldContain("use 'call-them', 'for-strangers' or 'say-hello'");
        catalogue.Find("broken", out var broken).ShouldBeNull();
        broken.ShouldNotBeNull().ShouldContain("broken.yaml:1:1");
        catalogue.Problems.ShouldAllBe(p => p.File == "broken.yaml");
    }
}
