using System.Net.Http.Headers;
using System.Text;
using Recall.App.Tests.Http;

namespace Recall.App.Tests.Sequences.Versions;

public class VersionEndpointTests
{
    private const string Publish = "/api/sequences/say-hello/publish?author=mei";

    private static readonly string Second = TestSequences.SayHello.Replace("for: 5 days", "for: 6 days", StringComparison.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_published_looked_at_and_rolled_back()
    {
        await using var shop = await TestShop.StartAsync();
        var first = await shop.PostAsync(Publish, TestSequences.SayHello, "text/yaml");
        first.ShouldBe(201)["version"]!["number"]!.GetValue<int>().ShouldBe(1);
        first.Response.Headers.ETag!.Tag.ShouldBe("\"1\"");

        var second = (await shop.PostAsync(Publish, Second, "text/yaml")).ShouldBe(201);
        second["version"]!["changes"]!.AsArray().Select(c => c!["text"]!.GetValue<string>()).ShouldBe(["step a-while, for: 5 days → 6 days"]);
        (await shop.PostAsync(Publish, Second, "text/yaml")).ShouldBe(200)["created"]!.GetValue<bool>().ShouldBeFalse();

        var listed = (await shop.GetAsync("/api/sequences")).ShouldBe(200)["sequences"]!.AsArray().Single(s => s!["name"]!.GetValue<string>() == "say-hello")!;
        (listed["published"]!["number"]!.GetValue<int>(), listed["published"]!["file"]!.GetValue<string>()).ShouldBe((2, "differs"));

        var history = await shop.GetAsync("/api/sequences/say-hello/history?locale=zh-CN");
        history.Response.Headers.ETag!.Tag.ShouldBe("\"2\"");
        var versions = history.ShouldBe(200)["versions"]!.AsArray();
        versions.Select(v => v!["number"]!.GetValue<int>()).ShouldBe([2, 1]);
        versions[0]!["changes"]![0]!["text"]!.GetValue<string>().ShouldBe("步骤 a-while，等待时长 for：5 天 → 6 天");
        (await shop.GetAsync("/api/sequences/say-hello/versions/1")).Text.ShouldBe(TestSequences.SayHello);
        (await shop.GetAsync("/api/sequences/say-hello/diff?from=1&to=2")).ShouldBe(200)["changes"]!.AsArray().Count.ShouldBe(1);
        (await shop.PostAsync("/api/sequences/say-hello/diff", TestSequences.SayHello, "text/yaml")).ShouldBe(200)["changes"]![0]!["text"]!
            .GetValue<string>().ShouldBe("step a-while, for: 6 days → 5 days");

        (await shop.PostAsync("/api/sequences/say-hello/rollback?author=mei", "", "text/plain")).ShouldBe(201)["version"]!["restored"]!.GetValue<int>().ShouldBe(1);
        (await shop.PostAsync("/api/sequences/say-hello/withdraw?author=mei", "", "text/plain")).ShouldBe(201);
        var list = (await shop.GetAsync("/api/sequences")).ShouldBe(200);
        list["withdrawn"]!.AsArray().Select(n => n!.GetValue<string>()).ShouldBe(["say-hello"]);
        list["broken"]!.AsArray().Count.ShouldBe(1);
        (await shop.PostAsync("/api/enrolments", new { sequence = "say-hello", customer = "shop:ann" })).ShouldBlame("sequence").ShouldContain("mei withdrew it");
    }

    [Fact]
    public async Task Who_publishes_over_another_version_than_they_saw_is_told_which()
    {
        await using var shop = await TestShop.StartAsync();
        (await SendAsync(shop, h => h.IfNoneMatch.Add(EntityTagHeaderValue.Any), TestSequences.SayHello)).ShouldBe(201);
        (await SendAsync(shop, h => h.IfMatch.Add(new("\"1\"")), Second)).ShouldBe(201);

        var late = (await SendAsync(shop, h => h.IfMatch.Add(new("\"1\"")), TestSequences.SayHello)).ShouldFail(412, "overtaken");
        late["current"]!.GetValue<int>().ShouldBe(2);
        late["detail"]!.GetValue<string>().ShouldBe("Version 2 of 'say-hello' is in force, which mei put there at 2026-03-01 12:00 UTC. Nothing was changed: look at it, and publish again.");
        (await SendAsync(shop, h => h.IfNoneMatch.Add(EntityTagHeaderValue.Any), TestSequences.SayHello)).ShouldFail(412, "overtaken");
        (await SendAsync(shop, h => h.TryAddWithoutValidation("If-Match", "three"), TestSequences.SayHello)).ShouldBlame("If-Match").ShouldContain("'\"3\"'");
    }

    [Fact]
    public async Task After_a_withdrawal_none_is_in_force()
    {
        await using var shop = await TestShop.StartAsync();
        await shop.PostAsync(Publish, TestSequences.SayHello, "text/yaml");
        await shop.PostAsync("/api/sequences/say-hello/withdraw?author=li", "", "text/plain");

        var late = (await SendAsync(shop, h => h.IfMatch.Add(new("\"1\"")), Second)).ShouldFail(412, "overtaken");
        late["current"]!.GetValue<int>().ShouldBe(0);
        late["detail"]!.GetValue<string>().ShouldStartWith("No version of 'say-hello' is in force: li withdrew it at 2026-03-01 12:00 UTC, as number 2.");
        (await SendAsync(shop, h => h.IfMatch.Add(new("\"2\"")), Second)).ShouldFail(412, "overtaken");
        (await shop.GetAsync("/api/sequences/say-hello/history")).Response.Headers.ETag!.Tag.ShouldBe("\"0\"");
        (await SendAsync(shop, h => h.IfNoneMatch.Add(EntityTagHeaderValue.Any), Second)).ShouldBe(201)["version"]!["number"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task What_its_author_may_not_have_meant_is_said_where_it_is_published_too()
    {
        await using var shop = await TestShop.StartAsync();
        (await shop.PostAsync(Publish, TestSequences.SayHello, "text/yaml")).ShouldBe(201)["warnings"]!.AsArray().ShouldBeEmpty();

        var doubtful = TestSequences.SayHello.Replace("order-within: 30 days", "order-within: 1 day", StringComparison.Ordinal);
        var warning = (await shop.PostAsync(Publish + "&locale=zh-CN", doubtful, "text/yaml")).ShouldBe(201)["warnings"]!.AsArray().ShouldHaveSingleItem()!;

        (warning["severity"]!.GetValue<string>(), warning["field"]!.GetValue<string>()).ShouldBe(("warning", "goal.order-within"));
        warning["message"]!.GetValue<string>().ShouldStartWith("步骤最长需要");
    }

    [Fact]
    public async Task A_file_with_errors_of_another_name_or_by_nobody_is_refused_and_nothing_is_stored()
    {
        await using var shop = await TestShop.StartAsync();
        (await shop.PostAsync(Publish, TestSequences.SayHello.Replace("holdout: 0%", "holdout: 200%", StringComparison.Ordinal), "text/yaml"))
            .ShouldBlame("body").ShouldContain("say-hello.yaml:4:10: holdout: must be from 0% to 90%");
        (await shop.PostAsync("/api/sequences/say-hallo/publish?author=mei", TestSequences.SayHello, "text/yaml")).ShouldBlame("name").ShouldContain("the file is of 'say-hello'");
        (await shop.PostAsync("/api/sequences/say-hello/publish", TestSequences.SayHello, "text/yaml")).ShouldBlame("author").ShouldStartWith("is missing");
        (await shop.PostAsync("/api/sequences/Say%20Hello/publish?author=mei", TestSequences.SayHello, "text/yaml")).ShouldBlame("name").ShouldContain("is no name of a sequence");

        (await shop.GetAsync("/api/sequences/say-hello/history")).ShouldFail(404, "not-found");
        (await shop.GetAsync("/api/sequences/say-hello/versions/1")).ShouldFail(404, "not-found");
        (await shop.GetAsync("/api/sequences/say-hello/versions/one")).ShouldBlame("number").ShouldContain("found 'one'");
        (await shop.GetAsync("/api/sequences/say-hello/diff")).ShouldBlame("from").ShouldStartWith("is missing");
        (await shop.PostAsync("/api/sequences/say-hello/rollback?author=mei", "", "text/plain")).ShouldFail(404, "not-found");
        (await shop.PostAsync("/api/sequences/nothing/withdraw?author=mei", "", "text/plain")).ShouldFail(404, "not-found");
    }

    [Theory]
    [InlineData("say-hallo/history", null, "There is no sequence 'say-hallo'; did you mean 'say-hello'?")]
    [InlineData("say-hallo/versions/1", null, "did you mean 'say-hello'?")]
    [InlineData("say-hallo/diff?from=1", null, "did you mean 'say-hello'?")]
    [InlineData("say-hallo/rollback?author=mei", "", "did you mean 'say-hello'?")]
    [InlineData("say-hallo/withdraw?author=mei", "", "did you mean 'say-hello'?")]
    [InlineData("brocken/history", null, "did you mean 'broken'?")]
    [InlineData("nothing-like-it/history", null, "There is no sequence 'nothing-like-it'. GET /api/sequences lists them.")]
    [InlineData("say-hello/history", null, "'say-hello' was never published: its file is in force.")]
    [InlineData("say-hello/versions/7", null, "There is no version 7 of 'say-hello'. GET /api/sequences/say-hello/history lists them.")]
    public async Task A_name_that_nothing_has_gets_the_one_that_was_meant(string path, string? body, string words)
    {
        await using var shop = await TestShop.StartAsync();

        var answer = body is null ? await shop.GetAsync("/api/sequences/" + path) : await shop.PostAsync("/api/sequences/" + path, body, "text/plain");

        answer.ShouldFail(404, "not-found")["detail"]!.GetValue<string>().ShouldContain(words);
    }

    [Fact]
    public async Task The_report_of_the_month_has_the_budget_of_its_own_that_a_sequence_was_published_with()
    {
        await using var shop = await TestShop.StartAsync();
        await shop.PostAsync(Publish, TestSequences.SayHello.Replace("holdout: 0%", "holdout: 0%\npolicy: { budget: { per-month: 30 } }", StringComparison.Ordinal), "text/yaml");

        var report = (await shop.GetAsync("/api/reports/2026-03")).ShouldBe(200);

        report["sequences"]!.AsArray().Single()!["money"]!.ToJsonString().ShouldBe("""{"today":0,"perDay":null,"thisMonth":0,"perMonth":30}""");
    }

    private static async Task<Answer> SendAsync(TestShop shop, Action<HttpRequestHeaders> headers, string yaml)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Publish) { Content = new StringContent(yaml, Encoding.UTF8, "text/yaml") };
        headers(request.Headers);
        return await Answer.Of(await shop.Client.SendAsync(request, Cancel));
    }
}
