using Recall.App.Http;

namespace Recall.App.Tests.Http;

public class ApiKeyTests
{
    private static readonly string[] Open = ["GetHealth", "ShowHome", "ShowDocument", "ShowDecision", "ShowConnector", "ShowChinesePage", "PostDelivery", "AskDelivery", "ShowUnsubscribe", "Unsubscribe", "OpenApi"];

    [Fact]
    public async Task Every_endpoint_but_the_open_ones_wants_a_key()
    {
        await using var shop = await TestShop.StartAsync();
        using var anonymous = shop.Anonymous();
        var endpoints = shop.Get<RecallFunctions>().Endpoints;
        endpoints.Count.ShouldBeGreaterThan(10);
        foreach (var (name, endpoint) in endpoints)
        {
            var method = endpoint.Metadata.OfType<Microsoft.AspNetCore.Routing.HttpMethodMetadata>().Single().HttpMethods[0];
            var path = endpoint.RoutePattern.RawText!.Replace("{documentName}", "v1", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new(method), path);
            var answer = await Answer.Of(await anonymous.SendAsync(request, TestContext.Current.CancellationToken));
            if (Open.Contains(name, StringComparer.Ordinal))
                answer.Status.ShouldNotBe(401, name);
            else if (name == "ShowFigures")
                answer.Status.ShouldBe(401, "for browsers, with a page and not a problem");
            else
                answer.ShouldFail(401, "unauthorized")["detail"]!.GetValue<string>().ShouldContain("X-Api-Key", Case.Sensitive, name);
        }
    }

    [Theory]
    [InlineData(TestShop.Key, 200)]
    [InlineData(TestShop.OldKey, 200)]
    [InlineData("the-key-of-the-testS", 401)]
    [InlineData("the-key-of-the-test", 401)]
    [InlineData("", 401)]
    public async Task Any_of_the_keys_opens_and_nothing_else_does(string key, int status)
    {
        await using var shop = await TestShop.StartAsync();
        using var client = shop.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation(ApiKeys.Header, key);

        (await Answer.Of(await client.GetAsync("/api/sequences", TestContext.Current.CancellationToken))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Two_keys_at_once_are_refused_even_if_both_are_right()
    {
        await using var shop = await TestShop.StartAsync();
        using var client = shop.Anonymous();
        client.DefaultRequestHeaders.Add(ApiKeys.Header, [TestShop.Key, TestShop.OldKey]);

        (await Answer.Of(await client.GetAsync("/api/sequences", TestContext.Current.CancellationToken))).ShouldFail(401, "unauthorized");
    }

    [Fact]
    public void Keys_that_protect_nothing_are_refused_at_the_start()
    {
        Should.Throw<ArgumentException>(() => new ApiKeys([])).Message.ShouldContain("At least one");
        Should.Throw<ArgumentException>(() => new ApiKeys([TestShop.Key, "short"])).Message.ShouldContain("API key 2 is too short");
    }
}
