using Recall.App.Ledger;
using Recall.App.Tests.Sequences;
using Recall.App.Tests.Shops;
using Recall.Core;
using Recall.Core.Sequences;
using Recall.Local.Runtime;

namespace Recall.Local.Tests.Runtime;

public class LocalRuntimeTests
{
    private const string Wait = "- { wait: calm, for: 5 days, until: [visit] }\n- { wait: on, for: 5 days }";
    private static readonly EnrolmentId Ann = new("hello", CornerShop.Key("ann"), 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<RecordedTrace> Traces => [.. RecordedTraces.All.Select(t => new TheoryDataRow<RecordedTrace>(t))];

    [Theory]
    [MemberData(nameof(Traces), DisableDiscoveryEnumeration = true)]
    public async Task Its_states_are_those_of_the_pure_machine(RecordedTrace trace)
    {
        using var shop = new CornerShop(trace.Yaml);
        var name = RecordedTrace.CustomerOf(trace.Arm);
        await shop.CustomerAsync(name);
        if (trace.Inputs.Any(i => i.Input is MachineInput.StepPerformed { Result: StepResult.Deferred }))
            shop.Email.Next(Fate.TryLater);
        var stored = new List<string>();
        shop.Store.BeforeSubmit = (table, actions) => stored.AddRange(
            actions.Where(a => table == "runs" && a.Row.RowKey.StartsWith("s|", StringComparison.Ordinal)).Select(a => a.Row.Get<string>("state")!));

        var id = (await shop.EnrolAsync("hello", name)).Id!;
        await shop.SettleAsync();
        foreach (var (after, input) in trace.Inputs)
        {
            shop.Clock.Advance(after);
            if (input is MachineInput.SignalReceived { Signal: var signal })
                await shop.Get<LocalRuntime>().SignalAsync(id, signal, Cancel);
            await shop.SettleAsync();
        }

        trace.ShouldBeStored(stored, shop.Sequence("hello").Tree, id, CornerShop.Noon);
        ((await shop.RowAsync(id)).EndedAt is null).ShouldBe((await shop.StateAsync(id)).Phase != RunPhase.Done);
    }

    [Fact]
    public async Task A_wait_by_the_clock_goes_by_the_customers_own_and_is_said_once()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { wait: morning, until-time: \"10:00\" }\n" + SequenceText.Mail));
        await shop.CustomerAsync("ann", "America/New_York");
        await shop.EnrolAsync("hello", "ann");
        shop.DieBefore(2); // The end is said and not stored: the step is performed again.
        await Should.ThrowAsync<IOException>(shop.SettleAsync);
        using var next = shop.Reopen();
        await next.PassAsync(TimeSpan.FromDays(2));

        var said = (await next.LedgerAsync("ann")).Where(l => l.Kind == LedgerKind.Scheduled).ShouldHaveSingleItem();
        said.Why.Say("en").ShouldBe("waits until 2026-03-02 10:00 in America/New_York");
        next.Email.Handed.ShouldHaveSingleItem().At.ShouldBe(CornerShop.Noon.AddHours(3));
    }

    [Fact]
    public async Task Twenty_starts_at_once_are_one()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => shop.Get<LocalRuntime>().StartAsync(Ann, Cancel), Cancel)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(shop.SettleAsync, Cancel)));
        await shop.Get<LocalRuntime>().StartAsync(Ann, Cancel);
        await shop.SettleAsync();

        shop.Email.Calls.ShouldBe(1);
        (await shop.StateAsync(Ann)).Entered.ShouldBe(1);
    }

    [Fact]
    public async Task A_signal_twice_is_once()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait.Replace("for: 5 days }", "for: 5 days, until: [visit] }", StringComparison.Ordinal)));
        await shop.EnterAsync("hello", "ann");
        for (var i = 0; i < 2; i++)
        {
            await shop.Get<LocalRuntime>().SignalAsync(Ann, new("v", SignalKind.Visit, shop.Now.AddTicks(1)), Cancel);
            await shop.SettleAsync();
        }

        (await shop.StateAsync(Ann)).Step.ShouldBe("on");
    }

    [Fact]
    public async Task A_hundred_signals_of_one_instant_are_all_taken()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { wait: calm, for: 5 days, until: [reply] }\n- { wait: on, for: 5 days, until: [visit] }"));
        await shop.EnterAsync("hello", "ann");
        for (var i = 0; i < 100; i++)
            await shop.Get<LocalRuntime>().SignalAsync(Ann, new($"v{i:D3}", SignalKind.Visit, shop.Now.AddTicks(1)), Cancel);

        await shop.SettleAsync();

        (await shop.StateAsync(Ann)).Seen.ShouldBe(Enumerable.Range(0, 100).Select(i => $"v{i:D3}"));
        shop.Store.Rows("runs").Count(r => r.RowKey.StartsWith("g|", StringComparison.Ordinal)).ShouldBe(0);
        shop.Store.Rows("runs").Where(r => r.RowKey.StartsWith("d|", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_hundred_signals_are_all_taken_after_looks_that_failed_have_used_up_their_marks()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { wait: calm, for: 5 days, until: [reply] }\n- { wait: on, for: 5 days, until: [visit] }"));
        await shop.EnterAsync("hello", "ann");
        for (var i = 0; i < 100; i++)
            await shop.Get<LocalRuntime>().SignalAsync(Ann, new($"v{i:D3}", SignalKind.Visit, shop.Now.AddTicks(1)), Cancel);
        shop.Store.BeforeSubmit = (_, actions) =>
        {
            if (actions[0] is { Kind: App.Ports.TableActionKind.Replace, Row: var row } && row.RowKey.StartsWith("s|", StringComparison.Ordinal))
                throw new IOException("the disk is full");
        };
        await shop.SettleAsync();
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.SettleAsync(); // All marks that are left come due at once, and one is left of them.
        shop.Store.Rows("runs").Count(r => r.RowKey.StartsWith("g|", StringComparison.Ordinal)).ShouldBe(100);
        shop.Store.Rows("runs").Count(r => r.RowKey.StartsWith("d|", StringComparison.Ordinal)).ShouldBe(2);
        shop.Store.BeforeSubmit = null;

        await shop.PassAsync(TimeSpan.FromHours(1));

        (await shop.StateAsync(Ann)).Seen.Count.ShouldBe(100);
        shop.Store.Rows("runs").Count(r => r.RowKey.StartsWith("g|", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public async Task A_signal_that_is_known_is_not_written_again()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait));
        await shop.EnterAsync("hello", "ann");
        var visit = new Signal("v", SignalKind.Visit, shop.Now.AddTicks(1));
        await shop.Get<LocalRuntime>().SignalAsync(Ann, visit, Cancel);
        var written = shop.Store.Batches;

        await shop.Get<LocalRuntime>().SignalAsync(Ann, visit, Cancel);
        shop.Store.Batches.ShouldBe(written);
        await shop.SettleAsync();
        written = shop.Store.Batches;
        await shop.Get<LocalRuntime>().SignalAsync(Ann, visit, Cancel);

        shop.Store.Batches.ShouldBe(written);
        (await shop.Get<LocalRuntime>().NextDueAsync(Cancel)).ShouldBe(CornerShop.Noon.AddDays(5));
    }

    [Fact]
    public async Task A_due_mark_that_is_stale_or_belongs_to_a_run_that_is_over_does_no_harm()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Wait));
        await shop.EnterAsync("hello", "ann");
        await shop.Store.SubmitAsync("runs", [new(App.Ports.TableActionKind.Upsert, DueRows.Mark(DueRows.Key(shop.Now, Ann)))], Cancel);
        var before = await shop.StateAsync(Ann);
        await shop.SettleAsync();
        StoredJson.Text(await shop.StateAsync(Ann)).ShouldBe(StoredJson.Text(before));

        await shop.PassAsync(TimeSpan.FromDays(30));
        var ended = await shop.RowAsync(Ann);
        await shop.Store.SubmitAsync("runs", [new(App.Ports.TableActionKind.Upsert, DueRows.Mark(DueRows.Key(shop.Now, Ann)))], Cancel);
        await shop.SettleAsync();

        (await shop.RowAsync(Ann)).ShouldBe(ended);
        (await shop.Get<LocalRuntime>().NextDueAsync(Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_failing_effect_rests_10_20_40_seconds_then_an_hour_at_most_and_begins_anew_after_a_success()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail + "\n- { send: second, channels: [email], template: note }"));
        shop.Email.Next([.. Enumerable.Repeat(Fate.FailBefore, 12), Fate.Accept, Fate.FailBefore]);
        await shop.EnterAsync("hello", "ann");
        var pauses = new List<double>();
        while (shop.Email.Calls < 15)
        {
            var next = (await shop.Get<LocalRuntime>().NextDueAsync(Cancel))!.Value;
            pauses.Add((next - shop.Now).TotalSeconds);
            shop.Clock.AdvanceTo(next);
            await shop.SettleAsync();
        }

        pauses.ShouldBe([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600, 10]);
        shop.Email.Reached.ShouldBe([Ann.EffectKey("mail"), Ann.EffectKey("second")]);
    }

    [Fact]
    public async Task One_failing_run_keeps_no_other_from_moving()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
        for (var i = 0; i < 20; i++)
        {
            await shop.CustomerAsync($"c{i}");
            await shop.EnrolAsync("hello", $"c{i}");
        }

        shop.Email.Next(Fate.TimeOut);
        await shop.SettleAsync();

        shop.Email.Reached.Count.ShouldBe(19);
    }

    [Fact]
    public async Task A_new_process_goes_on_with_a_wait_of_180_days()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { wait: calm, for: 180 days }\n" + SequenceText.Mail, goal: "365 days"));
        await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(90));

        using var next = shop.Reopen();
        await next.PassAsync(TimeSpan.FromDays(90));

        next.Email.Handed.ShouldHaveSingleItem().At.ShouldBe(CornerShop.Noon.AddDays(180));
    }
}
