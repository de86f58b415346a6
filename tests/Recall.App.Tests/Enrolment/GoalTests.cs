using Recall.App.Handoffs;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Enrolment;

public class GoalTests
{
    private const string Two = "- { wait: calm, for: 2 days }\n- { send: mail, channels: [email], template: note }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("at-least: 50", 49.99, "tea", false, Outcomes.NotRecovered)]
    [InlineData("at-least: 50", 50, "tea", false, Outcomes.Recovered)]
    [InlineData("category: Tea", 20, "tea", false, Outcomes.Recovered)]
    [InlineData("category: coffee", 20, "tea", false, Outcomes.NotRecovered)]
    [InlineData("with-coupon: true", 20, "tea", false, Outcomes.NotRecovered)]
    [InlineData("with-coupon: true", 20, "tea", true, Outcomes.Recovered)]
    [InlineData("with-coupon: false", 20, "tea", true, Outcomes.NotRecovered)]
    public async Task An_order_ends_the_run_where_it_is_the_one_the_sequence_is_for(string goal, double total, string category, bool coupon, string outcome)
    {
        using var shop = Shop(Two, goal);
        var id = await shop.EnterAsync("hello", "ann");
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.GiveAsync(Order(shop, (decimal)total, category, coupon));
        await shop.PassAsync(TimeSpan.FromDays(40));

        (await shop.RowAsync(id)).Outcome.ShouldBe(outcome);
        shop.Email.Reached.Count.ShouldBe(outcome == Outcomes.Recovered ? 0 : 1);
    }

    [Theory]
    [InlineData("at-least: 50", 60, "", Outcomes.Recovered)]
    [InlineData("at-least: 50", 20, "order", Outcomes.OrderedOther)]
    [InlineData("at-least: 50", 20, "", null)]
    public async Task A_goal_is_looked_for_again_at_the_moment_of_sending(string goal, double total, string exit, string? outcome)
    {
        using var shop = Shop(Two, goal, exit);
        var id = await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(1));

        // The order is stored, and its signal lost: it comes while the message is about to be reserved.
        shop.JustBefore("t|", () => shop.GiveAsync(Order(shop, (decimal)total, "tea", false)));
        await shop.PassAsync(TimeSpan.FromDays(1));

        shop.Email.Reached.Count.ShouldBe(outcome is null ? 1 : 0);
        if (outcome is not null)
            (await shop.StateAsync(id)).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Another_order_is_an_exit_where_the_file_says_so_and_the_run_is_observed_to_the_end()
    {
        using var shop = Shop(Two, "at-least: 50", "order");
        var id = await shop.EnterAsync("hello", "ann");
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.OrderAsync("ann", 20);
        await shop.PassAsync(TimeSpan.FromDays(5));
        var state = await shop.StateAsync(id);

        (state.Phase, state.Outcome).ShouldBe((RunPhase.Observing, Outcomes.OrderedOther));
        shop.Email.Reached.ShouldBeEmpty();
        await shop.OrderAsync("ann", 60);
        await shop.PassAsync(TimeSpan.FromDays(1));
        (await shop.RowAsync(id)).Outcome.ShouldBe(Outcomes.Recovered);
    }

    [Fact]
    public async Task Who_leaves_the_audience_gets_no_message_and_no_task()
    {
        using var shop = new CornerShop(
            Left("mail", "- { wait: calm, for: 2 days }\n- { send: mail, channels: [email], template: note }"),
            Left("task", "- { wait: calm, for: 2 days }\n- { handoff: call, queue: care, sla: 1 day, note: { en: Call } }"));
        await shop.CustomerAsync("ann");
        await shop.CustomerAsync("bob");
        var mail = (await shop.EnrolAsync("mail", "ann")).Id!;
        var task = (await shop.EnrolAsync("task", "bob")).Id!;
        foreach (var name in new[] { "ann", "bob" })
            await shop.GiveAsync(new CustomerTagged { Id = "t", Customer = CornerShop.Key(name), At = shop.Now, Tag = "moved" });
        await shop.PassAsync(TimeSpan.FromDays(3));

        (await shop.StateAsync(mail)).Outcome.ShouldBe(Outcomes.LeftAudience);
        (await shop.StateAsync(task)).Outcome.ShouldBe(Outcomes.LeftAudience);
        shop.Email.Reached.ShouldBeEmpty();
        (await shop.LedgerAsync("ann"))[^1].Why.Say("en").ShouldBe("no longer in the audience: profile.tags is [moved], with 'moved'");

        static string Left(string name, string steps) => SequenceText.Of(
            name, steps, audience: "{ not: { field: profile.tags, contains: moved } }", more: "exits: [left-audience]");
    }

    [Fact]
    public async Task A_persons_word_reaches_the_goal_and_no_step_follows()
    {
        using var shop = Shop(
            "- handoff: call\n  queue: care\n  sla: 3 days\n  note: { en: Call }\n  outcomes:\n    won: [ { send: thanks, channels: [email], template: note } ]\n    lost: []\n" + SequenceText.Mail,
            "agent-outcome: [won]");
        var ann = await shop.EnterAsync("hello", "ann");
        var bob = await shop.EnterAsync("hello", "bob");
        await shop.Get<HandoffWork>().ResolveAsync(Handoff.IdOf(ann, "call"), "won", "kim", Cancel);
        await shop.Get<HandoffWork>().ResolveAsync(Handoff.IdOf(bob, "call"), "lost", "kim", Cancel);
        await shop.PassAsync(TimeSpan.FromDays(40));

        (await shop.RowAsync(ann)).Outcome.ShouldBe(Outcomes.Agreed);
        (await shop.RowAsync(bob)).Outcome.ShouldBe(Outcomes.NotRecovered);
        shop.Email.Reached.ShouldBe([bob.EffectKey("mail")]);
    }

    private static OrderPlaced Order(CornerShop shop, decimal total, string category, bool coupon) => new()
    {
        Id = shop.NextId(), Customer = CornerShop.Key("ann"), At = shop.Now.AddTicks(1), Total = total, Coupon = coupon ? "SAVE" : null,
        Lines = [new("p", category, 1, total)],
    };

    private static CornerShop Shop(string steps, string goal, string exit = "") => new(
        SequenceText.Of("hello", steps, more: $"exits: [{exit}]").Replace("order-within: 30 days", "order-within: 30 days, " + goal, StringComparison.Ordinal));
}
