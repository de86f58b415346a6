using System.Text.RegularExpressions;
using Recall.App.Tests.Http;
using Recall.Core.Customers;

namespace Recall.App.Tests.Pages;

public partial class ShowHomeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "Tea &amp; Co", "not scored yet", "Say hello", "1 treated, 0 held out, 1 still running")]
    [InlineData("zh-CN", "Tea &amp; Co", "尚未评分", "电话回访", "触达组 1，对照组 0，进行中 1")]
    public async Task The_shops_own_machine_sees_figures_in_its_language_and_nobodys_data(string language, params string[] words)
    {
        await using var shop = await TestShop.StartAsync(figures: true);
        await shop.EnrolAsync("say-hello");

        var page = await PageAsync(shop, "localhost", ("Accept-Language", language));

        page.Text.ShouldContain($"<html lang=\"{language}\">");
        words.ShouldAllBe(w => page.Text.Contains(w, StringComparison.Ordinal));
        foreach (var secret in (string[])["shop:ann", "Ann", "ann.lee", "example.com", "13800138000", TestShop.Key])
            page.Text.ShouldNotContain(secret, Case.Sensitive);
        page.Text.ShouldNotContain("<script");
        Sources().Matches(page.Text).ShouldBeEmpty("nothing is loaded from elsewhere");
        page.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
    }

    [Theory]
    [InlineData(true, "localhost", null, true)]
    [InlineData(true, "127.0.0.1:8080", null, true)]
    [InlineData(true, "[::1]:8080", null, true)]
    [InlineData(true, "rebound.example.com", null, false)]
    [InlineData(true, "localhost.example.com", null, false)]
    [InlineData(true, "192.168.0.7", null, false)]
    [InlineData(true, "localhost", "X-Forwarded-For", false)]
    [InlineData(true, "localhost", "Forwarded", false)]
    [InlineData(true, "localhost", "Via", false)]
    [InlineData(false, "localhost", null, false)]
    [InlineData(false, "127.0.0.1", null, false)]
    public async Task Everybody_else_sees_the_name_and_the_links(bool loopbackOnly, string host, string? passing, bool figures)
    {
        await using var shop = await TestShop.StartAsync(loopbackOnly);

        var page = await PageAsync(shop, host, passing is null ? [] : [(passing, "203.0.113.9")]);

        page.Status.ShouldBe(200);
        page.Text.Contains("Customers by stage", StringComparison.Ordinal).ShouldBe(figures);
        page.Text.Contains("say-hello", StringComparison.Ordinal).ShouldBe(figures);
        page.Text.ShouldContain("<h1>Tea &amp; Co</h1>");
        page.Text.ShouldContain("href=\"/openapi/v1.json\"");
    }

    [Fact]
    public async Task Every_link_leads_to_a_page_and_every_link_of_those_too()
    {
        await using var shop = await TestShop.StartAsync();
        using var anonymous = shop.Anonymous();
        var (seen, next) = (new HashSet<string>(StringComparer.Ordinal) { "/" }, new Queue<string>(["/"]));
        while (next.TryDequeue(out var path))
        {
            var answer = await Answer.Of(await anonymous.GetAsync(path, Cancel));
            answer.Status.ShouldBe(200, path);
            foreach (var link in Links().Matches(answer.Text).Select(m => new Uri(new Uri("http://localhost" + path), m.Groups["to"].Value)))
            {
                if (link.Host == "localhost" && seen.Add(link.AbsolutePath))
                    next.Enqueue(link.AbsolutePath);
            }
        }

        seen.Contains("/docs/events.md").ShouldBeTrue();
        seen.Contains("/docs/decisions/0002-profile-row-is-the-lock.md").ShouldBeTrue();
    }

    [Theory]
    [InlineData("/docs/secret")]
    [InlineData("/docs/..%2Fapi-key")]
    [InlineData("/docs/decisions/none.md")]
    public async Task A_page_that_is_not_there_is_a_404(string path)
    {
        await using var shop = await TestShop.StartAsync();
        using var anonymous = shop.Anonymous();

        var answer = await Answer.Of(await anonymous.GetAsync(path, Cancel));

        answer.Status.ShouldBe(404);
        answer.Text.ShouldContain("There is no such page");
    }

    [Fact]
    public async Task What_happened_a_minute_ago_is_on_it()
    {
        await using var shop = await TestShop.StartAsync(figures: true);
        (await PageAsync(shop, "localhost")).Text.ShouldContain("<b>1</b><span class=\"soft small\">customers");
        shop.Clock.Now += TimeSpan.FromMinutes(1);
        await shop.IngestAsync(new LoggedIn { Id = "l", Customer = CustomerKey.Parse("shop:bob"), At = shop.Clock.Now });

        (await PageAsync(shop, "localhost")).Text.ShouldContain("<b>2</b><span class=\"soft small\">customers");
    }

    private static async Task<Answer> PageAsync(TestShop shop, string host, params (string Name, string Value)[] headers)
    {
        using var anonymous = shop.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await Answer.Of(await anonymous.SendAsync(request, Cancel));
    }

    [GeneratedRegex("(src=|url\\(|@import|<link)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Sources();

    [GeneratedRegex("href=\"(?<to>[^\"#]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Links();
}
