using Recall.App.Delivery;
using Recall.App.Tests.Http;
using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Tests.Privacy;

public class UnsubscribeTests
{
    private static readonly CustomerKey Ann = CustomerKey.Parse("shop:ann");

    [Fact]
    public async Task Following_the_link_changes_nothing()
    {
        await using var shop = await TestShop.StartAsync();
        using var person = shop.Anonymous();
        var batches = shop.Store.Batches;

        var page = await Answer.Of(await person.GetAsync(Link(shop), TestContext.Current.CancellationToken));

        page.Status.ShouldBe(200);
        page.Text.ShouldContain("<form method=\"post\">");
        page.Text.ShouldContain("from Tea &amp; Co?");
        page.Text.ShouldNotContain("shop:ann");
        page.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        shop.Store.Batches.ShouldBe(batches);
    }

    [Theory]
    [InlineData("List-Unsubscribe=One-Click")]
    [InlineData("")]
    public async Task Posting_to_it_ends_consent_and_the_run_that_was_on(string body)
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("say-hello");
        shop.Clock.Now += TimeSpan.FromMinutes(5);

        (await Post(shop, body)).Text.ShouldContain("You are unsubscribed");

        var customer = (await shop.GetAsync("/api/customers/shop:ann")).ShouldBe(200);
        customer["consents"]!["all"]!["granted"]!.GetValue<bool>().ShouldBeFalse();
        customer["timeline"]!["entries"]!.AsArray().Count(e => e!["kind"]!.GetValue<string>() == "consent").ShouldBe(2);
        (await shop.GetAsync($"/api/enrolments/{id}")).ShouldBe(200)["run"]!["phase"]!.GetValue<string>().ShouldBe("observing");
    }

    [Fact]
    public async Task Twice_is_once_and_a_new_consent_can_be_withdrawn_again()
    {
        await using var shop = await TestShop.StartAsync();

        await Post(shop, "List-Unsubscribe=One-Click");
        var batches = shop.Store.Batches;
        shop.Clock.Now += TimeSpan.FromDays(2);
        (await Post(shop, "")).Status.ShouldBe(200);
        shop.Store.Batches.ShouldBe(batches);

        // The shop's clock is ahead of ours: the person's word is the newer one all the same.
        await shop.IngestAsync(new ConsentChanged { Id = "k2", Customer = Ann, At = shop.Clock.Now.AddHours(1), Channel = "email", Granted = true });
        await Post(shop, "");
        var profile = (await shop.Get<Recall.App.Customers.CustomerStore>().FindAsync(Ann, TestContext.Current.CancellationToken))!.Profile;
        Channels.Obstacle(profile, "email", new HashSet<string>(StringComparer.Ordinal) { "email" })!.Say("en").ShouldBe("consent withdrawn");
    }

    [Fact]
    public async Task Many_clicks_at_once_are_one_event()
    {
        await using var shop = await TestShop.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Post(shop, "List-Unsubscribe=One-Click")));

        answers.ShouldAllBe(a => a.Status == 200);
        shop.Store.Rows("customers").Count(r => r.RowKey.StartsWith("e|shop:ann|id|unsubscribe", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_that_was_not_signed_here_is_a_404_and_changes_nothing()
    {
        await using var shop = await TestShop.StartAsync();
        using var person = shop.Anonymous();
        var batches = shop.Store.Batches;
        var good = Link(shop);
        string[] links =
        [
            good[..^1] + "x", good.Replace("shop%3Aann", "shop%3Abob", StringComparison.Ordinal), "/unsubscribe", "/unsubscribe?c=shop:ann",
            "/unsubscribe?c=%00&s=1", "/unsubscribe?c=shop:ann&s=%E5%BC%A0",
        ];
        foreach (var link in links)
        {
            (await Answer.Of(await person.GetAsync(link, TestContext.Current.CancellationToken))).Status.ShouldBe(404, link);
            (await Answer.Of(await person.PostAsync(link, null, TestContext.Current.CancellationToken))).Status.ShouldBe(404, link);
        }

        shop.Store.Batches.ShouldBe(batches);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9", "zh-CN", "确认退订")]
    [InlineData("de, en;q=0.1", "en", "Unsubscribe")]
    [InlineData("de", "zh-CN", "确认退订")]
    [InlineData(null, "zh-CN", "确认退订")]
    public async Task The_page_speaks_the_browsers_language_else_the_persons(string? accept, string lang, string button)
    {
        await using var shop = await TestShop.StartAsync();
        await shop.IngestAsync(new CustomerChanged { Id = "c2", Customer = Ann, At = shop.Clock.Now, Locale = "zh-CN" });
        using var person = shop.Anonymous();
        if (accept is not null)
            person.DefaultRequestHeaders.Add("Accept-Language", accept);

        var page = await Answer.Of(await person.GetAsync(Link(shop), TestContext.Current.CancellationToken));

        page.Text.ShouldContain($"<html lang=\"{lang}\">");
        page.Text.ShouldContain($"<button type=\"submit\">{button}</button>");
    }

    private static string Link(TestShop shop) => new Uri(shop.Get<UnsubscribeLinks>().For(Ann)).PathAndQuery;

    private static async Task<Answer> Post(TestShop shop, string body)
    {
        using var person = shop.Anonymous();
        using var content = new StringContent(body, System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
        return await Answer.Of(await person.PostAsync(Link(shop), content, TestContext.Current.CancellationToken));
    }
}
