using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.App.Tests.Shops;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Enrolment;

public class EnrolCustomerTests
{
    private const string Wait = "- { wait: a-while, for: 5 days }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_in_the_audience_enters_once_and_the_run_starts()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait), SequenceText.Of("other", Wait, audience: "{ field: profile.orders, at-least: 9 }"));
        await shop.CustomerAsync("ann");

        (await shop.EnrolAsync("other", "ann")).Code.ShouldBe(EnrolOutcome.NotInAudience);
        var entered = await shop.EnrolAsync("hello", "ann");
        var again = await shop.EnrolAsync("hello", "ann");

        (entered.Id, entered.Arm, entered.Reason.Say("en")).ShouldBe((new("hello", CornerShop.Key("ann"), 1), Arm.Treated, "profile.orders is 1, at least 1"));
        (again.Id, again.Code).ShouldBe((null, HoldReason.OtherSequence));
        (await shop.StateAsync(entered.Id!)).Step.ShouldBe("a-while");
        (await shop.CustomerRowAsync("ann")).Engagement.Active.ShouldBe(entered.Id!.ToString());
        (await shop.Get<EnrolCustomer>().HandleAsync(shop.Sequence("hello"), CornerShop.Key("nobody"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_sequences_the_one_with_priority_has_the_customer_and_the_other_says_so_once()
    {
        using var shop = new CornerShop(SequenceText.Of("alpha", Wait, more: "priority: 1"), SequenceText.Of("beta", Wait, more: "priority: 2"));
        await shop.CustomerAsync("ann");

        var counts = await shop.AudienceAsync();
        for (var day = 0; day < 3; day++)
        {
            shop.Clock.Advance(TimeSpan.FromDays(1));
            await shop.AudienceAsync();
        }

        (counts["beta"], counts["alpha"]).ShouldBe((new(1, 0, 0), new(0, 0, 1)));
        (await shop.LedgerAsync("ann")).Where(l => l.Kind == LedgerKind.NotEnrolled)
            .Select(l => (l.Sequence, l.Detail)).ShouldBe([("alpha", HoldReason.OtherSequence)]);
    }

    [Fact]
    public async Task A_customer_enters_again_after_the_pause_on_the_same_arm_and_no_more_than_the_file_allows()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait, reentry: "{ after: 40 days, max-entries: 2 }", goal: "30 days", holdout: "50%"));
        await shop.CustomerAsync("ann");
        var first = await shop.EnrolAsync("hello", "ann");

        await shop.PassAsync(TimeSpan.FromDays(39));
        var early = await shop.EnrolAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(1));
        var second = await shop.EnrolAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(60));
        var third = await shop.EnrolAsync("hello", "ann");

        (early.Code, third.Code).ShouldBe((HoldReason.Reentry, HoldReason.Reentry));
        (second.Id!.Episode, second.Arm).ShouldBe((2, first.Arm));
        (await shop.RowAsync(first.Id!)).Outcome.ShouldBe(Outcomes.NotRecovered);
    }

    [Fact]
    public async Task Fifty_at_once_never_pass_the_daily_limit_and_the_next_day_has_its_own()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait, more: "daily-limit: 7"));
        for (var i = 0; i < 50; i++)
            await shop.CustomerAsync($"c{i}");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => shop.EnrolAsync("hello", $"c{i}"), Cancel)));

        outcomes.Count(o => o.Id is not null).ShouldBe(7);
        outcomes.Where(o => o.Id is null).ShouldAllBe(o => o.Code == HoldReason.DailyLimit);
        shop.Clock.Advance(TimeSpan.FromDays(1));
        (await shop.AudienceAsync())["hello"].Treated.ShouldBe(7);
    }

    [Fact]
    public async Task An_order_between_decision_and_commit_prevents_the_enrolment()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait, audience: "{ field: profile.days-since-order, more-than: 30 days }"));
        await shop.CustomerAsync("ann");
        shop.JustBefore("r|", () => shop.OrderAsync("ann"));

        var outcome = await shop.EnrolAsync("hello", "ann");

        outcome.Code.ShouldBe(EnrolOutcome.NotInAudience);
        (await shop.CustomerRowAsync("ann")).Engagement.Active.ShouldBeNull();
        shop.Store.Rows("runs").ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_stays_out_on_a_second_look_leaves_their_place_in_the_day_to_the_next()
    {
        using var shop = new CornerShop(SequenceText.Of(
            "hello", Wait, audience: "{ field: profile.days-since-order, more-than: 30 days }", more: "daily-limit: 1"), SequenceText.Of("other", Wait));
        await shop.CustomerAsync("ann");
        await shop.CustomerAsync("bob");
        await shop.CustomerAsync("cat");

        shop.JustBefore("r|", () => shop.OrderAsync("ann"));
        (await shop.EnrolAsync("hello", "ann")).Code.ShouldBe(EnrolOutcome.NotInAudience);
        shop.JustBefore("r|", () => shop.EnrolAsync("other", "bob"));
        (await shop.EnrolAsync("hello", "bob")).Code.ShouldBe(HoldReason.OtherSequence);

        (await shop.EnrolAsync("hello", "cat")).Id.ShouldNotBeNull();
        await shop.CustomerAsync("dan");
        (await shop.EnrolAsync("hello", "dan")).Code.ShouldBe(HoldReason.DailyLimit);
    }

    [Fact]
    public async Task An_order_between_enrolment_and_start_ends_the_run()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait));
        await shop.CustomerAsync("ann");
        shop.JustBefore("s|hello", () => shop.OrderAsync("ann"));

        var id = (await shop.EnrolAsync("hello", "ann")).Id!;
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        await shop.SettleAsync();

        (await shop.RowAsync(id)).Outcome.ShouldBe(Outcomes.Recovered);
        (await shop.CustomerRowAsync("ann")).Engagement.Active.ShouldBeNull();
    }

    [Fact]
    public async Task A_crash_between_enrolment_and_start_is_repaired()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait));
        await shop.CustomerAsync("ann");
        shop.DieBefore("s|hello");
        await Should.ThrowAsync<IOException>(() => shop.EnrolAsync("hello", "ann"));

        using var next = shop.Reopen();
        (await next.CustomerRowAsync("ann")).Engagement.Active.ShouldBe("hello--shop:ann--1");
        (await next.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        (await next.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(0);
        await next.PassAsync(TimeSpan.FromDays(30));

        (await next.RowAsync(new("hello", CornerShop.Key("ann"), 1))).Outcome.ShouldBe(Outcomes.NotRecovered);
    }

    [Fact]
    public async Task A_run_keeps_the_text_it_began_with_though_the_file_changes_and_the_process_restarts()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait + "\n" + SequenceText.Mail));
        var id = await shop.EnterAsync("hello", "ann");

        using var next = shop.Reopen(SequenceText.Of("hello", "- { wait: another, for: 1 day }"));
        await next.PassAsync(TimeSpan.FromDays(5));

        next.Email.Reached.ShouldBe([id.EffectKey("mail")]);
        (await next.EnterAsync("hello", "bob")).ShouldNotBeNull();
        (await next.StateAsync(new("hello", CornerShop.Key("bob"), 1))).Step.ShouldBe("another");
    }

    [Fact]
    public async Task A_definition_whose_write_failed_is_written_by_the_next_enrolment()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait));
        await shop.CustomerAsync("ann");
        shop.DieBefore(shop.Sequence("hello").Definition.Version);
        await Should.ThrowAsync<IOException>(() => shop.EnrolAsync("hello", "ann"));
        shop.Store.BeforeSubmit = null;

        var id = (await shop.EnrolAsync("hello", "ann")).Id!;

        using var next = shop.Reopen(SequenceText.Of("another", Wait));
        (await next.Get<EnrolmentStore>().LoadAsync(id, null, Cancel)).Tree.Definition.Name.ShouldBe("hello");
    }

    [Fact]
    public async Task A_score_from_before_the_last_order_lets_nobody_in()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait, audience: "{ field: score.stage, not-in: [seed] }"));
        await shop.CustomerAsync("ann");
        await shop.CustomerAsync("bob");
        await shop.ScoreAsync();
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.OrderAsync("ann");

        (await shop.EnrolAsync("hello", "ann")).Code.ShouldBe(EnrolOutcome.NotInAudience);
        (await shop.EnrolAsync("hello", "bob")).Id.ShouldNotBeNull();
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.ScoreAsync();
        (await shop.EnrolAsync("hello", "ann")).Id.ShouldNotBeNull();
    }
}
