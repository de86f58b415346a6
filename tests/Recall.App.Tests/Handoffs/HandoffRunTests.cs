using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Tests.Shops;
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
        var resolve = shop.Get<ResolveHandoff>();

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => resolve.ClaimAsync(Task1, $"agent{i}", Cancel), Cancel)));
        var winner = Array.IndexOf(claims, true);
        var words = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => resolve.ResolveAsync(Task1, "won", $"agent{i}", Cancel), Cancel)));
        await shop.SettleAsync();

        claims.Count(c => c == true).ShouldBe(1);
        words[winner].ShouldBe(true);
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.HandoffResolved).Reason.ShouldBe($"agent{winner}: won");
        var state = await shop.StateAsync(Ann);
        (state.Phase, state.Outcome).ShouldBe((RunPhase.Observing, "won-by-call"));
    }

    [Fact]
    public async Task Of_two_words_at_once_one_counts_in_task_ledger_and_run()
    {
        using var shop = await OpenedAsync();
        var resolve = shop.Get<ResolveHandoff>();

        var answers = await Task.WhenAll(((string[])["won", "lost", "won", "lost"]).Select(
            (word, i) => Task.Run(() => resolve.ResolveAsync(Task1, word, $"agent{i}", Cancel), Cancel)));
        await shop.SettleAsync();

        var word = (await shop.Get<HandoffStore>().FindAsync(Task1, Cancel))!.Outcome!;
        answers.ShouldContain(true);
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.HandoffResolved).Detail.ShouldBe(word);
        (await shop.StateAsync(Ann)).Step.ShouldBe(word == "won" ? null : "calm");
    }

    [Fact]
    public async Task A_task_that_nobody_finishes_in_time_goes_the_overdue_way_and_a_late_word_changes_only_the_task()
    {
        using var shop = await OpenedAsync();

        await shop.PassAsync(TimeSpan.FromDays(2));
        shop.Email.Reached.ShouldBe([Ann.EffectKey("mail")]);
        var before = await shop.StateAsync(Ann);
        (await shop.Get<ResolveHandoff>().ResolveAsync(Task1, "won", "Mei", Cancel)).ShouldBe(true);
        await shop.SettleAsync();

        var after = await shop.StateAsync(Ann);
        (after.Phase, after.Outcome, after.Until).ShouldBe((before.Phase, before.Outcome, before.Until));
        (await shop.Get<HandoffStore>().FindAsync(Task1, Cancel))!.Outcome.ShouldBe("won");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_takes_the_task_off_the_list_even_while_somebody_claims_it(bool claimed)
    {
        using var shop = await OpenedAsync();
        await shop.OrderAsync("ann");
        if (claimed)
            shop.JustBefore("open|", () => shop.Get<ResolveHandoff>().ClaimAsync(Task1, "Mei", Cancel));
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        (await shop.Get<HandoffStore>().OpenAsync(Cancel)).ShouldBeEmpty();
        var closed = (await shop.Get<HandoffStore>().FindAsync(Task1, Cancel))!;
        (closed.Outcome, closed.ClaimedBy).ShouldBe(("no-longer-needed", claimed ? "Mei" : null));
        (await shop.Get<ResolveHandoff>().ResolveAsync(Task1, "won", "Mei", Cancel)).ShouldBe(false);
        (await shop.RowAsync(Ann)).Outcome.ShouldBe(Outcomes.Recovered);
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
        (await next.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Handoff).Reason.ShouldContain("due 2026-03-04 12:00 UTC");
    }

    [Fact]
    public async Task A_word_said_again_after_a_crash_reaches_the_run()
    {
        using var shop = await OpenedAsync();
        shop.DieBefore("g|");
        await Should.ThrowAsync<IOException>(() => shop.Get<ResolveHandoff>().ResolveAsync(Task1, "won", "Mei", Cancel));

        using var next = shop.Reopen();
        (await next.Get<ResolveHandoff>().ResolveAsync(Task1, "won", "Mei", Cancel)).ShouldBe(true);
        await next.SettleAsync();

        (await next.StateAsync(Ann)).Outcome.ShouldBe("won-by-call");
        (await next.LedgerAsync("ann")).Count(l => l.Kind == LedgerKind.HandoffResolved).ShouldBe(1);
    }

    private static async Task<CornerShop> OpenedAsync()
    {
        var shop = new CornerShop(SequenceText.Of("hello", Steps));
        await shop.EnterAsync("hello", "ann");
        return shop;
    }
}
