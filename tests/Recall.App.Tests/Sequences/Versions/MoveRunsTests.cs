using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.App.Tests.Shops;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Local.Runtime;

namespace Recall.App.Tests.Sequences.Versions;

public class MoveRunsTests
{
    private const string Waits = SequenceText.Mail + "\n- { wait: calm, for: 5 days, until: [reply] }\n";
    private const string Text = "- { send: text, channels: [sms], template: note }\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_goes_on_by_the_new_version_from_their_step_and_gets_nothing_twice()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits));
        var ann = await shop.EnterAsync("hello", "ann");
        var until = (await shop.StateAsync(ann)).Until;
        shop.Clock.Advance(TimeSpan.FromDays(1));

        var second = Of(Waits.Replace("5 days", "9 days", StringComparison.Ordinal) + Text);
        var runs = (await PublishAsync(shop, second)).Runs!;
        (runs.Moving, runs.Staying.Count, runs.Over).ShouldBe((1, 0, 0));
        await shop.SettleAsync();
        var moved = await shop.StateAsync(ann);
        (moved.Step, moved.Until, moved.Version).ShouldBe(("calm", until, second.Definition.Version));
        ((await shop.RowAsync(ann)).Version == second.Definition.Version).ShouldBeFalse("the version they entered by stays with them");
        (await shop.RowAsync(ann)).Follows.ShouldBe(second.Definition.Version);
        var noted = (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Moved);
        noted.Why.Say("en").ShouldBe($"goes on at step 'calm' by version {second.Definition.Version}");

        await shop.PassAsync(TimeSpan.FromDays(4));
        shop.Email.Handed.Select(h => h.Key).ShouldBe([$"{ann}/mail"]);
        shop.Sms.Handed.Select(h => h.Key).ShouldBe([$"{ann}/text"]);
        await shop.PassAsync(TimeSpan.FromDays(40));
        (await shop.RowAsync(ann)).Outcome.ShouldBe(Outcomes.NotRecovered);
    }

    [Fact]
    public async Task Without_being_told_to_move_a_run_keeps_its_version()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits));
        var ann = await shop.EnterAsync("hello", "ann");
        var done = await PublishAsync(shop, Of(Waits + Text), migrate: false);
        done.Notes[^1].Say("en").ShouldStartWith("1 customer is inside by an earlier version and finishes by it");

        await shop.PassAsync(TimeSpan.FromDays(6));
        shop.Sms.Handed.ShouldBeEmpty();
        (await shop.StateAsync(ann)).Version.ShouldBeNull();
    }

    [Fact]
    public async Task Who_cannot_move_stays_and_it_is_said_why()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits, holdout: "50%"));
        var ids = new List<EnrolmentId>();
        for (var i = 0; i < 20; i++)
            ids.Add(await shop.EnterAsync("hello", $"c{i}"));
        var treated = 0;
        foreach (var id in ids)
            treated += (await shop.RowAsync(id)).Arm == Arm.Treated ? 1 : 0;

        var yaml = SequenceText.Of("hello", SequenceText.Mail + "\n- { wait: other, for: 5 days }\n" + Text, holdout: "50%");
        var runs = (await PublishAsync(shop, new(Read(yaml), yaml))).Runs!;
        (runs.Moving, runs.Staying.Count, runs.Over).ShouldBe((0, treated, 20 - treated));
        treated.ShouldBeInRange(1, 19);
        runs.Staying[0].Why.Say("en").ShouldBe("they are in step 'calm', which the new version does not have");
        await shop.PassAsync(TimeSpan.FromDays(40));
        shop.Sms.Handed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_went_on_meanwhile_decides_again_and_its_ledger_says_so()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits + Text + "- { wait: more, for: 5 days }\n"));
        var ann = await shop.EnterAsync("hello", "ann");
        var second = Of(Waits + "- { wait: shorter, for: 1 day }\n" + Text);

        // The reply comes in between: it is older than the new version, and is taken first.
        shop.JustBefore("g|" + ann, () => shop.Get<LocalRuntime>().SignalAsync(ann, new("reply", SignalKind.Reply, shop.Now.AddTicks(-1)), Cancel));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        (await PublishAsync(shop, second)).Runs!.Moving.ShouldBe(1);
        await shop.SettleAsync();

        var state = await shop.StateAsync(ann);
        (state.Step, state.Version).ShouldBe(("more", null));
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.NotMoved).Why.Code.ShouldBe("stays-gone");
    }

    [Fact]
    public async Task Who_is_told_late_of_a_version_that_was_replaced_does_not_go_back_to_it()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits));
        var ann = await shop.EnterAsync("hello", "ann");
        var (second, third) = (Of(Waits + Text), Of(Waits + "- { wait: more, for: 5 days }\n"));
        shop.JustBefore("g|" + ann, async () =>
        {
            await PublishAsync(shop, third);
            await shop.SettleAsync();
        });
        await PublishAsync(shop, second);
        await shop.SettleAsync();

        (await shop.StateAsync(ann)).Version.ShouldBe(third.Definition.Version);
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.NotMoved).Why.Say("en").ShouldBe("another version is in force by now");
        await shop.PassAsync(TimeSpan.FromDays(6));
        shop.Sms.Handed.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_busy_finishes_its_step_by_the_old_version_and_decides_behind_it()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits));
        await shop.CustomerAsync("ann");
        var ann = (await shop.EnrolAsync("hello", "ann")).Id!;
        var second = Of(Waits + Text);
        MovedRuns? runs = null;
        shop.JustBefore("t|", async () => runs = (await PublishAsync(shop, second)).Runs);
        await shop.SettleAsync();

        runs!.Staying.ShouldHaveSingleItem().Why.Code.ShouldBe("stays-busy");
        var state = await shop.StateAsync(ann);
        (state.Step, state.Version).ShouldBe(("calm", second.Definition.Version));
        shop.Store.Rows(RunRows.Table).ShouldNotContain(r => r.RowKey.StartsWith("g|", StringComparison.Ordinal));
        await shop.PassAsync(TimeSpan.FromDays(6));
        (shop.Email.Handed.Count, shop.Sms.Handed.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Who_stayed_because_of_their_step_can_be_told_again_when_they_have_left_it()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits + "- { wait: quiet, for: 5 days }\n"));
        var ann = await shop.EnterAsync("hello", "ann");
        var second = Of(SequenceText.Mail + "\n- { wait: quiet, for: 5 days }\n" + Text);
        (await PublishAsync(shop, second)).Runs!.Staying.ShouldHaveSingleItem().Why.Code.ShouldBe("stays-gone");

        await shop.PassAsync(TimeSpan.FromDays(6));
        (await shop.Get<PublishSequence>().HandleAsync(second, new("mei", Migrate: true), Cancel)).ShouldBeOfType<PublishOutcome.Unchanged>().Runs!.Moving.ShouldBe(1);
        await shop.SettleAsync();
        ((await shop.StateAsync(ann)).Step, (await shop.StateAsync(ann)).Version).ShouldBe(("quiet", second.Definition.Version));
    }

    [Fact]
    public async Task A_run_that_a_crash_kept_from_its_start_is_named_and_starts_by_the_version_it_entered_by()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits));
        await shop.CustomerAsync("ann");
        shop.DieBefore("s|hello");
        await Should.ThrowAsync<IOException>(() => shop.EnrolAsync("hello", "ann"));

        using var next = shop.Reopen();
        (await PublishAsync(next, Of(Waits + Text))).Runs!.Staying.ShouldHaveSingleItem().Why.Code.ShouldBe("stays-unstarted");
        await next.Get<ReconcileRuns>().HandleAsync(Cancel);
        await next.PassAsync(TimeSpan.FromDays(6));
        (next.Email.Handed.Count, next.Sms.Handed.Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_damaged_run_is_named_and_keeps_nobody_else_waiting()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits));
        var (ann, bob, cem) = (await shop.EnterAsync("hello", "ann"), await shop.EnterAsync("hello", "bob"), await shop.EnterAsync("hello", "cem"));
        await DamageAsync(ann, _ => "{");
        await DamageAsync(bob, state => state[..^1] + ",\"version\":\"nosuchversion\"}");

        var runs = (await PublishAsync(shop, Of(Waits + Text))).Runs!;

        (runs.Moving, runs.Over).ShouldBe((1, 0));
        runs.Staying.Select(s => (s.Enrolment, s.Why.Code)).ShouldBe([(ann, "stays-damaged"), (bob, "stays-damaged")]);
        runs.Staying[1].Why.Say("en").ShouldStartWith("what is stored of it cannot be read: Version nosuchversion of sequence 'hello' is missing");
        runs.Staying[1].Why.Say("zh-CN").ShouldStartWith("其存储的记录无法读取");

        async Task DamageAsync(EnrolmentId id, Func<string, string> damage)
        {
            var row = shop.Store.Rows(RunRows.Table).Single(r => r.RowKey == RunRows.State(id));
            var properties = new Dictionary<string, object>(row.Properties, StringComparer.Ordinal) { ["state"] = damage(row.Get<string>("state")!) };
            await shop.Store.SubmitAsync(RunRows.Table, [new(TableActionKind.Upsert, row with { Properties = properties, ETag = null })], Cancel);
        }
    }

    [Fact]
    public async Task Telling_runs_again_moves_nobody_twice_and_forgets_nobody()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits));
        var (ann, bob) = (await shop.EnterAsync("hello", "ann"), await shop.EnterAsync("hello", "bob"));
        var second = Of(Waits + Text);
        shop.JustBefore("g|", () => throw new InvalidOperationException("the process ends here"));
        await Should.ThrowAsync<Exception>(() => PublishAsync(shop, second));

        using var next = shop.Reopen();
        var again = (await next.Get<PublishSequence>().HandleAsync(second, new("mei", Migrate: true), Cancel)).ShouldBeOfType<PublishOutcome.Unchanged>();
        await next.SettleAsync();
        again.Runs!.Moving.ShouldBeGreaterThan(0);
        ((await next.StateAsync(ann)).Version, (await next.StateAsync(bob)).Version).ShouldBe((second.Definition.Version, second.Definition.Version));
        await next.Get<PublishSequence>().HandleAsync(second, new("mei", Migrate: true), Cancel);
        await next.SettleAsync();
        (await next.LedgerAsync("ann")).Count(l => l.Kind == LedgerKind.Moved).ShouldBe(1);
        await next.PassAsync(TimeSpan.FromDays(6));
        next.Sms.Handed.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_version_that_was_moved_to_can_be_left_for_the_one_before()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits));
        await PublishAsync(shop, Of(Waits));
        var ann = await shop.EnterAsync("hello", "ann");
        await PublishAsync(shop, Of(Waits + Text));
        await shop.SettleAsync();
        var back = (await shop.Get<PublishSequence>().RollBackAsync("hello", null, new("mei", Migrate: true), Cancel)).ShouldBeOfType<PublishOutcome.Done>();
        back.Runs!.Moving.ShouldBe(1);
        await shop.PassAsync(TimeSpan.FromDays(40));
        shop.Sms.Handed.ShouldBeEmpty();
        (await shop.RowAsync(ann)).EndedAt.ShouldNotBeNull();
    }

    private static SequenceSource Of(string steps)
    {
        var yaml = SequenceText.Of("hello", steps);
        return new(Read(yaml), yaml);
    }

    private static SequenceDefinition Read(string yaml)
    {
        var result = SequenceFile.Read("hello.yaml", yaml);
        return result.Definition.ShouldNotBeNull(string.Join('\n', result.Problems));
    }

    private static async Task<PublishOutcome.Done> PublishAsync(CornerShop shop, SequenceSource source, bool migrate = true) =>
        (await shop.Get<PublishSequence>().HandleAsync(source, new("mei", Migrate: migrate), Cancel)).ShouldBeOfType<PublishOutcome.Done>();
}
