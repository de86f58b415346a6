namespace Recall.App.Tests.Http;

/// <summary>Errors of events are like the others; what events may be is tested with the intake.</summary>
public class EventProblemTests
{
    [Theory]
    [InlineData("{", "application/json", 400, "invalid")]
    [InlineData("[{}]", "application/json", 422, "rejected")]
    [InlineData("a,b", "text/csv", 415, "media-type")]
    public async Task They_are_Problem_Details_with_a_code_and_the_correlation_id(string body, string type, int status, string code)
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.PostAsync("/api/events", body, type)).ShouldFail(status, code);
    }

    [Fact]
    public async Task An_event_that_is_taken_can_be_seen()
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.PostAsync("/api/events", new { type = "order", id = "o-9", customer = "shop:zoe", at = "2026-02-27T10:00:00Z", total = 5 }))
            .ShouldBe(202)["accepted"]!.GetValue<int>().ShouldBe(1);

        (await shop.GetAsync("/api/customers/shop:zoe")).ShouldBe(200)["timeline"]!["entries"]![0]!["id"]!.GetValue<string>().ShouldBe("o-9");
    }
}
