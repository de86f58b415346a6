using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Reports;
using Recall.App.Tests.Shops;
using Recall.Core;
using Recall.Core.Sequences;
using static Recall.App.Tests.Handoffs.OneTask;

namespace Recall.App.Tests.Handoffs;

/// <summary>Tasks and the runs that wait for them.</summary>
public class HandoffRunTests
{
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
}
