namespace Recall.App.Tests.Http;

public class ErrorTests
{
    [Fact]
    public async Task What_is_thrown_becomes_a_500_that_tells_nothing_but_where_to_look()
    {
        await using var shop = await TestShop.StartAsync();
        shop.Store.BeforeSubmit = (_, _) => throw new InvalidOperationException("password=hunter2");

        var answer = await shop.PostAsync("/api/enrolments", new { sequence = "say-hello", customer = "shop:ann" });

        var id = answer.ShouldFail(500, "unexpected")["correlationId"]!.GetValue<string>();
        answer.Text.ShouldContain(id);
        answer.Text.ShouldNotContain("hunter2");
        answer.Text.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("order-77.a_b:c", true)]
    [InlineData("with space", false)]
    [InlineData("<script>", false)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", false)]
    public async Task A_callers_correlation_id_is_kept_where_it_is_harmless(string id, bool kept)
    {
        await using var shop = await TestShop.StartAsync();
        shop.Client.DefaultRequestHeaders.TryAddWithoutValidation("X-Correlation-Id", id);

        var answer = await shop.GetAsync("/healthz");

        var back = answer.Response.Headers.GetValues("X-Correlation-Id").Single();
        (back == id).ShouldBe(kept);
        back.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_path_or_a_method_that_there_is_not_is_a_problem_too()
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.GetAsync("/api/customer/shop:ann")).ShouldFail(404, "no-endpoint");
        (await shop.GetAsync("/nowhere")).ShouldFail(404, "no-endpoint");
        (await shop.PostAsync("/api/sequences", "{}")).ShouldFail(405, "no-endpoint")["detail"]!.GetValue<string>().ShouldContain("use GET");
    }

    [Fact]
    public async Task A_body_is_read_up_to_its_limit_whether_it_says_its_length_or_not()
    {
        await using var shop = await TestShop.StartAsync();
        var big = new byte[70_000];

        (await shop.PostAsync("/api/enrolments", big, "application/json")).ShouldFail(413, "too-large");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/enrolments") { Content = new StreamContent(new MemoryStream(big)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        (await Answer.Of(await shop.Client.SendAsync(request, TestContext.Current.CancellationToken))).ShouldFail(413, "too-large");
    }

    [Theory]
    [InlineData("{", "body", "not valid JSON at line 1")]
    [InlineData("", "body", "not valid JSON")]
    [InlineData("[]", "body", "must be a JSON object, found a list")]
    [InlineData("{}", "sequence", "is missing")]
    [InlineData("{}", "customer", "is missing")]
    [InlineData("""{"sequence":7,"customer":"shop:ann"}""", "sequence", "must be a text in quotes, found a number")]
    [InlineData("""{"sequence":" ","customer":"shop:ann"}""", "sequence", "is missing")]
    [InlineData("""{"sequense":"say-hello","customer":"shop:ann"}""", "sequense", "did you mean 'sequence'?")]
    [InlineData("""{"sequence":"say-hello","sequence":"say-hello","customer":"shop:ann"}""", "sequence", "is there twice")]
    [InlineData("""{"sequence":"\ud800","customer":"shop:ann"}""", "sequence", "half a character")]
    [InlineData("""{"sequence":"say-hello","customer":"shop:ann@example.com"}""", "customer", "looks like an e-mail")]
    [InlineData("""{"sequence":"say-hello","customer":"shop:a/b"}""", "customer", "forbidden character '/'")]
    [InlineData("""{"sequence":"say-helo","customer":"shop:ann"}""", "sequence", "did you mean 'say-hello'?")]
    [InlineData("""{"sequence":"broken","customer":"shop:ann"}""", "sequence", "broken.yaml:1:1")]
    public async Task What_is_wrong_with_a_body_is_said_by_field(string body, string field, string message)
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.PostAsync("/api/enrolments", body)).ShouldBlame(field).ShouldContain(message);
    }

    [Fact]
    public async Task A_body_of_another_media_type_is_a_415()
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.PostAsync("/api/enrolments", "a=b", "application/x-www-form-urlencoded")).ShouldFail(415, "media-type");
        (await shop.PostAsync("/api/sequences/validate", "{}", "application/json")).ShouldFail(415, "media-type");
    }
}
