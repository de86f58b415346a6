using Recall.App.Tests.Http;
using Recall.Core.Customers;

namespace Recall.App.Tests.Sequences;

public class ReplayEndpointTests
{
    private const string Path = "/api/sequences/replay";

    [Fact]
    public async Task A_file_that_is_not_in_force_is_played_over_the_past_and_nothing_is_written()
    {
        await using var shop = await TestShop.StartAsync();
        var file = TestSequences.SayHello.Replace("sequence: say-hello", "sequence: new-one\npriority: 900", StringComparison.Ordinal);
        var before = shop.Store.Batches;

        var answer = (await shop.PostAsync($"{Path}?from=2025-08-15&to=2025-10-31", file, "text/yaml")).ShouldBe(200);

        shop.Store.Batches.ShouldBe(before);
        var report = answer["report"]!;
        Passes(report).ShouldBe(1);
        report["sequence"]!.GetValue<string>().ShouldBe("new-one");
        report["clashes"]!.AsArray().Count.ShouldBe(3); // say-hello is another one.
        answer["enrolments"]!.AsArray().ShouldHaveSingleItem()!["customer"]!.GetValue<string>().ShouldBe("shop:ann");
    }

    [Fact]
    public async Task Who_cannot_be_reached_stays_out_unless_everybody_is_taken_to_be_reachable()
    {
        await using var shop = await TestShop.StartAsync();
        var bob = CustomerKey.Parse("shop:bob");
        await shop.IngestAsync(new OrderPlaced { Id = "o1", Customer = bob, At = new(2025, 6, 1, 9, 0, 0, TimeSpan.Zero), Total = 9 });

        var truth = (await shop.PostAsync($"{Path}?from=2025-08-15&to=2025-10-31", TestSequences.SayHello, "text/yaml")).ShouldBe(200)["report"]!;
        var assumed = (await shop.PostAsync($"{Path}?from=2025-08-15&to=2025-10-31&reachable=email,sms", TestSequences.SayHello, "text/yaml")).ShouldBe(200)["report"]!;

        truth["notEnrolled"]!["unreachable"]!.GetValue<int>().ShouldBe(1);
        assumed["notEnrolled"]!.AsObject().ContainsKey("unreachable").ShouldBeFalse();
        (Passes(truth), Passes(assumed)).ShouldBe((0, 1)); // Ann is in another one.
        assumed["reachable"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["email", "sms"]);
    }

    [Fact]
    public async Task Days_and_channels_that_are_none_are_named()
    {
        await using var shop = await TestShop.StartAsync();

        (await PostAsync("to=2025-10-31")).ShouldBlame("from").ShouldContain("is missing");
        (await PostAsync("from=2025-10-1&to=2025-10-31")).ShouldBlame("from").ShouldContain("2025-10-1");
        (await PostAsync("from=2025-10-31&to=2025-10-01")).ShouldBlame("to").ShouldContain("before the first day");
        (await PostAsync("from=2025-10-01&to=2027-10-01")).ShouldBlame("to").ShouldContain("history goes to 2026-03-01");
        (await PostAsync("from=2025-10-01&to=2025-10-31&reachable=emial")).ShouldBlame("reachable").ShouldContain("did you mean 'email'?");
        (await PostAsync("from=2025-10-01&to=2025-10-31", "sequence: x")).ShouldBlame("body").ShouldContain("x.yaml:");

        Task<Answer> PostAsync(string query, string? body = null) => shop.PostAsync($"{Path}?{query}", body ?? TestSequences.SayHello, "text/yaml");
    }

    [Fact]
    public async Task More_customers_and_days_than_one_request_may_ask_for_are_refused()
    {
        await using var shop = await TestShop.StartAsync();
        for (var i = 0; i < 4; i++)
            await shop.IngestAsync(new OrderPlaced { Id = "o1", Customer = CustomerKey.Parse($"shop:c{i}"), At = new(2025, 6, 1, 9, 0, 0, TimeSpan.Zero), Total = 9 });

        (await shop.PostAsync($"{Path}?from=0001-01-01&to=2026-02-28", TestSequences.SayHello, "text/yaml")).ShouldFail(422, "too-much")["detail"]!
            .GetValue<string>().ShouldContain("at most 4 customers");
    }

    private static int Passes(System.Text.Json.Nodes.JsonNode report) => report["treated"]!.GetValue<int>() + report["holdout"]!.GetValue<int>();
}
