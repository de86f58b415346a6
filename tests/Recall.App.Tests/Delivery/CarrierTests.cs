using Recall.App.Delivery;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Delivery;

/// <summary>Carriers that refuse, delay, fail and take the process with them.</summary>
public class CarrierTests
{
    [Fact]
    public async Task A_message_still_unclear_when_an_order_ends_its_run_is_closed_with_the_reason()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail + "\n- { wait: calm, for: 5 days }"));
        shop.Email.Next(Fate.Unclear, Fate.Unclear);
        var ann = await shop.EnterAsync("hello", "ann");
        (await shop.TouchAsync(ann, "mail")).State.ShouldBe(TouchState.Reserved);

        await shop.OrderAsync("ann");
        await shop.PassAsync(TimeSpan.FromDays(2));

        (await shop.TouchAsync(ann, "mail")).State.ShouldBe(TouchState.Unknown);
        var closed = (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Unknown);
        closed.Why.Say("en").ShouldBe("sending it was cut off; it may have gone out, and is not sent again: the run left the step before it was known");
        shop.Email.Handed.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_is_unclear_and_left_in_one_moment_is_closed_too()
    {
        for (var moment = 0; ; moment++)
        {
            using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail + "\n- { wait: calm, for: 5 days }"));
            shop.Email.Next(Fate.Unclear, Fate.Unclear);
            await shop.CustomerAsync("ann");
            await shop.EnrolAsync("hello", "ann");
            var came = shop.JustBefore(moment, () => shop.OrderAsync("ann"));
            await shop.SettleAsync();
            if (!came())
                break;

            await shop.PassAsync(TimeSpan.FromDays(2));
            if (await shop.Get<TouchStore>().FindAsync(Ann, "mail", Cancel) is { } touch)
                touch.State.ShouldBe(TouchState.Unknown, $"moment {moment}");
        }
    }

    private const string Text = "- { send: text, channels: [sms], template: note }";
    private static readonly EnrolmentId Ann = new("hello", CornerShop.Key("ann"), 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_carrier_that_asks_to_wait_is_asked_again_and_takes_one_place_of_the_days_budget()
    {
        using var shop = new CornerShop(new Policy { DailyTouches = 2 }, SequenceText.Of("hello", SequenceText.Mail));
        shop.Email.Next(Fate.TryLater, Fate.TryLater, Fate.TryLater);
        await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromHours(4));
        await shop.EnterAsync("hello", "bob");

        shop.Email.Handed.Select(h => (h.Key, h.At)).ShouldBe(
            [(Ann.EffectKey("mail"), CornerShop.Noon.AddHours(3)), ("hello--shop:bob--1/mail", CornerShop.Noon.AddHours(4))]);
        (await shop.LedgerAsync("ann")).Where(l => l.Kind == LedgerKind.Deferred).Select(l => l.Detail).ShouldBe(Enumerable.Repeat(HoldReason.Carrier, 3));
    }

    [Fact]
    public async Task What_a_carrier_refuses_is_skipped_for_good_with_its_reason()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail + "\n" + Text));
        shop.Email.Next(Fate.Reject);
        await shop.EnterAsync("hello", "ann");

        (shop.Email.Calls, shop.Sms.Reached.Count).ShouldBe((1, 1));
        var refused = (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Skipped);
        (refused.Why.Say("en"), refused.Detail).ShouldBe(("the carrier refused it: no such mailbox", HoldReason.Carrier));
        (await shop.TouchAsync(Ann, "mail")).State.ShouldBe(TouchState.Rejected);
    }

    [Theory]
    [InlineData(Fate.Accept, 2)]
    [InlineData(Fate.Reject, 1)]
    [InlineData(Fate.TryLater, 1)]
    public async Task Only_what_may_have_reached_the_customer_counts_against_the_caps(Fate fate, int nextMailOnDay)
    {
        var policy = new Policy { Caps = [new(null, 1, TimeSpan.FromDays(2))] };
        using var shop = new CornerShop(policy, SequenceText.Of("hello", SequenceText.Mail), SequenceText.Of("other", SequenceText.Mail));
        shop.Email.Next(fate);
        await shop.EnterAsync("hello", "ann");
        await shop.Get<ISequenceRuntime>().SignalAsync(Ann, new("stop", SignalKind.Cancel, shop.Now), Cancel);
        await shop.PassAsync(TimeSpan.FromDays(1));

        await shop.EnrolAsync("other", "ann");
        await shop.PassAsync(TimeSpan.FromDays(2));

        shop.Email.Handed[^1].ShouldSatisfyAllConditions(
            h => h.Key.ShouldStartWith("other--"), h => h.At.ShouldBe(CornerShop.Noon.AddDays(nextMailOnDay)));
    }

    [Fact]
    public async Task A_refusal_and_a_fact_in_one_moment_both_count()
    {
        for (var moment = 0; ; moment++)
        {
            using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
            shop.Email.Next(Fate.Reject);
            await shop.CustomerAsync("ann");
            await shop.EnrolAsync("hello", "ann");
            var came = shop.JustBefore(moment, () => shop.GiveAsync(new LoggedIn { Id = "in", Customer = Ann.Customer, At = shop.Now }));
            await shop.SettleAsync();
            if (!came())
                break;

            var row = await shop.CustomerRowAsync("ann");
            (row.Profile.Activity.Logins, row.Engagement.Touches.Count, row.Engagement.Active).ShouldBe((1, 0, Ann.ToString()), $"moment {moment}");
            (await shop.StoryAsync("ann")).ShouldBe(["reserved", "skipped"], $"moment {moment}");
        }
    }

    [Theory]
    [InlineData(Fate.FailBefore)]
    [InlineData(Fate.FailAfter)]
    [InlineData(Fate.TimeOut)]
    public async Task A_failing_carrier_is_tried_again_with_growing_pauses_and_the_mail_is_never_lost_nor_doubled(Fate fate)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
        shop.Email.Next(fate, fate, fate, fate);
        await shop.EnterAsync("hello", "ann");
        var calls = new List<int>();
        foreach (var pause in (int[])[9, 1, 19, 1, 39, 1, 80])
        {
            await shop.PassAsync(TimeSpan.FromSeconds(pause));
            calls.Add(shop.Email.Calls);
        }

        calls.ShouldBe([1, 2, 2, 3, 3, 4, 5]);
        shop.Email.Reached.ShouldBe([Ann.EffectKey("mail")]);
        (await shop.TouchAsync(Ann, "mail")).State.ShouldBe(TouchState.Accepted);
        (await shop.CustomerRowAsync("ann")).Profile.Responses.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_whose_outcome_is_unknown_is_not_sent_again_once_the_carrier_may_have_forgotten_it()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
        shop.Email.RepeatableFor = TimeSpan.FromSeconds(1); // Less than the pause before the next attempt.
        shop.Email.Next(Fate.FailAfter);
        await shop.EnterAsync("hello", "ann");

        await shop.PassAsync(TimeSpan.FromDays(1));

        shop.Email.Calls.ShouldBe(1);
        (await shop.TouchAsync(Ann, "mail")).State.ShouldBe(TouchState.Unknown);
    }

    /// <summary>What the carrier knows again is the first attempt: attempts that follow each other closely do not make the time longer.</summary>
    [Theory]
    [InlineData(Fate.FailBefore)]
    [InlineData(Fate.TryLater)]
    public async Task The_time_that_a_carrier_knows_a_mail_again_counts_from_its_first_attempt(Fate second)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
        shop.Email.RepeatableFor = TimeSpan.FromMinutes(5);
        shop.Email.Next(Fate.FailAfter, second, Fate.FailBefore, Fate.FailBefore, Fate.FailBefore);
        await shop.EnterAsync("hello", "ann");

        await shop.PassAsync(TimeSpan.FromDays(1));

        // After 0, 10, 30, 70 and 150 seconds; the next, after 310, is too late. A carrier that asks for an hour is asked no more.
        shop.Email.Calls.ShouldBe(second == Fate.TryLater ? 2 : 5);
        (await shop.TouchAsync(Ann, "mail")).State.ShouldBe(TouchState.Unknown);
        (await shop.CustomerRowAsync("ann")).Engagement.Touches.Count.ShouldBe(1); // It counts against the caps: the person may have it.
    }

    [Fact]
    public async Task A_mail_that_could_not_be_handed_over_waits_for_the_morning_like_any_other()
    {
        using var shop = new CornerShop(new Policy { QuietHours = new(new(21, 0), new(9, 0)) }, SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        shop.Clock.Advance(TimeSpan.FromHours(9) - TimeSpan.FromSeconds(5)); // Five seconds before the night.
        shop.Email.Next(Fate.FailBefore);
        await shop.EnrolAsync("hello", "ann");

        await shop.PassAsync(TimeSpan.FromDays(1));

        shop.Email.Handed.ShouldHaveSingleItem().At.ShouldBe(new(2026, 3, 3, 9, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_mail_that_could_not_be_handed_over_is_given_up_when_the_customer_orders_or_leaves()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
        shop.Email.Next(Fate.FailBefore, Fate.FailBefore);
        var ann = await shop.EnterAsync("hello", "ann");
        var bob = await shop.EnterAsync("hello", "bob");
        await shop.OrderAsync("ann");
        await shop.UnsubscribeAsync("bob");

        await shop.PassAsync(TimeSpan.FromDays(31));

        shop.Email.Reached.ShouldBeEmpty();
        (await shop.TouchAsync(ann, "mail")).State.ShouldBe(TouchState.Unknown);
        (await shop.TouchAsync(bob, "mail")).State.ShouldBe(TouchState.Unknown);
        ((await shop.RowAsync(ann)).Outcome, (await shop.RowAsync(bob)).Outcome).ShouldBe((Outcomes.Recovered, Outcomes.Unsubscribed));
    }

    [Fact]
    public async Task A_mail_that_may_have_gone_out_is_not_followed_by_a_text_instead()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { send: mail, channels: [email, sms], template: note }", more: "exits: []"));
        shop.Email.Next(Fate.FailAfter);
        await shop.EnterAsync("hello", "ann");
        await shop.UnsubscribeAsync("ann", "email");

        await shop.PassAsync(TimeSpan.FromMinutes(1));

        (shop.Email.Calls, shop.Sms.Calls).ShouldBe((1, 0));
        (await shop.StoryAsync("ann")).ShouldBe(["reserved", "unknown"]);
    }

    [Fact]
    public async Task After_a_crash_a_mail_goes_again_under_its_key()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        var settled = 0;
        shop.Store.BeforeSubmit = (_, actions) =>
        {
            // The first write of the touch reserves it, the second confirms it.
            if (settled == 2 || (actions.Any(a => a.Row.RowKey.StartsWith("t|", StringComparison.Ordinal)) && ++settled == 2))
                throw new IOException("the process was killed");
        };
        await Should.ThrowAsync<IOException>(shop.SettleAsync);

        using var next = shop.Reopen();
        await next.SettleAsync();

        (next.Email.Handed.Count, next.Email.Reached.Count).ShouldBe((2, 1));
        (await next.TouchAsync(Ann, "mail")).State.ShouldBe(TouchState.Accepted);
        (await next.CustomerRowAsync("ann")).Profile.Responses.Sent.ShouldBe(1);
    }

    [Theory]
    [InlineData(Fate.FailAfter)]
    [InlineData(Fate.FailBefore)]
    public async Task A_text_of_unknown_fate_is_never_sent_again(Fate fate)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Text + "\n" + SequenceText.Mail));
        shop.Sms.Next(fate);
        await shop.EnterAsync("hello", "ann");

        await shop.PassAsync(TimeSpan.FromDays(1));

        shop.Sms.Calls.ShouldBe(1);
        (await shop.LedgerAsync("ann")).Where(l => l.Step == "text").Select(l => l.Kind).ShouldBe([LedgerKind.Reserved, LedgerKind.Unknown]);
        shop.Email.Reached.ShouldBe([Ann.EffectKey("mail")]);
        (await shop.TouchAsync(Ann, "text")).State.ShouldBe(TouchState.Unknown);
    }
}
