using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Reports;
using Recall.App.Tests.Shops;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Handoffs;

/// <summary>Tasks and the runs that wait for them.</summary>
public class HandoffRunTests
{
    private const string Steps =
        """
        - handoff: call
          queue: care
          sla: 2 days
          note: { en: Call them. }
          outcomes:
            won: [ { end: over, outcome: won-by-call } ]
            lost: [ { wait: calm, for: 3 days } ]
          overdue: [ { send: mail, channels: [email], template: note } ]
        """;

    private static readonly EnrolmentId Ann = new("hello", CornerShop.Key("ann"), 1);
    private static readonly string Task1 = Handoff.IdOf(Ann, "call");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_twenty_who_claim_at_once_one_has_it_and_only_they_resolve_it()
    {
        using var shop = await OpenedAsync();
        var work = shop.Get<HandoffWork>();

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => work.ClaimAsync(Task1, $"agent{i}", Cancel), Cancel)));
        var winner = Array.FindIndex(claims, c => c.Done);
        var words = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => work.ResolveAsync(Task1, "won", $"agent{i}", Cancel), Cancel)));
        await shop.SettleAsync();

        claims.Count(c => c.Done).ShouldBe(1);
        Array.FindIndex(words, w => w.Done).ShouldBe(winner);
        words.Count(w => w.Done).ShouldBe(1, "who had not the task is told so, whatever their word");
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.HandoffResolved).Why.Say("en").ShouldBe($"agent{winner}: won");
        var state = await shop.StateAsync(Ann);
        (state.Phase, state.Outcome).ShouldBe((RunPhase.Observing, "won-by-call"));
    }

    [Fact]
    public async Task Of_two_words_at_once_one_counts_in_task_ledger_and_run()
    {
        using var shop = await OpenedAsync();
        var work = shop.Get<HandoffWork>();
        string[] said = ["won", "lost", "won", "lost"];

        var answers = await Task.WhenAll(said.Select((word, i) => Task.Run(() => work.ResolveAsync(Task1, word, $"agent{i}", Cancel), Cancel)));
        await shop.SettleAsync();

        var word = (await TaskAsync(shop)).Outcome!;
        answers.Select((a, i) => (a.Done, Word: said[i])).Single(a => a.Done).Word.ShouldBe(word);
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.HandoffResolved).Detail.ShouldBe(word);
        (await shop.StateAsync(Ann)).Step.ShouldBe(word == "won" ? null : "calm");
    }

    [Fact]
    public async Task A_task_that_nobody_finishes_in_time_is_taken_back_and_a_late_word_changes_nothing()
    {
        using var shop = await OpenedAsync();

        await shop.PassAsync(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        (await shop.Get<HandoffStore>().OpenAsync(Cancel)).ShouldHaveSingleItem();
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        shop.Email.Reached.ShouldBe([Ann.EffectKey("mail")]);
        (await shop.Get<HandoffStore>().OpenAsync(Cancel)).ShouldBeEmpty();
        var before = await shop.StateAsync(Ann);
        var claimed = await shop.Get<HandoffWork>().ClaimAsync(Task1, "Mei", Cancel);
        var resolved = await shop.Get<HandoffWork>().ResolveAsync(Task1, "won", "Mei", Cancel);
        await shop.SettleAsync();

        (claimed.Done, resolved.Done).ShouldBe((false, false));
        var task = await TaskAsync(shop);
        (task.Status, task.Outcome, task.ClaimedBy, task.ClosedAt).ShouldBe((HandoffStatus.Overdue, null, null, CornerShop.Noon.AddDays(2)));
        StoredJson.Text(await shop.StateAsync(Ann)).ShouldBe(StoredJson.Text(before));
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.HandoffOverdue).Why.Say("en")
            .ShouldBe("not finished by 2026-03-04 12:00 UTC, nobody took it");
        (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.Single().Handoffs.Single().ShouldBe(new("overdue", 1));
    }

    /// <summary>Wherever the other one comes in between, down to the single write.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_word_and_the_end_of_its_time_in_one_moment_one_counts_and_the_answer_says_which(bool wordComesBetween)
    {
        var wins = new List<bool>();
        for (var moment = 0; ; moment++)
        {
            using var shop = await OpenedAsync();
            shop.Clock.Advance(TimeSpan.FromDays(2));
            HandoffResult? said = null;
            var (first, between) = wordComesBetween ? (shop.SettleAsync, Word) : ((Func<Task>)Word, (Func<Task>)shop.SettleAsync);
            var came = shop.JustBefore(moment, between);
            await first();
            if (!came())
                break;
            await shop.SettleAsync();

            wins.Add(said!.Done);
            said.Handoff!.Status.ShouldBe(said.Done ? HandoffStatus.Resolved : HandoffStatus.Overdue, $"moment {moment}");
            await ConsistentAsync(shop, $"moment {moment}");

            async Task Word() => said = await shop.Get<HandoffWork>().ResolveAsync(Task1, "won", "Mei", Cancel);
        }

        wins.ShouldContain(true);
        wins.ShouldContain(false);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_at_any_write_of_a_word_or_of_taking_back_leaves_task_ledger_and_run_of_one_mind(bool word)
    {
        var states = new HashSet<HandoffStatus>();
        for (var moment = 0; ; moment++)
        {
            using var shop = await OpenedAsync();
            shop.Clock.Advance(TimeSpan.FromDays(1));
            if (!word)
                shop.Clock.Advance(TimeSpan.FromDays(1));
            var came = shop.DieBefore(moment);
            try
            {
                await (word ? shop.Get<HandoffWork>().ResolveAsync(Task1, "won", "Mei", Cancel) : shop.SettleAsync());
            }
            catch (IOException)
            {
                // Nobody says it again.
            }

            if (!came())
                break;
            using var next = shop.Reopen();
            await next.PassAsync(TimeSpan.FromDays(2));

            states.Add((await TaskAsync(next)).Status);
            await ConsistentAsync(next, $"moment {moment}");
        }

        states.ShouldBe(word ? [HandoffStatus.Overdue, HandoffStatus.Resolved] : [HandoffStatus.Overdue], ignoreOrder: true);
    }

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

    [Fact]
    public async Task A_crash_after_opening_leaves_one_task_with_the_due_time_that_people_saw()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        shop.DieBefore("l|");
        await Should.ThrowAsync<IOException>(shop.SettleAsync);

        using var next = shop.Reopen();
        next.Clock.Advance(TimeSpan.FromHours(5));
        await next.SettleAsync();

        (await next.Get<HandoffStore>().OpenAsync(Cancel)).ShouldHaveSingleItem().Due.ShouldBe(CornerShop.Noon.AddDays(2));
        (await next.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Handoff).Why.Say("en").ShouldContain("due 2026-03-04 12:00 UTC");
    }

    [Fact]
    public async Task A_word_said_again_after_a_crash_reaches_the_run()
    {
        using var shop = await OpenedAsync();
        shop.DieBefore("g|");
        await Should.ThrowAsync<IOException>(() => shop.Get<HandoffWork>().ResolveAsync(Task1, "won", "Mei", Cancel));

        using var next = shop.Reopen();
        (await next.Get<HandoffWork>().ResolveAsync(Task1, "won", "Mei", Cancel)).Done.ShouldBeTrue();
        await next.SettleAsync();

        (await next.StateAsync(Ann)).Outcome.ShouldBe("won-by-call");
        (await next.LedgerAsync("ann")).Count(l => l.Kind == LedgerKind.HandoffResolved).ShouldBe(1);
    }

    /// <summary>Task, ledger and run tell the same story: the word or the overdue way, and no bit of the other.</summary>
    private static async Task ConsistentAsync(CornerShop shop, string because)
    {
        var resolved = (await TaskAsync(shop)).Status == HandoffStatus.Resolved;
        (await shop.LedgerAsync("ann")).Select(l => l.Kind).Where(k => k is LedgerKind.HandoffResolved or LedgerKind.HandoffOverdue)
            .ShouldBe([resolved ? LedgerKind.HandoffResolved : LedgerKind.HandoffOverdue], because);
        shop.Email.Reached.Count.ShouldBe(resolved ? 0 : 1, because);
        var state = await shop.StateAsync(Ann);
        (state.Phase, state.Outcome).ShouldBe((RunPhase.Observing, resolved ? "won-by-call" : Outcomes.NotRecovered), because);
    }

    private static async Task<Handoff> TaskAsync(CornerShop shop) => (await shop.Get<HandoffStore>().FindAsync(Task1, Cancel))!;

    private static async Task<CornerShop> OpenedAsync()
    {
        var shop = new CornerShop(SequenceText.Of("hello", Steps));
        await shop.EnterAsync("hello", "ann");
        return shop;
    }
}
