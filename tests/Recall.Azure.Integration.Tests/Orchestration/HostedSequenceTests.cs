using Microsoft.DurableTask.Client;
using Recall.App.Enrolment;
using Recall.App.Tests.Sequences;
using Recall.App.Tests.Shops;
using Recall.Azure.Orchestration;
using Recall.Core.Sequences;

namespace Recall.Azure.Integration.Tests.Orchestration;

/// <summary>The orchestrator under the durable runtime itself, from its first activity to its last timer.</summary>
public class HostedSequenceTests
{
    private const string Wait = "- { wait: calm, for: 5 days, until: [visit] }\n- { wait: on, for: 5 days, until: [visit] }";

    public static TheoryData<RecordedTrace> Traces => [.. RecordedTraces.All.Select(t => new TheoryDataRow<RecordedTrace>(t))];

    [Theory]
    [MemberData(nameof(Traces), DisableDiscoveryEnumeration = true)]
    public async Task Its_states_are_those_of_the_pure_machine(RecordedTrace trace)
    {
        await using var shop = await HostedShop.OpenAsync(trace.Yaml);
        var name = RecordedTrace.CustomerOf(trace.Arm);
        await shop.CustomerAsync(name);
        if (trace.Inputs.Any(i => i.Input is MachineInput.StepPerformed { Result: StepResult.Deferred }))
            shop.Email.Next(Fate.TryLater);
        var stored = new List<string>();
        shop.Store.BeforeSubmit = (table, actions) => stored.AddRange(
            actions.Where(a => table == RunRows.Table && a.Row.RowKey.StartsWith("s|", StringComparison.Ordinal)).Select(a => a.Row.Get<string>("state")!));
        var id = await shop.EnrolAsync(name);
        await shop.SettleAsync();
        foreach (var (after, input) in trace.Inputs)
        {
            await shop.PassAsync(after);
            if (input is MachineInput.SignalReceived { Signal: var signal })
                await shop.Get<App.Ports.ISequenceRuntime>().SignalAsync(id, signal, TestContext.Current.CancellationToken);
            await shop.SettleAsync();
        }

        trace.ShouldBeStored(stored, shop.Tree, id, CornerShop.Noon);
        var (state, instance) = (await shop.StateAsync(id), await shop.InstanceAsync(id));
        instance.RuntimeStatus.ShouldBe(state.Phase == RunPhase.Done ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Running);
        instance.ReadCustomStatusAs<RunPlace>().ShouldBe(RunPlace.Of(state));
        shop.Signals().ShouldBeEmpty();
    }

    /// <summary>In pieces of three days, which are the runtime's.</summary>
    [Fact]
    public async Task A_wait_of_180_days_is_shown_from_its_first_day_to_its_last()
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", "- { wait: calm, for: 180 days }\n" + SequenceText.Mail));
        var id = await shop.EnterAsync("ann");
        var place = new RunPlace(RunPhase.Waiting, "calm", CornerShop.Noon.AddDays(180), null);

        (await shop.InstanceAsync(id)).ReadCustomStatusAs<RunPlace>().ShouldBe(place);
        await shop.PassAsync(TimeSpan.FromDays(179));
        (await shop.InstanceAsync(id)).ReadCustomStatusAs<RunPlace>().ShouldBe(place);
        (shop.Moves, shop.Email.Calls).ShouldBe((1, 0));
        await shop.PassAsync(TimeSpan.FromDays(1));

        shop.Email.Handed.ShouldHaveSingleItem().At.ShouldBe(CornerShop.Noon.AddDays(180));
    }

    [Fact]
    public async Task A_wait_that_a_signal_ends_is_not_ended_again_by_its_timer()
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", Wait));
        var id = await shop.EnterAsync("ann");
        await shop.PassAsync(TimeSpan.FromDays(1));
        await shop.SignalAsync(id, "v", SignalKind.Visit);
        await shop.SettleAsync();
        (await shop.StateAsync(id)).Step.ShouldBe("on");
        var moves = shop.Moves;

        await shop.PassAsync(TimeSpan.FromDays(4.5)); // Past the first wait's end, before the second's.

        (shop.Moves, (await shop.StateAsync(id)).Step).ShouldBe((moves, "on"));
    }

    /// <summary>Both messages lie there when the instance is next run, in either order.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signal_at_the_moment_of_the_timer_ends_one_wait_and_is_taken_once(bool signalFirst)
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", Wait));
        var id = await shop.EnterAsync("ann");
        await shop.PassAsync(TimeSpan.FromDays(5) - TimeSpan.FromTicks(1));
        await shop.Host.StopWorkerAsync();
        if (signalFirst)
            await shop.SignalAsync(id, "v", SignalKind.Visit);
        shop.Clock.Advance(TimeSpan.FromTicks(1));
        await shop.Hub.FireAsync();
        if (!signalFirst)
            await shop.SignalAsync(id, "v", SignalKind.Visit);
        await shop.StartWorkerAsync();

        await shop.SettleAsync();

        (await shop.StateAsync(id)).Seen.ShouldBe(["v"]);
        shop.Signals().ShouldBeEmpty();
        (await shop.InstanceAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        await shop.PassAsync(TimeSpan.FromDays(60));
        (await shop.InstanceAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    /// <summary>Before the run has begun, when its first wait is over, and when its second is.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_order_before_the_instance_waits_is_not_lost(int move)
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", "- { wait: calm, for: 5 days }\n" + SequenceText.Mail + "\n- { wait: on, for: 5 days }"));
        await shop.CustomerAsync("ann");
        EnrolmentId? id = null;
        var ordered = false;
        shop.BeforeMove = async () =>
        {
            if (shop.Moves < move || ordered)
                return;
            ordered = true;
            await shop.Get<App.Ports.ISequenceRuntime>().SignalAsync(
                new("hello", CornerShop.Key("ann"), 1), new("o", SignalKind.Order, CornerShop.Noon.AddTicks(1)), TestContext.Current.CancellationToken);
        };
        id = await shop.EnrolAsync("ann");

        await shop.PassAsync(TimeSpan.FromDays(11));

        (await shop.RowAsync(id)).Outcome.ShouldBe(Outcomes.Recovered);
        (await shop.InstanceAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task A_signal_that_is_raised_twice_is_one()
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", Wait));
        var id = await shop.EnterAsync("ann");

        await shop.SignalAsync(id, "v", SignalKind.Visit);
        await shop.SignalAsync(id, "v", SignalKind.Visit);
        await shop.SettleAsync();
        await shop.SignalAsync(id, "v", SignalKind.Visit);
        await shop.SettleAsync();

        var state = await shop.StateAsync(id);
        state.Step.ShouldBe("on", "The second wait is ended by another visit alone.");
        state.Seen.ShouldBe(["v"]);
        shop.Signals().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_worker_that_is_stopped_and_started_goes_on_from_the_history()
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", SequenceText.Mail + "\n" + Wait + "\n- { send: second, channels: [email], template: note }"));
        var id = await shop.EnterAsync("ann");
        var bob = await shop.EnterAsync("bob");
        await shop.Host.StopWorkerAsync();
        await shop.SignalAsync(id, "v", SignalKind.Visit); // While nobody works.
        shop.Clock.Advance(TimeSpan.FromDays(5)); // And bob's wait is over meanwhile.
        await shop.Hub.FireAsync();

        await shop.StartWorkerAsync();
        await shop.SettleAsync();

        ((await shop.StateAsync(id)).Step, (await shop.StateAsync(bob)).Step).ShouldBe(("on", "on"));
        await shop.PassAsync(TimeSpan.FromDays(5));
        shop.Email.Reached.ShouldBe([id.EffectKey("mail"), bob.EffectKey("mail"), id.EffectKey("second"), bob.EffectKey("second")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_step_that_fails_is_tried_again_after_longer_and_longer_and_sends_once()
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", SequenceText.Mail));
        shop.Email.Next(Fate.FailBefore, Fate.FailBefore, Fate.FailBefore);
        var id = await shop.EnterAsync("ann");
        shop.Email.Reached.ShouldBeEmpty();

        await shop.PassAsync(TimeSpan.FromMinutes(2));

        shop.Email.Handed.ShouldHaveSingleItem().At.ShouldBe(CornerShop.Noon.AddSeconds(10 + 20 + 40));
        (await shop.InstanceAsync(id)).ReadCustomStatusAs<RunPlace>()!.Phase.ShouldBe(RunPhase.Observing);
    }

    [Fact]
    public async Task A_step_that_fails_for_hours_is_taken_up_where_it_stood()
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", "- { wait: calm, for: 1 day }\n" + SequenceText.Mail));
        shop.Email.Next([.. Enumerable.Repeat(Fate.FailBefore, RecallSequence.Retries.MaxNumberOfAttempts)]);
        var id = await shop.EnterAsync("ann");
        await shop.PassAsync(TimeSpan.FromDays(1) + TimeSpan.FromHours(9));
        (await shop.InstanceAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        await shop.PassAsync(TimeSpan.FromHours(1));
        (await shop.InstanceAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);

        (await shop.Get<ReconcileRuns>().HandleAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        await shop.SettleAsync();

        shop.Email.Reached.ShouldBe([id.EffectKey("mail")]);
        (await shop.InstanceAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
    }

    /// <summary>By the type of the failure, which crosses from the worker to the orchestrator as a name.</summary>
    [Theory]
    [InlineData(typeof(InvalidOperationException), 1)]
    [InlineData(typeof(System.Text.Json.JsonException), 1)]
    [InlineData(typeof(IOException), 18)]
    public async Task What_cannot_get_better_is_not_tried_again(Type failure, int tried)
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        shop.BeforeMove = () => throw (Exception)Activator.CreateInstance(failure, "a damaged row")!;
        var id = await shop.EnrolAsync("ann");

        await shop.PassAsync(TimeSpan.FromDays(1));

        (shop.Moves, (await shop.InstanceAsync(id)).RuntimeStatus).ShouldBe((tried, OrchestrationRuntimeStatus.Failed));
    }
}
