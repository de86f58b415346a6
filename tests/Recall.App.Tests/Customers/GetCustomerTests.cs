using System.Text.Json.Nodes;
using Recall.App.Scoring;
using Recall.App.Tests.Http;
using Recall.Core.Customers;

namespace Recall.App.Tests.Customers;

public class GetCustomerTests
{
    [Fact]
    public async Task Who_is_known_by_their_address_alone_is_found_by_it()
    {
        await using var shop = await TestShop.StartAsync();
        await shop.IngestAsync(new LoggedIn { Id = "l", Customer = CustomerKey.Parse("shop:" + ContactKey.OfEmail("Mei@example.com")), At = shop.Clock.Now });

        (await shop.GetAsync("/api/customers/shop:mei%40example.com")).ShouldBe(200);
        (await shop.GetAsync("/api/customers/shop:ann%40example.com")).ShouldFail(404, "not-found");
    }

    [Fact]
    public async Task Addresses_are_masked_everywhere()
    {
        await using var shop = await TestShop.StartAsync();
        await shop.EnrolAsync("say-hello");

        var answer = await shop.GetAsync("/api/customers/shop:ann");

        var person = answer.ShouldBe(200)["person"]!;
        person["email"]!.GetValue<string>().ShouldBe("a***@example.com");
        person["phone"]!.GetValue<string>().ShouldBe("+86***00");
        answer.Text.ShouldNotContain("ann.lee");
        answer.Text.ShouldNotContain("13800138000");
    }

    [Fact]
    public async Task Facts_bear_the_names_of_the_sequence_language()
    {
        await using var shop = await TestShop.StartAsync();

        var facts = (await shop.GetAsync("/api/customers/shop:ann?locale=zh")).ShouldBe(200)["facts"]!.AsArray()
            .ToDictionary(f => f!["field"]!.GetValue<string>(), f => f!, StringComparer.Ordinal);

        facts["profile.orders"]["value"]!.GetValue<int>().ShouldBe(2);
        facts["profile.orders"]["description"]!.GetValue<string>().ShouldBe("订单数");
        facts["profile.time-zone"]["value"].ShouldBeNull();
        facts["score.stage"]["value"].ShouldBeNull();
    }

    [Fact]
    public async Task A_score_comes_with_its_reasons_in_the_readers_language_and_null_for_what_no_model_gives()
    {
        await using var shop = await TestShop.StartAsync();
        (await shop.GetAsync("/api/customers/shop:ann")).ShouldBe(200)["score"].ShouldBeNull();
        var fit = await shop.Get<FitModel>().HandleAsync(cancellationToken: TestContext.Current.CancellationToken);
        await shop.Get<ScoreCustomers>().HandleAsync(fit.Model, cancellationToken: TestContext.Current.CancellationToken);

        var english = (await shop.GetAsync("/api/customers/shop:ann")).ShouldBe(200)["score"]!;
        shop.Client.DefaultRequestHeaders.Add("Accept-Language", "fr, zh-TW;q=0.8, en;q=0.5");
        var chinese = await shop.GetAsync("/api/customers/shop:ann");

        english["stage"]!.GetValue<string>().ShouldBeOneOf("growth", "mature", "dormant", "lost");
        english["pAlive"].ShouldBeNull();
        Text(english, "silence").ShouldContain("Silent for 212 days");
        Text(chinese.ShouldBe(200)["score"]!, "silence").ShouldContain("已沉默212天");
        chinese.Response.Content.Headers.ContentLanguage.ShouldBe(["zh-CN"]);
        Text((await shop.GetAsync("/api/customers/shop:ann?locale=en")).ShouldBe(200)["score"]!, "silence").ShouldStartWith("Silent");
    }

    [Fact]
    public async Task Every_sequence_says_why_or_why_not()
    {
        await using var shop = await TestShop.StartAsync();
        var before = await Standings(shop);
        var id = await shop.EnrolAsync("say-hello");
        var after = await Standings(shop);

        before["call-them"]["standing"]!.GetValue<string>().ShouldBe("would-enter");
        before["for-strangers"]["standing"]!.GetValue<string>().ShouldBe("stays-out");
        before["for-strangers"]["code"]!.GetValue<string>().ShouldBe("not-in-audience");
        before["for-strangers"]["because"]!.GetValue<string>().ShouldBe("profile.orders is 2, not 0");
        after["say-hello"]["standing"]!.GetValue<string>().ShouldBe("in-it");
        after["say-hello"]["enrolment"]!.GetValue<string>().ShouldBe(id);
        after["say-hello"]["entries"]!.GetValue<int>().ShouldBe(1);
        after["call-them"]["code"]!.GetValue<string>().ShouldBe("other-sequence");
    }

    [Theory]
    [InlineData("shop:nobody", 404)]
    [InlineData("shop:a--b", 404)]
    [InlineData("shop:a%25b", 404)]
    [InlineData("shop:%E5%BC%A0", 404)]
    [InlineData("ann", 400)]
    [InlineData("shop:", 400)]
    [InlineData("shop:a%3Fb", 400)]
    [InlineData("shop:a%5Cb", 400)]
    [InlineData("shop:a%7Cb", 400)]
    [InlineData("shop:a%23b", 400)]
    [InlineData("shop:a%01b", 400)]
    [InlineData("Shop:ann", 400)]
    public async Task A_key_that_nobody_has_is_a_404_and_one_that_nobody_can_have_a_400(string key, int status)
    {
        await using var shop = await TestShop.StartAsync();

        var answer = await shop.GetAsync($"/api/customers/{key}");

        answer.ShouldFail(status, status == 404 ? "not-found" : "invalid");
        if (status == 400)
            answer.ShouldBlame("key").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("take=0", "take")]
    [InlineData("take=201", "take")]
    [InlineData("take=ten", "take")]
    [InlineData("locale=%3Cscript%3E", "locale")]
    [InlineData("after=bm8", "after")]
    [InlineData("after=%F0%9F%98%80", "after")]
    public async Task Wrong_parameters_are_named(string query, string field)
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.GetAsync($"/api/customers/shop:ann?{query}")).ShouldBlame(field).ShouldNotBeEmpty();
    }

    private static async Task<Dictionary<string, JsonNode>> Standings(TestShop shop) =>
        (await shop.GetAsync("/api/customers/shop:ann")).ShouldBe(200)["sequences"]!.AsArray()
            .ToDictionary(s => s!["sequence"]!.GetValue<string>(), s => s!, StringComparer.Ordinal);

    private static string Text(JsonNode score, string indicator) =>
        score["reasons"]!.AsArray().Single(r => r!["indicator"]!.GetValue<string>() == indicator)!["text"]!.GetValue<string>();
}
