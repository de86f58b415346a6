using Recall.App.Sequences.Previewing;
using Recall.App.Tests.Http;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Sequences;

/// <summary>What a preview says is what the runtime then does; and it does nothing itself.</summary>
public class PreviewSequenceTests
{
    private const string Steps =
        """
        - { coupon: offer, percent: 10, valid-for: 14 days }
        - { send: first, channels: [email], template: offer, coupon: offer, expires-after: 2 days }
        - { send: second, channels: [sms, email], template: offer, coupon: offer, expires-after: 5 days }
        - { wait: a-while, for: 3 days, until: [reply] }
        - branch: who
          cases:
          - when: { field: profile.orders, at-least: 5 }
            steps:
            - { send: to-regulars, channels: [email], template: note }
            - { end: regulars, outcome: regular }
          - when: { field: profile.days-since-order, at-least: 103 }
            steps:
            - { send: to-silent, channels: [email], template: note }
            - handoff: call
              queue: care
              sla: 2 days
              note: { en: Call them }
              outcomes:
                won:
                - { end: called, outcome: won-by-call }
              overdue:
              - { send: too-late, channels: [email], template: note, expires-after: 9 days }
          default:
          - { send: to-others, channels: [email], template: note }
        - { send: last, channels: [sms], template: note }
        """;

    private static readonly Policy Nights = new()
    {
        QuietHours = new(new TimeOnly(21, 0), new TimeOnly(9, 0)), Caps = [new(null, 1, TimeSpan.FromDays(2))],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sequences_own_rules_are_kept_and_named()
    {
        using var shop = new CornerShop(Nights, SequenceText.Of("hello", "- { send: mail, channels: [email], template: note }", more: "policy: { quiet-hours: 20:00-13:30, daily-messages: 1 }"));
        var ann = await shop.CustomerAsync("ann", "Europe/London");
        (await PreviewAsync(shop, ann)).Steps[0].ShouldSatisfyAllConditions(
            s => s.Message!.At.ShouldBe(CornerShop.Noon.AddHours(1.5)), s => string.Join(' ', s.Deferred.Select(h => h.Reason)).ShouldContain("quiet hours 20:00-13:30"));

        await shop.EnterAsync("hello", "bob");
        await shop.PassAsync(TimeSpan.FromHours(2));
        (await PreviewAsync(shop, ann)).Steps[0].Message!.At.ShouldBe(CornerShop.Noon.AddDays(1).AddHours(1.5), "today's only message is gone");
    }

    [Fact]
    public async Task A_code_and_a_message_that_no_money_is_left_for_are_shown_to_wait_for_it()
    {
        var settings = new Core.Shop.ShopSettings { Name = "Tea", Policy = new() { Budget = new(6, null) }, TouchCosts = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["email"] = 0.5m } };
        using var shop = new CornerShop(settings, SequenceText.Of("hello", "- { coupon: gift, amount: 5, valid-for: 14 days }\n- { send: mail, channels: [email], template: offer, coupon: gift }"));
        var ann = await shop.CustomerAsync("ann");
        await shop.EnterAsync("hello", "bob");

        var (code, mail) = ((await PreviewAsync(shop, ann)).Steps[0], (await PreviewAsync(shop, ann)).Steps[1]);

        var tomorrow = CornerShop.Noon.AddHours(12);
        code.Deferred.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.Until.ShouldBe(tomorrow), d => d.Code.ShouldBe("daily-money"), d => d.Reason.ShouldBe("it would pass the shop's budget of 6 a day for messages and coupons"));
        code.Coupon!.ExpiresAt.ShouldBe(tomorrow.AddDays(15), "the end of the fourteenth day");
        mail.Message!.At.ShouldBe(tomorrow);
    }

    [Fact]
    public async Task A_code_for_somebody_without_an_order_costs_what_it_takes_off_the_shops_mean_order()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { coupon: gift, percent: 20, valid-for: 14 days, budget: { total: 10 } }", audience: "{ field: profile.orders, is: 0 }"));
        await shop.CustomerAsync("bob");
        var ann = CornerShop.Key("ann");
        await shop.GiveAsync(new CustomerChanged { Id = "c", Customer = ann, At = shop.Now.AddDays(-1), Email = "ann@example.com" });
        (await PreviewAsync(shop, ann)).Steps[0].Skipped.ShouldBe("one more code would pass the step's budget of 10", "20 % of 100");

        await shop.ScoreAsync();

        (await PreviewAsync(shop, ann)).Steps[0].Coupon.ShouldNotBeNull("20 % of 40");
    }

    [Theory]
    [InlineData("Asia/Shanghai")]
    [InlineData("America/Los_Angeles")]
    [InlineData("Europe/London")]
    public async Task The_runtime_then_sends_what_the_preview_said_when_it_said(string zone)
    {
        using var shop = new CornerShop(Nights, SequenceText.Of("hello", Steps));
        var ann = await shop.CustomerAsync("ann", zone);
        shop.Clock.Advance(TimeSpan.FromHours(10)); // Night in London.

        var preview = await PreviewAsync(shop, ann);
        var before = shop.Store.Batches;
        await PreviewAsync(shop, ann);
        shop.Store.Batches.ShouldBe(before);

        (await shop.EnrolAsync("hello", "ann")).Id.ShouldNotBeNull();
        await shop.PassAsync(TimeSpan.FromDays(29));
        var sent = (await shop.CustomerRowAsync("ann")).Engagement.Touches;
        Flat(preview.Steps).Where(s => s.Taken && s.Message is not null).Select(s => new Touch(s.Message!.At, s.Message.Channel, "hello--shop:ann--1/" + s.Step))
            .ShouldBe(sent);
        sent.Count.ShouldBe(5);
        preview.Outcome.ShouldBe(Outcomes.NotRecovered);
    }

    [Theory]
    [InlineData("ann", "Asia/Shanghai")]
    [InlineData("bob", "America/Los_Angeles")]
    [InlineData("eve", "Pacific/Auckland")]
    [InlineData("joe", "Europe/London")]
    public async Task Waits_by_the_clock_variants_tags_and_webhooks_are_previewed_as_they_then_come(string name, string zone)
    {
        using var shop = new CornerShop(Nights, SequenceText.Of(
            "hello", """
            - ab: pace
              variants:
                morning: { steps: [ { wait: to-morning, for: 1 day, until-time: "10:30" }, { send: early, channels: [email], template: note } ] }
                weekend: { steps: [ { wait: to-weekend, on: [saturday, sunday] }, { send: late, channels: [email], template: note } ] }
            - { tag: mark, add: previewed }
            - { webhook: tell, to: crm }
            - { wait: evening, until-time: "18:30", on: [tuesday] }
            - { send: last, channels: [sms], template: note, expires-after: 9 days }
            """));
        var preview = await PreviewAsync(shop, await shop.CustomerAsync(name, zone));

        (await shop.EnrolAsync("hello", name)).Id.ShouldNotBeNull();
        await shop.PassAsync(TimeSpan.FromDays(29));

        Flat(preview.Steps).Where(s => s.Taken && s.Message is not null).Select(s => new Touch(s.Message!.At, s.Message.Channel, $"hello--shop:{name}--1/{s.Step}"))
            .ShouldBe((await shop.CustomerRowAsync(name)).Engagement.Touches);
        preview.Steps.Select(s => s.Kind).ShouldBe(["ab", "tag", "webhook", "wait", "send"]);
        preview.Steps[0].Ways.Select(w => (w.Kind, w.Name)).ShouldBe([("variant", "morning"), ("variant", "weekend")]);
        preview.Steps[0].Ways.Count(w => w.Taken).ShouldBe(1);
    }

    [Fact]
    public async Task Every_way_is_shown_and_those_not_taken_are_marked()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        var preview = await PreviewAsync(shop, await shop.CustomerAsync("ann"));

        var who = preview.Steps.Single(s => s.Step == "who");
        who.Ways.Select(w => (w.Kind, w.Name, w.Taken, w.Outcome)).ShouldBe(
            [("case", "1", false, "regular"), ("case", "2", true, null), ("default", null, false, null)]);
        who.Ways[0].Because.ShouldBe("profile.orders is 1, not at least 5");
        who.Ways[0].Steps.ShouldHaveSingleItem().Message.ShouldNotBeNull().LocalAt.ShouldBe("2026-03-05 Thu 12:00");
        var call = who.Ways[1].Steps[1];
        call.Ways.Select(w => (w.Kind, w.Name, w.Taken, w.Outcome)).ShouldBe([("overdue", null, true, null), ("word", "won", false, "won-by-call")]);
        preview.Steps[^1].ShouldSatisfyAllConditions(s => s.Step.ShouldBe("last"), s => s.Taken.ShouldBeTrue());
    }

    [Fact]
    public async Task Who_takes_an_end_sees_the_rest_as_not_taken()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        var ann = await shop.CustomerAsync("ann");
        for (var i = 0; i < 4; i++)
            await shop.GiveAsync(new OrderPlaced { Id = $"more{i}", Customer = ann, At = shop.Now.AddDays(-9 + i), Total = 1 });

        var preview = await PreviewAsync(shop, ann);

        preview.Outcome.ShouldBe("regular");
        preview.Steps[^1].ShouldSatisfyAllConditions(s => s.Step.ShouldBe("last"), s => s.Taken.ShouldBeFalse());
    }

    [Fact]
    public async Task Why_a_message_would_not_go_out_is_said()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { coupon: offer, amount: 5, valid-for: 1 hours, max-issued: 1 }\n- { send: offered, channels: [email], template: offer, coupon: offer }\n" + SequenceText.Mail));
        await shop.EnterAsync("hello", "bob");
        var ann = await shop.CustomerAsync("ann");
        await shop.UnsubscribeAsync("ann", "email");

        var preview = await PreviewAsync(shop, ann);

        preview.Steps.Select(s => s.Skipped).ShouldBe(
            ["all 1 codes of this step are given out", "not reachable: email: consent withdrawn", "not reachable: email: consent withdrawn"]);
        preview.Standing.ShouldBe("stays-out");
        preview.Because.ShouldBe("not reachable: email: consent withdrawn");
        (preview.InAudience, preview.Code).ShouldBe((true, "unreachable"));
    }

    [Fact]
    public async Task The_message_reads_as_it_would_with_a_code_and_a_link_that_are_examples()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));

        var preview = await PreviewAsync(shop, await shop.CustomerAsync("ann"));

        var (mail, sms) = (preview.Steps[1].Message!, preview.Steps[2].Message!);
        mail.Subject.ShouldBe("Hello");
        mail.To.ShouldBe("a***@example.com");
        mail.Text.ShouldBe("EXAMPLE123 Tea, 1 Example Street, Example City https://shop.example.com/unsubscribe?c=shop%3Aann&s=00000000000000000000000000000000");
        mail.Html!.ShouldContain("<p>EXAMPLE123 Tea");
        sms.Segments.ShouldBe(1);
        preview.Steps[0].Coupon!.ExampleCode.ShouldBe("EXAMPLE123");
    }

    [Fact]
    public async Task Over_http_a_file_that_is_not_in_force_is_previewed_in_the_readers_language()
    {
        await using var shop = await TestShop.StartAsync();

        var answer = (await shop.PostAsync("/api/sequences/preview?customer=shop:ann&locale=zh-CN", SequenceText.Of("new-one", Steps), "text/yaml")).ShouldBe(200);

        answer["inAudience"]!.GetValue<bool>().ShouldBeTrue();
        answer["standing"]!.GetValue<string>().ShouldBe("would-enter");
        answer["arm"]!.GetValue<string>().ShouldBe("treated");
        answer["audience"]![0]!["because"]!.GetValue<string>().ShouldBe("订单数为 2，不低于 1");
        answer["steps"]!.AsArray().Select(s => s!["kind"]!.GetValue<string>()).ShouldBe(["coupon", "send", "send", "wait", "branch", "send"]);
    }

    [Fact]
    public async Task Over_http_errors_of_the_file_and_unknown_customers_are_problems()
    {
        await using var shop = await TestShop.StartAsync();
        var good = SequenceText.Of("new-one", Steps);

        (await shop.PostAsync("/api/sequences/preview?customer=shop:nobody", good, "text/yaml")).ShouldFail(404, "not-found");
        (await shop.PostAsync("/api/sequences/preview", good, "text/yaml")).ShouldBlame("customer").ShouldContain("is missing");
        (await shop.PostAsync("/api/sequences/preview?customer=shop:ann", good.Replace("percent", "precent", StringComparison.Ordinal), "text/yaml"))
            .ShouldBlame("body").ShouldContain("did you mean 'percent'?");
        (await shop.PostAsync("/api/sequences/preview?customer=shop:ann", good, "application/json")).ShouldFail(415, "media-type");
    }

    private static async Task<PreviewAnswer> PreviewAsync(CornerShop shop, CustomerKey customer) =>
        (await shop.Get<PreviewSequence>().HandleAsync(shop.Sequence("hello"), customer, "en", Cancel)).ShouldNotBeNull();

    private static IEnumerable<PreviewedStep> Flat(IEnumerable<PreviewedStep> steps) =>
        steps.SelectMany(s => Flat(s.Ways.SelectMany(w => w.Steps)).Prepend(s));
}
