using System.Text.RegularExpressions;
using Recall.App.Tests.Http;

namespace Recall.App.Tests.Pages;

public partial class ShowHomeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "wins back the customers", "The shop&#x27;s figures")]
    [InlineData("zh-CN", "挽回即将流失的客户", "本店数据")]
    public async Task Everybody_sees_the_name_and_the_links_and_no_figures(string language, params string[] words)
    {
        await using var shop = await TestShop.StartAsync();
        await shop.EnrolAsync("say-hello");
        using var anonymous = shop.Anonymous();
        anonymous.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        var page = await Answer.Of(await anonymous.GetAsync("/", Cancel));

        page.Status.ShouldBe(200);
        page.Text.ShouldContain($"<html lang=\"{language}\">");
        page.Text.ShouldContain("<h1>Tea &amp; Co</h1>");
        page.Text.ShouldContain("href=\"/openapi/v1.json\"");
        page.Text.ShouldContain("href=\"/figures\"");
        words.ShouldAllBe(w => page.Text.Contains(w, StringComparison.Ordinal));
        page.Text.ShouldNotContain("say-hello");
        page.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
    }

    [Fact]
    public async Task Every_link_leads_to_a_page_and_every_link_of_those_too()
    {
        await using var shop = await TestShop.StartAsync();
        using var anonymous = shop.Anonymous();
        var (seen, next) = (new HashSet<string>(StringComparer.Ordinal) { "/" }, new Queue<string>(["/"]));
        var (wanted, there) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        while (next.TryDequeue(out var path))
        {
            var answer = await Answer.Of(await anonymous.GetAsync(path, Cancel));
            answer.Status.ShouldBe(path == "/figures" ? 401 : 200, path);
            there.UnionWith(Ids().Matches(answer.Text).Select(m => $"{path}#{m.Groups["id"].Value}"));
            foreach (var link in Links().Matches(answer.Text).Select(m => new Uri(new Uri("http://localhost" + path), m.Groups["to"].Value)).Where(l => l.Host == "localhost"))
            {
                if (seen.Add(link.AbsolutePath))
                    next.Enqueue(link.AbsolutePath);
                if (link.Fragment.Length > 0)
                    wanted.Add(link.AbsolutePath + Uri.UnescapeDataString(link.Fragment));
            }
        }

        wanted.Contains("/docs/zh-CN/sequences.md#触发条件").ShouldBeTrue();
        wanted.Except(there, StringComparer.Ordinal).ShouldBeEmpty();
        seen.Contains("/docs/events.md").ShouldBeTrue();
        seen.Contains("/docs/decisions/0002-profile-row-is-the-lock.md").ShouldBeTrue();
    }

    [Theory]
    [InlineData("en", "/docs/sequences.md", "en")]
    [InlineData("zh-CN", "/docs/zh-CN/sequences.md", "zh-CN")]
    [InlineData("zh-CN", "/docs/events.md", "en")]
    public async Task Readers_are_led_to_pages_in_their_language_where_there_are_some(string language, string path, string written)
    {
        await using var shop = await TestShop.StartAsync();
        using var anonymous = shop.Anonymous();
        anonymous.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        (await Answer.Of(await anonymous.GetAsync("/", Cancel))).Text.ShouldContain($"href=\"{path}\"");
        (await Answer.Of(await anonymous.GetAsync(path, Cancel))).Text.ShouldContain($"<article class=\"card text\" lang=\"{written}\">");
    }

    [Theory]
    [InlineData("/docs/secret")]
    [InlineData("/docs/..%2Fapi-key")]
    [InlineData("/docs/decisions/none.md")]
    [InlineData("/docs/zh-CN/none.md")]
    public async Task A_page_that_is_not_there_is_a_404(string path)
    {
        await using var shop = await TestShop.StartAsync();
        using var anonymous = shop.Anonymous();

        var answer = await Answer.Of(await anonymous.GetAsync(path, Cancel));

        answer.Status.ShouldBe(404);
        answer.Text.ShouldContain("There is no such page");
    }

    [GeneratedRegex("href=\"(?<to>[^\"]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Links();

    [GeneratedRegex(" id=\"(?<id>[^\"]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Ids();
}
