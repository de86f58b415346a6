using Recall.App.Tests.Http;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Enrolment;

public class EnrolmentEndpointTests
{
    [Fact]
    public async Task Enrolling_answers_201_with_where_it_is()
    {
        await using var shop = await TestShop.StartAsync();

        var answer = await shop.PostAsync("/api/enrolments", new { sequence = "say-hello", customer = "shop:ann" });

        var made = answer.ShouldBe(201);
        made["id"]!.GetValue<string>().ShouldBe("say-hello--shop:ann--1");
        made["arm"]!.GetValue<string>().ShouldBe("treated");
        var there = (await shop.GetAsync(answer.Response.Headers.Location!.ToString())).ShouldBe(200);
        there["why"]!.GetValue<string>().ShouldStartWith("profile.orders is 2");
        there["run"]!["phase"]!.GetValue<string>().ShouldBe("waiting");
        there["run"]!["step"]!.GetValue<string>().ShouldBe("a-while");
        var message = there["messages"]!.AsArray().ShouldHaveSingleItem()!;
        message["to"]!.GetValue<string>().ShouldBe("a***@example.com");
        message["state"]!.GetValue<string>().ShouldBe("accepted");
        there["ledger"]!.AsArray().Select(l => l!["kind"]!.GetValue<string>()).ShouldBe(["enrolled", "reserved", "sent"], ignoreOrder: true);
    }

    [Fact]
    public async Task Enrolling_twice_is_one_enrolment_and_a_200()
    {
        await using var shop = await TestShop.StartAsync();
        await shop.EnrolAsync("say-hello");

        var again = (await shop.PostAsync("/api/enrolments", new { sequence = "say-hello", customer = "shop:ann" })).ShouldBe(200);

        again["created"]!.GetValue<bool>().ShouldBeFalse();
        again["id"]!.GetValue<string>().ShouldBe("say-hello--shop:ann--1");
        shop.Store.Rows("customers").Count(r => r.RowKey.StartsWith("r|", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_rule_that_says_no_is_a_409_with_its_word()
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.PostAsync("/api/enrolments", new { sequence = "for-strangers", customer = "shop:ann" }))
            .ShouldFail(409, "not-in-audience")["detail"]!.GetValue<string>().ShouldContain("profile.orders is 2, not 0");
        var id = await shop.EnrolAsync("say-hello");
        (await shop.PostAsync("/api/enrolments", new { sequence = "call-them", customer = "shop:ann" })).ShouldFail(409, "other-sequence");
        (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "x", kind = "cancel" })).ShouldBe(202);
        (await shop.PostAsync("/api/enrolments", new { sequence = "say-hello", customer = "shop:ann" })).ShouldFail(409, "reentry");
        shop.Store.Rows("customers").Count(r => r.RowKey.StartsWith("r|", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_customer_without_events_is_a_404()
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.PostAsync("/api/enrolments", new { sequence = "say-hello", customer = "shop:bob" })).ShouldFail(404, "not-found");
    }

    [Fact]
    public async Task A_cancel_ends_the_run_and_gives_the_customer_free()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("say-hello");

        var taken = (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "stop-1", kind = "cancel", detail = "asked on the phone" })).ShouldBe(202);

        taken["note"].ShouldBeNull();
        var ended = (await shop.GetAsync($"/api/enrolments/{id}")).ShouldBe(200);
        ended["outcome"]!.GetValue<string>().ShouldBe("cancelled");
        ended["reason"]!.GetValue<string>().ShouldBe("asked on the phone");
        ended["run"]!["phase"]!.GetValue<string>().ShouldBe("done");
        (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "stop-2", kind = "cancel" })).ShouldBe(202)["note"]!
            .GetValue<string>().ShouldContain("ended at 2026-03-01 12:00 UTC with 'cancelled'");
    }

    [Fact]
    public async Task A_signal_that_happened_before_the_run_changes_nothing_and_one_during_it_does()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("say-hello");

        (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "early", kind = "order", at = "2026-02-28T23:00:00Z" })).ShouldBe(202);
        (await shop.Runtime.StatusAsync(EnrolmentId.Parse(id), TestContext.Current.CancellationToken))!.Phase.ShouldBe(RunPhase.Waiting);
        shop.Clock.Now += TimeSpan.FromHours(2);
        (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "o9", kind = "order", at = "2026-03-01T14:30:00+01:00" })).ShouldBe(202);
        (await shop.GetAsync($"/api/enrolments/{id}")).ShouldBe(200)["outcome"]!.GetValue<string>().ShouldBe("recovered");
    }

    [Theory]
    [InlineData("""{"id":"1","kind":"cancle"}""", "kind", "did you mean 'cancel'?")]
    [InlineData("""{"id":"1","kind":"xyz"}""", "kind", "use 'order'")]
    [InlineData("""{"id":"a/b","kind":"cancel"}""", "id", "forbidden character")]
    [InlineData("""{"id":"1","kind":"cancel","at":"2026-03-01T10:00:00"}""", "at", "with its offset")]
    [InlineData("""{"id":"1","kind":"cancel","at":"yesterday"}""", "at", "such as '2026-03-01T09:30:00Z'")]
    [InlineData("""{"id":"1","kind":"order","at":"2026-03-01T13:00:00Z"}""", "at", "lies in the future")]
    [InlineData("""{"id":"1","kind":"order","step":"ask"}""", "step", "goes with 'agent-outcome' only")]
    [InlineData("""{"id":"1","kind":"agent-outcome"}""", "step", "handoff step")]
    [InlineData("""{"id":"1","kind":"agent-outcome","step":"ask"}""", "detail", "word of the outcome")]
    public async Task What_is_wrong_with_a_signal_is_said_by_field(string body, string field, string message)
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("call-them");

        (await shop.PostAsync($"/api/enrolments/{id}/signals", body)).ShouldBlame(field).ShouldContain(message);
    }

    [Fact]
    public async Task An_agent_outcome_finishes_its_task()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("call-them");

        (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "1", kind = "agent-outcome", step = "ask", detail = "agred" }))
            .ShouldBlame("detail").ShouldContain("did you mean 'agreed'?");
        (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "1", kind = "agent-outcome", step = "ask", detail = "agreed" })).ShouldBe(202);
        (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "2", kind = "agent-outcome", step = "ask", detail = "declined" })).ShouldFail(409, "closed");
        (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "3", kind = "agent-outcome", step = "other", detail = "agreed" })).ShouldFail(404, "not-found");

        (await shop.Runtime.StatusAsync(EnrolmentId.Parse(id), TestContext.Current.CancellationToken))!.Step.ShouldBe("note-it");
    }

    [Theory]
    [InlineData("say-hello--shop:ann--2", 404)]
    [InlineData("nothing--shop:ann--1", 404)]
    [InlineData("say-hello--shop:a--b--1", 404)]
    [InlineData("say-hello", 400)]
    [InlineData("say-hello--shop:ann--0", 400)]
    [InlineData("say-hello--shop:ann--01", 400)]
    [InlineData("say%3Fhello--shop:ann--1", 400)]
    [InlineData("say%7Chello--shop:ann--1", 400)]
    [InlineData("--shop:ann--1", 400)]
    public async Task An_id_that_is_none_is_a_400_and_one_that_nobody_has_a_404(string id, int status)
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.GetAsync($"/api/enrolments/{id}")).ShouldFail(status, status == 404 ? "not-found" : "invalid");
        (await shop.PostAsync($"/api/enrolments/{id}/signals", new { id = "1", kind = "cancel" })).ShouldFail(status, status == 404 ? "not-found" : "invalid");
    }

    [Fact]
    public async Task A_customer_whose_id_has_two_hyphens_can_be_enrolled_and_read()
    {
        await using var shop = await TestShop.StartAsync();
        var key = CustomerKey.Parse("shop:a--b c%张");
        await shop.IngestAsync(
            new OrderPlaced { Id = "o1", Customer = key, At = shop.Clock.Now.AddDays(-90), Total = 5 },
            new OrderPlaced { Id = "o2", Customer = key, At = shop.Clock.Now.AddDays(-60), Total = 5 });

        var answer = await shop.PostAsync("/api/enrolments", new { sequence = "call-them", customer = key.Value });

        answer.ShouldBe(201);
        (await shop.GetAsync(answer.Response.Headers.Location!.OriginalString)).ShouldBe(200)["customer"]!.GetValue<string>().ShouldBe(key.Value);
    }
}
