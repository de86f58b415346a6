using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.DurableTask.Client;
using Recall.App.Enrolment;
using Recall.App.Tests.Sequences;
using Recall.App.Tests.Shops;
using Recall.Azure.Orchestration;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.Azure.Tests.Orchestration;

public partial class RecallSequenceTests
{
    private const string Wait = "- { wait: calm, for: 5 days, until: [visit] }\n- { wait: on, for: 5 days, until: [visit] }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<RecordedTrace> Traces => [.. RecordedTraces.All.Select(t => new TheoryDataRow<RecordedTrace>(t))];

    [Theory]
    [MemberData(nameof(Traces), DisableDiscoveryEnumeration = true)]
    public async Task Its_states_are_those_of_the_pure_machine(RecordedTrace trace)
    {
        using var shop = new DurableShop(trace.Yaml);
        var stored = new List<string>();
        var id = await RunAsync(shop, trace, stored);

        trace.ShouldBeStored(stored, shop.Sequence("hello").Tree, id, CornerShop.Noon);
        var over = (await shop.StateAsync(id)).Phase == RunPhase.Done;
        ((await shop.RowAsync(id)).EndedAt is not null).ShouldBe(over);
        shop.Instance(id).Status.ShouldBe(over ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Running);
        shop.Signals().ShouldBeEmpty();
    }

    /// <summary>
    /// Histories that runs made when their version was new, as they lie in task hubs: the orchestrator of today still asks for the same. Where
    /// it does not, raise <c>defaultVersion</c> in host.json, keep the old way for older versions, and record the new histories beside these.
    /// </summary>
    [Theory]
    [InlineData("1")]
    public async Task Recorded_histories_are_replayed_alike_and_alike_again(string version)
    {
        using var shop = new DurableShop();
        var histories = JsonSerializer.Deserialize<List<RecordedHistory>>(await File.ReadAllTextAsync(RecordedHistory.File(version), Cancel))!;
        histories.Count(h => h.Name == nameof(RecallSequence)).ShouldBeGreaterThan(15);
        histories.Count(h => h.Name == nameof(FitShop)).ShouldBe(FitTraces.All.Count);
        foreach (var recorded in histories)
        {
            for (var time = 0; time < 2; time++)
            {
                var again = shop.Hub.Replay(recorded.Instance());
                again.Actions.Select(a => a.Text).ShouldBe(recorded.Actions, recorded.Trace);
                (again.CustomStatus, again.Output).ShouldBe((recorded.CustomStatus, recorded.Output), recorded.Trace);
            }
        }
    }

    [Fact]
    public async Task No_recorded_history_names_a_folder_of_the_machine_that_recorded_it()
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(RecordedHistory.File("1"))!);
        files.ShouldNotBeEmpty();
        foreach (var file in files)
            AbsolutePath().Matches(await File.ReadAllTextAsync(file, Cancel)).Select(m => m.Value).ShouldBeEmpty(file);
        AbsolutePath().IsMatch(" in /home/ann/recall/Hub.cs:line 5").ShouldBeTrue();
        AbsolutePath().IsMatch(@" in C:\recall\Hub.cs:line 5").ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_is_recorded_without_its_stack()
    {
        foreach (var trace in FitTraces.All)
        {
            using var shop = new DurableShop();
            RecordedHistory.Of(trace.Name, await trace.RunAsync(shop)).History.ShouldAllBe(h => h.Failure == null || h.Failure.StackTrace == null);
        }
    }

    /// <summary>Records them; run by hand, once for each version.</summary>
    [Fact(Explicit = true)]
    public async Task Record_histories()
    {
        var histories = new List<RecordedHistory>();
        foreach (var trace in RecordedTraces.All)
        {
            using var shop = new DurableShop(trace.Yaml);
            histories.Add(RecordedHistory.Of(trace.Name, shop.Instance(await RunAsync(shop, trace, []))));
        }

        foreach (var trace in FitTraces.All)
        {
            using var shop = new DurableShop();
            histories.Add(RecordedHistory.Of(trace.Name, await trace.RunAsync(shop)));
        }

        await File.WriteAllTextAsync(RecordedHistory.Source("1"), JsonSerializer.Serialize(histories, RecordedHistory.Written) + "\n", Cancel);
    }

    [Fact]
    public async Task The_custom_status_says_which_step_and_until_when()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", Wait));
        var id = await shop.EnterAsync("hello", "ann");

        var status = JsonNode.Parse(shop.Instance(id).CustomStatus!)!;

        (status["Phase"]!.GetValue<string>(), status["Step"]!.GetValue<string>(), status["Until"]!.GetValue<DateTimeOffset>())
            .ShouldBe(("waiting", "calm", CornerShop.Noon.AddDays(5)));
    }

    [Fact]
    public async Task No_fact_about_a_customer_is_in_a_history()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", SequenceText.Mail + "\n" + Wait));
        var id = await shop.EnterAsync("hello", "ann");
        await shop.Runtime.SignalAsync(id, new("v", SignalKind.Visit, shop.Now.AddTicks(1), Detail: "a person's words"), Cancel);
        await shop.Hub.SettleAsync();

        var instance = shop.Instance(id);
        instance.Input.ShouldBe($"\"{id}\"");
        instance.Actions.Where(a => a.Kind == HubAction.Activity).ShouldAllBe(a => a.Input == $"\"{id}\"");
        instance.History.Where(h => h.Kind == HubEvent.Raised).ShouldHaveSingleItem().Payload.ShouldBe("\"visit\"");
        instance.History.Where(h => h.Payload is not null).ShouldAllBe(h => h.Payload!.Length < 100);
    }

    [Fact]
    public async Task A_wait_that_a_signal_ends_leaves_no_timer_behind()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", Wait));
        var id = await shop.EnterAsync("hello", "ann");

        await shop.Runtime.SignalAsync(id, new("v", SignalKind.Visit, shop.Now.AddTicks(1)), Cancel);
        await shop.Hub.SettleAsync();

        (await shop.StateAsync(id)).Step.ShouldBe("on");
        shop.Instance(id).Actions.Where(a => a is { Kind: HubAction.Timer, Done: false }).ShouldHaveSingleItem();
    }

    /// <summary>Before the run has begun, when its first wait is over, and when its second is.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_order_is_taken_whatever_the_run_is_doing(int before)
    {
        using var shop = new DurableShop(SequenceText.Of("hello", "- { wait: calm, for: 5 days }\n" + SequenceText.Mail + "\n- { wait: on, for: 5 days }"));
        await shop.CustomerAsync("ann");
        var id = await shop.EnrolAsync("hello", "ann");
        var calls = 0;
        shop.Hub.BeforeActivity = (_, _) =>
        {
            if (calls++ == before)
                Order(shop, id);
        };

        await shop.PassAsync(TimeSpan.FromDays(11));

        (await shop.RowAsync(id)).Outcome.ShouldBe(Outcomes.Recovered);
        shop.Instance(id).Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    /// <summary>The message is about to be reserved; the customer's row is another by then, the gate looks again, and the run is told too.</summary>
    [Fact]
    public async Task An_order_that_comes_in_a_step_ends_the_run_behind_it()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", SequenceText.Mail + "\n- { send: second, channels: [email], template: note }"));
        await shop.CustomerAsync("ann");
        var id = await shop.EnrolAsync("hello", "ann");
        shop.Store.BeforeSubmit = (_, actions) =>
        {
            if (!actions.Any(a => a.Row.RowKey.StartsWith("t|", StringComparison.Ordinal)))
                return;
            shop.Store.BeforeSubmit = null;
            shop.GiveAsync(new OrderPlaced { Id = "o", Customer = id.Customer, At = CornerShop.Noon.AddTicks(1), Total = 50 }).GetAwaiter().GetResult();
        };

        await shop.Hub.SettleAsync();

        (await shop.RowAsync(id)).Outcome.ShouldBe(Outcomes.Recovered);
        shop.Email.Calls.ShouldBe(0);
        shop.Instance(id).Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    /// <summary>All of it ends at once: the store is in memory.</summary>
    private static void Order(DurableShop shop, EnrolmentId id) =>
        shop.Runtime.SignalAsync(id, new("o", SignalKind.Order, CornerShop.Noon.AddTicks(1)), Cancel).GetAwaiter().GetResult();

    /// <summary>The wait is over by its timer; then a signal comes in the step behind it, and must wake the wait after that step.</summary>
    [Fact]
    public async Task A_signal_after_a_wait_that_timed_out_is_not_given_to_that_wait()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", "- { wait: calm, for: 5 days }\n" + SequenceText.Mail + "\n- { wait: on, for: 5 days, until: [reply] }\n- { wait: last, for: 5 days }"));
        var id = await shop.EnterAsync("hello", "ann");
        shop.Hub.BeforeActivity = (_, _) =>
        {
            if (shop.Email.Calls != 1)
                return;
            shop.Hub.BeforeActivity = null;
            shop.Hub.Raise(shop.Instance(id), RecallSequence.Signalled, "\"reply\""); // Told, and stored a moment later, as two stores may show it.
        };
        await shop.PassAsync(TimeSpan.FromDays(5));
        (await shop.StateAsync(id)).Step.ShouldBe("on");

        await shop.Runtime.SignalAsync(id, new("r", SignalKind.Reply, shop.Now.AddTicks(1)), Cancel);
        await shop.Hub.SettleAsync();

        (await shop.StateAsync(id)).Step.ShouldBe("last");
    }

    [Fact]
    public async Task A_hundred_signals_cost_a_few_looks_and_are_all_taken()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", "- { wait: calm, for: 5 days, until: [reply] }\n- { wait: on, for: 5 days, until: [visit] }"));
        var id = await shop.EnterAsync("hello", "ann");
        var looks = shop.Hub.Calls.Count;
        for (var i = 0; i < 100; i++)
            await shop.Runtime.SignalAsync(id, new($"v{i:D3}", SignalKind.Visit, shop.Now.AddTicks(1)), Cancel);

        await shop.PassAsync(TimeSpan.FromDays(5));

        (await shop.StateAsync(id)).Seen.Count.ShouldBe(100);
        shop.Signals().ShouldBeEmpty();
        (shop.Hub.Calls.Count - looks).ShouldBeLessThan(10);
    }

    [Fact]
    public async Task A_step_that_fails_is_tried_for_hours_and_then_the_run_is_taken_up_where_it_stood()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", "- { wait: calm, for: 1 day }\n" + SequenceText.Mail));
        shop.Email.Next([.. Enumerable.Repeat(Fate.FailBefore, RecallSequence.Retries.MaxNumberOfAttempts)]);
        var id = await shop.EnterAsync("hello", "ann");

        await shop.PassAsync(TimeSpan.FromDays(1) + TimeSpan.FromHours(9));
        shop.Instance(id).Status.ShouldBe(OrchestrationRuntimeStatus.Running);
        await shop.PassAsync(TimeSpan.FromHours(1));
        shop.Instance(id).Status.ShouldBe(OrchestrationRuntimeStatus.Failed);
        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        await shop.Hub.SettleAsync();

        shop.Email.Reached.ShouldBe([id.EffectKey("mail")]);
        (await shop.StateAsync(id)).Phase.ShouldBe(RunPhase.Observing);
        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_get_better_is_not_tried_again()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        var tried = 0;
        shop.Hub.BeforeActivity = (_, _) =>
        {
            tried++;
            throw new InvalidOperationException("Version x of sequence 'hello' is missing.");
        };
        var id = await shop.EnrolAsync("hello", "ann");

        await shop.PassAsync(TimeSpan.FromDays(1));

        (tried, shop.Instance(id).Status).ShouldBe((1, OrchestrationRuntimeStatus.Failed));
    }

    [Fact]
    public async Task What_a_worker_that_stops_takes_from_under_a_run_is_tried_again()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        shop.Hub.BeforeActivity = (_, _) =>
        {
            shop.Hub.BeforeActivity = null;
            throw new ObjectDisposedException("HttpClient");
        };
        var id = await shop.EnrolAsync("hello", "ann");

        await shop.PassAsync(TimeSpan.FromMinutes(1));

        shop.Instance(id).Status.ShouldBe(OrchestrationRuntimeStatus.Running);
        shop.Email.Reached.ShouldBe([id.EffectKey("mail")]);
    }

    /// <summary>Two deliveries of one activity at once: the row's ETag lets one of them through.</summary>
    [Fact]
    public async Task An_activity_that_runs_twice_sends_once()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        var id = await shop.EnrolAsync("hello", "ann");
        shop.Hub.BeforeActivity = (_, _) =>
        {
            shop.Hub.BeforeActivity = null;
            shop.Get<MoveRun>().RunAsync(id.ToString(), shop.Client, Cancel).GetAwaiter().GetResult();
        };

        await shop.Hub.SettleAsync();

        shop.Email.Reached.ShouldBe([id.EffectKey("mail")]);
        (await shop.StateAsync(id)).Entered.ShouldBe(1);
    }

    private static async Task<EnrolmentId> RunAsync(DurableShop shop, RecordedTrace trace, List<string> stored)
    {
        var name = RecordedTrace.CustomerOf(trace.Arm);
        await shop.CustomerAsync(name);
        if (trace.Inputs.Any(i => i.Input is MachineInput.StepPerformed { Result: StepResult.Deferred }))
            shop.Email.Next(Fate.TryLater);
        shop.Store.BeforeSubmit = (table, actions) => stored.AddRange(
            actions.Where(a => table == RunRows.Table && a.Row.RowKey.StartsWith("s|", StringComparison.Ordinal)).Select(a => a.Row.Get<string>("state")!));
        var id = await shop.EnrolAsync("hello", name);
        await shop.Hub.SettleAsync();
        foreach (var (after, input) in trace.Inputs)
        {
            shop.Clock.Advance(after);
            if (input is MachineInput.SignalReceived { Signal: var signal })
                await shop.Runtime.SignalAsync(id, signal, Cancel);
            await shop.Hub.SettleAsync();
        }

        return id;
    }

    [GeneratedRegex(@"(?<![\w./])/[\w.-]+/|\b[A-Za-z]:\\", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AbsolutePath();
}
