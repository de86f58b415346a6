using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using static Recall.App.Tests.Handoffs.OneTask;

namespace Recall.App.Tests.Handoffs;

/// <summary>Tasks of customers who order, leave or refuse: nobody works on them any more.</summary>
public class HandoffLeavingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_takes_the_task_off_the_list_even_while_somebody_claims_it(bool claimed)
    {
        using var shop = await OpenedAsync();
        await shop.OrderAsync("ann");
        if (claimed)
            shop.JustBefore("open|", () => shop.Get<HandoffWork>().ClaimAsync(Task1, "Mei", Cancel));
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        (await shop.Get<HandoffStore>().OpenAsync(Cancel)).ShouldBeEmpty();
        var closed = await TaskAsync(shop);
        (closed.Status, closed.ClaimedBy).ShouldBe((HandoffStatus.NoLongerNeeded, claimed ? "Mei" : null));
        (await shop.Get<HandoffWork>().ResolveAsync(Task1, "won", "Mei", Cancel)).Done.ShouldBeFalse();
        (await shop.RowAsync(Ann)).Outcome.ShouldBe(Outcomes.Recovered);
    }

    [Fact]
    public async Task Who_leaves_the_sequence_takes_the_task_off_the_list_at_once_not_when_the_window_closes()
    {
        using var shop = await OpenedAsync();
        await shop.UnsubscribeAsync("ann");
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        (await shop.StateAsync(Ann)).Phase.ShouldBe(RunPhase.Observing);
        (await TaskAsync(shop)).Status.ShouldBe(HandoffStatus.NoLongerNeeded);
        (await shop.Get<HandoffWork>().ResolveAsync(Task1, "won", "Mei", Cancel)).Done.ShouldBeFalse();
    }

    /// <summary>Whatever the file's exits: a call is no better than a message to who refused everything, in one word or in two.</summary>
    [Theory]
    [InlineData("all", true)]
    [InlineData("email,sms,all", true)]
    [InlineData("all,email", true)]
    [InlineData("email", false)]
    public async Task Who_refuses_everything_takes_the_task_off_the_list_also_where_unsubscribing_is_no_exit(string channels, bool takenBack)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps, more: "exits: [complaint]"));
        await shop.EnterAsync("hello", "ann");
        foreach (var channel in channels.Split(','))
            await shop.UnsubscribeAsync("ann", channel);
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        (await TaskAsync(shop)).Status.ShouldBe(takenBack ? HandoffStatus.NoLongerNeeded : HandoffStatus.Open);
        (await shop.StateAsync(Ann)).Outcome.ShouldBe(takenBack ? Outcomes.Unsubscribed : null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_of_everything_whose_signal_was_lost_takes_the_task_off_the_list_when_runs_are_reconciled(bool late)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps, more: "exits: [complaint]"));
        await shop.EnterAsync("hello", "ann");
        shop.DieBefore("g|");
        await Should.ThrowAsync<IOException>(() => shop.GiveAsync(new ConsentChanged
        {
            Id = "out", Customer = CornerShop.Key("ann"), At = late ? shop.Now.AddDays(-1) : shop.Now.AddTicks(1), Channel = "all", Granted = false,
        }));

        using var next = shop.Reopen();
        (await next.Get<HandoffStore>().OpenAsync(Cancel)).ShouldHaveSingleItem();
        await next.Get<ReconcileRuns>().HandleAsync(Cancel);
        await next.SettleAsync();

        (await next.Get<HandoffStore>().OpenAsync(Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("order")]
    [InlineData("refusal")]
    public async Task No_task_is_opened_once_the_gate_says_that_the_run_is_over(string fact)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { wait: a-day, for: 1 day }\n" + Steps, more: "exits: [complaint]"));
        await shop.EnterAsync("hello", "ann");
        shop.DieBefore("g|");
        await Should.ThrowAsync<IOException>(() => fact == "order" ? shop.OrderAsync("ann") : shop.UnsubscribeAsync("ann"));

        using var next = shop.Reopen();
        await next.PassAsync(TimeSpan.FromDays(2));

        (await next.Get<HandoffStore>().AllAsync(Cancel)).ShouldBeEmpty();
        (await next.StateAsync(Ann)).Outcome.ShouldBe(fact == "order" ? Outcomes.Recovered : Outcomes.Unsubscribed);
        (await next.StoryAsync("ann"))[0].ShouldBe(LedgerKind.Skipped);
    }

    [Fact]
    public async Task Who_refused_everything_does_not_enter_a_sequence_of_tasks_alone()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", """- { handoff: call, queue: care, sla: 2 days, note: { en: Call them. } }"""));
        await shop.CustomerAsync("ann");
        await shop.UnsubscribeAsync("ann");

        var outcome = await shop.EnrolAsync("hello", "ann");

        (outcome.Id, outcome.Code).ShouldBe((null, Core.Messaging.HoldReason.Unreachable));
    }

    [Fact]
    public async Task The_end_of_one_run_leaves_the_tasks_of_a_customer_whose_key_begins_alike()
    {
        using var shop = await OpenedAsync();
        await shop.EnterAsync("hello", "ann--1");

        await shop.OrderAsync("ann");
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        (await shop.Get<HandoffStore>().OpenAsync(Cancel)).ShouldHaveSingleItem().Enrolment.Customer.ShouldBe(CornerShop.Key("ann--1"));
    }
}
