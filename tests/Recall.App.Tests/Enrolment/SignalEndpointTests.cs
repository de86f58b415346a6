using System.Text.Json;
using Recall.App.Tests.Http;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Enrolment;

public class SignalEndpointTests
{
    [Fact]
    public async Task A_cancel_ends_the_run_and_gives_the_customer_free()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("say-hello");

        var taken = (await Signal(shop, id, new { id = "stop-1", kind = "cancel", detail = "asked on the phone" })).ShouldBe(202);

        taken["note"].ShouldBeNull();
        var ended = (await shop.GetAsync($"/api/enrolments/{id}")).ShouldBe(200);
        ended["outcome"]!.GetValue<string>().ShouldBe("cancelled");
        ended["reason"]!.GetValue<string>().ShouldBe("cancelled: asked on the phone");
        ended["run"]!["phase"]!.GetValue<string>().ShouldBe("done");
        (await Signal(shop, id, new { id = "stop-2", kind = "cancel" })).ShouldBe(202)["note"]!
            .GetValue<string>().ShouldContain("ended at 2026-03-01 12:00 UTC with 'cancelled'");
    }

    [Fact]
    public async Task An_order_that_was_known_changes_nothing_and_one_during_the_run_does()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("say-hello");

        (await Signal(shop, id, new { id = "early", kind = "order", at = "2025-01-28T23:00:00Z" })).ShouldBe(202);
        (await shop.Runtime.StatusAsync(EnrolmentId.Parse(id), TestContext.Current.CancellationToken))!.Phase.ShouldBe(RunPhase.Waiting);
        shop.Clock.Now += TimeSpan.FromHours(2);
        (await Signal(shop, id, new { id = "o9", kind = "order", at = "2026-03-01T14:30:00+01:00" })).ShouldBe(202);
        (await shop.GetAsync($"/api/enrolments/{id}")).ShouldBe(200)["outcome"]!.GetValue<string>().ShouldBe("recovered");
    }

    [Fact]
    public async Task An_order_from_before_the_run_that_was_not_known_ends_it()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("say-hello");

        (await Signal(shop, id, new { id = "o9", kind = "order", at = "2026-03-01T11:00:00Z" })).ShouldBe(202);

        var ended = (await shop.GetAsync($"/api/enrolments/{id}")).ShouldBe(200);
        (ended["outcome"]!.GetValue<string>(), ended["reason"]!.GetValue<string>())
            .ShouldBe(("ordered-before", "an order from before the enrolment came in after it (o9)"));
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

        (await Signal(shop, id, body)).ShouldBlame(field).ShouldContain(message);
    }

    [Fact]
    public async Task An_agent_outcome_finishes_its_task()
    {
        await using var shop = await TestShop.StartAsync();
        var id = await shop.EnrolAsync("call-them");

        (await Signal(shop, id, new { id = "1", kind = "agent-outcome", step = "ask", detail = "agred" }))
            .ShouldBlame("detail").ShouldContain("did you mean 'agreed'?");
        (await Signal(shop, id, new { id = "1", kind = "agent-outcome", step = "ask", detail = "agreed" })).ShouldBe(202);
        (await Signal(shop, id, new { id = "2", kind = "agent-outcome", step = "ask", detail = "declined" })).ShouldFail(409, "closed");
        (await Signal(shop, id, new { id = "3", kind = "agent-outcome", step = "other", detail = "agreed" })).ShouldFail(404, "not-found");

        (await shop.Runtime.StatusAsync(EnrolmentId.Parse(id), TestContext.Current.CancellationToken))!.Step.ShouldBe("note-it");
    }

    private static Task<Answer> Signal(TestShop shop, string id, object body) =>
        shop.PostAsync($"/api/enrolments/{id}/signals", body as string ?? JsonSerializer.Serialize(body));
}
