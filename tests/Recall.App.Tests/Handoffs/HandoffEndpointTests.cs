using System.Text.Json;
using System.Text.Json.Nodes;
using Recall.App.Tests.Http;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Handoffs;

public class HandoffEndpointTests
{
    private const string Ask = "/api/handoffs/call-them--shop:ann--1--ask";

    [Fact]
    public async Task Open_tasks_are_listed_by_queue_and_status()
    {
        await using var shop = await TestShop.StartAsync();
        (await List(shop, "")).ShouldBeEmpty();
        await shop.EnrolAsync("call-them");

        var task = (await List(shop, "")).ShouldHaveSingleItem();

        task["id"]!.GetValue<string>().ShouldBe("call-them--shop:ann--1--ask");
        task["note"]!.GetValue<string>().ShouldBe("Ask what is missing.");
        task["outcomes"]!.AsArray().Select(o => o!.GetValue<string>()).ShouldBe(["agreed", "declined"]);
        task["status"]!.GetValue<string>().ShouldBe("open");
        (await List(shop, "?queue=care&status=all")).Count.ShouldBe(1);
        (await List(shop, "?queue=desk")).ShouldBeEmpty();
        (await List(shop, "?status=resolved")).ShouldBeEmpty();
        (await shop.GetAsync("/api/handoffs?status=opne")).ShouldBlame("status").ShouldContain("did you mean 'open'?");
    }

    [Fact]
    public async Task A_task_that_is_overdue_is_off_the_list_and_who_comes_late_is_told_so()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("call-them");
        await Claim(shop, new { agent = "Mei" });
        shop.Clock.Now += TimeSpan.FromDays(2);
        await shop.Runtime.TickAsync(EnrolmentId.Parse(id));

        (await List(shop, "?queue=care")).ShouldBeEmpty();
        var task = (await List(shop, "?status=overdue")).ShouldHaveSingleItem();
        (task["status"]!.GetValue<string>(), task["outcome"], task["claimedBy"]!.GetValue<string>()).ShouldBe(("overdue", null, "Mei"));
        foreach (var late in (Answer[])
            [
                await Claim(shop, new { agent = "Mei" }), await Resolve(shop, new { agent = "Mei", outcome = "agreed" }),
                await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "t", kind = "agent-outcome", step = "ask", detail = "agreed" }),
            ])
        {
            late.ShouldFail(409, "overdue")["detail"]!.GetValue<string>().ShouldBe(
                "It was due at 2026-03-03 12:00 UTC, and the sequence has gone on without it at 2026-03-03 12:00 UTC.");
        }

        var run = (await shop.GetAsync($"/api/enrolments/{id}")).ShouldBe(200);
        run["run"]!["step"]!.GetValue<string>().ShouldBe("note-it");
        run["ledger"]!.AsArray().Select(l => (l!["kind"]!.GetValue<string>(), l["step"]?.GetValue<string>())).ShouldBe(
            [("enrolled", null), ("handoff", "ask"), ("handoff", "note-it"), ("handoff-overdue", "ask")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_task_that_an_order_made_needless_says_so()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("call-them");
        (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "o9", kind = "order" })).ShouldBe(202);

        (await List(shop, "?status=no-longer-needed")).ShouldHaveSingleItem()["outcome"].ShouldBeNull();
        (await Resolve(shop, new { agent = "Mei", outcome = "agreed" })).ShouldFail(409, "no-longer-needed");
    }

    [Fact]
    public async Task A_task_belongs_to_who_claimed_it()
    {
        await using var shop = await TestShop.StartAsync();
        await shop.EnrolAsync("call-them");

        (await Claim(shop, new { agent = "Mei" })).ShouldBe(200)["claimedBy"]!.GetValue<string>().ShouldBe("Mei");
        (await Claim(shop, new { agent = "Mei" })).ShouldBe(200);
        (await Claim(shop, new { agent = "Tom" })).ShouldFail(409, "claimed")["detail"]!.GetValue<string>().ShouldStartWith("Mei has it");
        (await Resolve(shop, new { agent = "Tom", outcome = "agreed" })).ShouldFail(409, "claimed");
        (await Resolve(shop, new { agent = "Mei", outcome = "agreed" })).ShouldBe(200);
        (await Resolve(shop, new { agent = "Tom", outcome = "agreed" })).ShouldFail(409, "closed");
        (await Claim(shop, new { agent = "Tom" })).ShouldFail(409, "closed");
    }

    [Fact]
    public async Task The_outcome_moves_the_sequence_and_saying_it_twice_is_once()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("call-them");

        var closed = (await Resolve(shop, new { agent = "Mei", outcome = "declined" })).ShouldBe(200);
        shop.Clock.Now += TimeSpan.FromMinutes(1);
        (await Resolve(shop, new { agent = "Mei", outcome = "declined" })).ShouldBe(200).ToJsonString().ShouldBe(closed.ToJsonString());
        (await Resolve(shop, new { agent = "Mei", outcome = "agreed" })).ShouldFail(409, "closed")["detail"]!
            .GetValue<string>().ShouldBe("Mei finished it with 'declined' at 2026-03-01 12:00 UTC.");

        closed["closedAt"]!.GetValue<DateTimeOffset>().ShouldBe(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var run = (await shop.GetAsync($"/api/enrolments/{id}")).ShouldBe(200);
        run["run"]!["phase"]!.GetValue<string>().ShouldBe("observing");
        run["ledger"]!.AsArray().Count(l => l!["kind"]!.GetValue<string>() == "handoff-resolved").ShouldBe(1);
        (await List(shop, "")).ShouldBeEmpty();
        (await List(shop, "?status=resolved")).Single()["outcome"]!.GetValue<string>().ShouldBe("declined");
    }

    [Fact]
    public async Task A_word_that_the_task_does_not_know_is_refused_unless_it_knows_none()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("call-them");

        (await Resolve(shop, new { agent = "Mei", outcome = "agred" })).ShouldBlame("outcome").ShouldContain("did you mean 'agreed'?");
        (await Resolve(shop, new { agent = "Mei", outcome = "whatever" })).ShouldBlame("outcome").ShouldContain("use 'agreed' or 'declined'");
        (await Resolve(shop, new { agent = "Mei", outcome = "agreed" })).ShouldBe(200);
        (await shop.PostAsync("/api/handoffs/call-them--shop:ann--1--note-it/resolve", new { agent = "Mei", outcome = "Not a word" })).ShouldBlame("outcome");
        (await shop.PostAsync("/api/handoffs/call-them--shop:ann--1--note-it/resolve", new { agent = "Mei", outcome = "written-down" })).ShouldBe(200);

        (await shop.Runtime.StatusAsync(EnrolmentId.Parse(id), TestContext.Current.CancellationToken))!.Phase.ShouldBe(RunPhase.Observing);
    }

    [Theory]
    [InlineData("call-them--shop:ann--1--ask", 404)]
    [InlineData("call-them--shop:ann--1", 400)]
    [InlineData("call-them--shop:ann--1--as%3Fk", 400)]
    [InlineData("a", 400)]
    public async Task An_id_that_is_none_is_a_400_and_one_that_nobody_has_a_404(string id, int status)
    {
        await using var shop = await TestShop.StartAsync();
        var code = status == 404 ? "not-found" : "invalid";

        (await shop.PostAsync($"/api/handoffs/{id}/claim", new { agent = "Mei" })).ShouldFail(status, code);
        (await shop.PostAsync($"/api/handoffs/{id}/resolve", new { agent = "Mei", outcome = "agreed" })).ShouldFail(status, code);
    }

    [Fact]
    public async Task An_agent_has_a_name_that_fits()
    {
        await using var shop = await TestShop.StartAsync();
        await shop.EnrolAsync("call-them");

        (await Claim(shop, "{}")).ShouldBlame("agent").ShouldBe("is missing");
        (await Claim(shop, new { agent = new string('x', 101) })).ShouldBlame("agent").ShouldContain("at most 100");
        (await Resolve(shop, new { agent = "a\nb", outcome = "agreed" })).ShouldBlame("agent").ShouldContain("control character");
    }

    private static Task<Answer> Claim(TestShop shop, object body) =>
        shop.PostAsync($"{Ask}/claim", body as string ?? JsonSerializer.Serialize(body));

    private static Task<Answer> Resolve(TestShop shop, object body) => shop.PostAsync($"{Ask}/resolve", body);

    private static async Task<List<JsonNode>> List(TestShop shop, string query) =>
        [.. (await shop.GetAsync("/api/handoffs" + query)).ShouldBe(200)["handoffs"]!.AsArray().Select(h => h!)];
}
