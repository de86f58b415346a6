using Recall.App.Tests.Http;
using Recall.Core.Customers;

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
    public async Task Reasons_are_in_the_readers_language_and_their_codes_are_not()
    {
        await using var shop = await TestShop.StartAsync();
        shop.Client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN,zh;q=0.9");

        (await shop.PostAsync("/api/enrolments", new { sequence = "for-strangers", customer = "shop:ann" }))
            .ShouldFail(409, "not-in-audience")["detail"]!.GetValue<string>().ShouldContain("订单数为 2，不是 0");
        var made = (await shop.PostAsync("/api/enrolments", new { sequence = "say-hello", customer = "shop:ann" })).ShouldBe(201);
        made["reason"]!.GetValue<string>().ShouldStartWith("订单数为 2，不低于 1；");
        await shop.PostAsync($"/api/enrolments/{made["id"]}/signals", new { id = "x", kind = "cancel", detail = "来电取消" });

        var chinese = (await shop.GetAsync("/api/enrolments/say-hello--shop:ann--1")).ShouldBe(200);
        var english = (await shop.GetAsync("/api/enrolments/say-hello--shop:ann--1?locale=en")).ShouldBe(200);
        chinese["reason"]!.GetValue<string>().ShouldBe("已取消：来电取消");
        english["reason"]!.GetValue<string>().ShouldBe("cancelled: 来电取消");
        Said(chinese, "reason").ShouldBe(["订单数为 2，不低于 1；距上次下单的天数为 212，高于 30", "符合所有规则", "通道已接收", "已取消：来电取消"], ignoreOrder: true);
        Said(chinese, "code").ShouldBe(Said(english, "code"));
        Said(english, "code").ShouldBe(["several", "allowed", "carrier-took", "cancelled-for"], ignoreOrder: true);

        var timeline = (await shop.GetAsync("/api/customers/shop:ann")).ShouldBe(200)["timeline"]!["entries"]!.AsArray();
        timeline.Where(e => e!["source"]!.GetValue<string>() == "ledger").Select(e => e!["reason"]!.GetValue<string>()).ShouldBe(Said(chinese, "reason"), ignoreOrder: true);

        static List<string> Said(System.Text.Json.Nodes.JsonObject enrolment, string field) =>
            [.. enrolment["ledger"]!.AsArray().Select(l => l![field]!.GetValue<string>())];
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
    public async Task The_same_request_eight_times_at_once_is_one_enrolment_and_nobody_is_told_no()
    {
        await using var shop = await TestShop.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.PostAsync("/api/enrolments", new { sequence = "say-hello", customer = "shop:ann" })));

        answers.Select(a => (int)a.Response.StatusCode).Order().ShouldBe([200, 200, 200, 200, 200, 200, 200, 201]);
        shop.Store.Rows("customers").Count(r => r.RowKey.StartsWith("r|", StringComparison.Ordinal)).ShouldBe(1);
        (await shop.GetAsync("/api/enrolments/say-hello--shop:ann--1")).ShouldBe(200)["ledger"]!.AsArray()
            .Select(l => l!["kind"]!.GetValue<string>()).ShouldNotContain("not-enrolled", StringComparer.Ordinal);
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
