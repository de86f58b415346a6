using System.Diagnostics.Metrics;
using Microsoft.DurableTask.Client;
using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.App.Telemetry;
using Recall.App.Tests.Shops;
using Recall.Azure.Orchestration;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.Azure.Tests.Orchestration;

public class DurableSequenceRuntimeTests
{
    private const string Wait = "- { wait: calm, for: 5 days, until: [visit] }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_starts_are_one_also_after_the_end_and_after_the_purge()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", SequenceText.Mail));
        var id = await shop.EnterAsync("hello", "ann");
        await StartAsync();
        await shop.PassAsync(TimeSpan.FromDays(30));
        shop.Instance(id).Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
        await StartAsync();
        shop.Instance(id).Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
        await shop.PassAsync(TidyInstances.Kept + TimeSpan.FromDays(1));
        (await shop.Get<TidyInstances>().PurgeAsync(Cancel)).ShouldBe(1);
        await StartAsync();

        shop.Hub.Instances.ShouldBeEmpty();
        shop.Email.Calls.ShouldBe(1);
        (await shop.StateAsync(id)).Phase.ShouldBe(RunPhase.Done);

        async Task StartAsync()
        {
            for (var i = 0; i < 20; i++)
                await shop.Runtime.StartAsync(id, Cancel);
            await shop.Hub.SettleAsync();
        }
    }

    /// <summary>While it waits it moves at once; before its message is sent the signal stays stored, and it moves behind it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_goes_on_by_the_version_that_was_published(bool busy)
    {
        const string Steps = SequenceText.Mail + "\n- { wait: calm, for: 5 days }\n";
        using var shop = new DurableShop(SequenceText.Of("hello", Steps));
        await shop.CustomerAsync("ann");
        var id = await shop.EnrolAsync("hello", "ann");
        var yaml = SequenceText.Of("hello", Steps + "- { send: second, channels: [email], template: note }\n");
        var second = new SequenceSource(SequenceFile.Read("hello.yaml", yaml).Definition!, yaml);
        if (busy)
            shop.Hub.BeforeActivity = (_, _) => PublishAsync().GetAwaiter().GetResult(); // Ends at once: the store is in memory.
        await shop.Hub.SettleAsync();
        shop.Hub.BeforeActivity = null;
        var told = await PublishAsync();
        await shop.Hub.SettleAsync();

        ((await shop.StateAsync(id)).Step, (await shop.StateAsync(id)).Version).ShouldBe(("calm", second.Definition.Version));
        told.Moving.ShouldBe(busy ? 0 : 1);
        shop.Signals().ShouldBeEmpty();
        await shop.PassAsync(TimeSpan.FromDays(6));
        shop.Email.Reached.ShouldBe([id.EffectKey("mail"), id.EffectKey("second")]);

        async Task<MovedRuns> PublishAsync() => await shop.Get<PublishSequence>().HandleAsync(second, new("mei", Migrate: true), Cancel) switch
        {
            PublishOutcome.Done done => done.Runs!,
            PublishOutcome.Unchanged same => same.Runs!,
            var other => throw new InvalidOperationException($"{other}"),
        };
    }

    [Fact]
    public async Task A_run_whose_hub_was_lost_goes_on_where_it_stood()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", SequenceText.Mail + "\n- { wait: calm, for: 5 days }\n- { send: second, channels: [email], template: note }"));
        var id = await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(2));
        shop.Hub.Instances.Clear();
        (await shop.Runtime.StatusAsync(id, Cancel)).ShouldBeNull();

        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        await shop.PassAsync(TimeSpan.FromDays(3));

        shop.Email.Reached.ShouldBe([id.EffectKey("mail"), id.EffectKey("second")]);
        shop.Email.Handed.Select(h => h.At).ShouldBe([CornerShop.Noon, CornerShop.Noon.AddDays(5)]);
    }

    [Fact]
    public async Task A_crash_between_the_row_and_the_instance_is_set_right()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        shop.Client.Fails = new IOException("the host is gone");
        await Should.ThrowAsync<IOException>(() => shop.EnrolAsync("hello", "ann"));
        shop.Hub.Instances.ShouldBeEmpty();

        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        await shop.Hub.SettleAsync();

        shop.Email.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task An_instance_that_never_begins_is_ended_and_taken_up()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        var id = await shop.EnrolAsync("hello", "ann");
        shop.Instance(id).Status = OrchestrationRuntimeStatus.Pending;
        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(0); // It may be about to.
        shop.Clock.Advance(TimeSpan.FromHours(2));

        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        shop.Instance(id).Status.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        await shop.Hub.SettleAsync();

        shop.Email.Calls.ShouldBe(1);
    }

    /// <summary>What an operator is called for: a run that fails again and again is seen, and nothing else.</summary>
    [Fact]
    public async Task A_run_that_is_taken_up_is_counted_by_what_had_become_of_it()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", Wait));
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == RecallMetrics.RunsTakenUp && ReferenceEquals(instrument.Meter.Scope, shop.Get<IMeterFactory>()))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted.Add($"{tags[0].Value} {value}"));
        listener.Start();
        var (ann, bob) = (await shop.EnterAsync("hello", "ann"), await shop.EnterAsync("hello", "bob"));
        await shop.Get<ReconcileRuns>().HandleAsync(Cancel);
        counted.ShouldBeEmpty();

        shop.Instance(ann).Status = OrchestrationRuntimeStatus.Failed;
        shop.Instance(bob).Status = OrchestrationRuntimeStatus.Terminated;
        await shop.Get<ReconcileRuns>().HandleAsync(Cancel);

        counted.ShouldBe(["failed 1", "terminated 1"], ignoreOrder: true);
        shop.Instance(ann).Status.ShouldBe(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task A_signal_is_stored_before_it_is_raised_and_found_by_whatever_wakes_the_run()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", Wait + "\n- { wait: on, for: 5 days }"));
        var id = await shop.EnterAsync("hello", "ann");
        shop.Client.Fails = new IOException("the connection was lost");

        await Should.ThrowAsync<IOException>(() => shop.Runtime.SignalAsync(id, new("v", SignalKind.Visit, shop.Now.AddTicks(1)), Cancel));
        shop.Signals().ShouldHaveSingleItem();
        await shop.PassAsync(TimeSpan.FromDays(5));

        (await shop.StateAsync(id)).Seen.ShouldBe(["v"]);
        shop.Signals().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signal_for_a_run_that_nothing_drives_waits_until_it_is_taken_up()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", Wait));
        var id = await shop.EnterAsync("hello", "ann");
        shop.Instance(id).Status = OrchestrationRuntimeStatus.Terminated;

        await shop.Runtime.SignalAsync(id, new("o", SignalKind.Order, shop.Now.AddTicks(1)), Cancel);
        await shop.Get<ReconcileRuns>().HandleAsync(Cancel);
        await shop.Hub.SettleAsync();

        (await shop.RowAsync(id)).Outcome.ShouldBe(Outcomes.Recovered);
    }

    [Fact]
    public async Task A_signal_that_can_do_nothing_is_neither_stored_nor_raised()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", "- { wait: calm, for: 5 days, until: [reply] }"));
        var id = await shop.EnterAsync("hello", "ann");
        var written = shop.Store.Batches;

        await shop.Runtime.SignalAsync(id, new("v", SignalKind.Visit, shop.Now.AddTicks(1)), Cancel); // Nobody asks about visits.
        await shop.Runtime.SignalAsync(new("hello", CornerShop.Key("bob"), 1), new("r", SignalKind.Reply, shop.Now.AddTicks(1)), Cancel); // Never started.
        await shop.Runtime.SignalAsync(id, new("r", SignalKind.Reply, shop.Now.AddDays(-1)), Cancel); // From before the run.

        shop.Store.Batches.ShouldBe(written);
        shop.Instance(id).History.ShouldNotContain(h => h.Kind == HubEvent.Raised);
    }

    [Fact]
    public async Task An_instance_whose_enrolment_is_over_or_gone_is_ended_and_others_are_let_be()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", Wait));
        var ids = new Dictionary<string, EnrolmentId>(StringComparer.Ordinal);
        foreach (var name in (string[])["over", "gone", "runs"])
            ids[name] = await shop.EnterAsync("hello", name);
        shop.Hub.Instances["fit--20260302"] = new(nameof(FitShop), "fit--20260302", "{}", shop.Now);
        await shop.Get<EndRun>().HandleAsync(ids["over"], (await shop.StateAsync(ids["over"])) with { Phase = RunPhase.Done, Outcome = "won", Reason = Core.Wording.Whys.Cancelled.With(), EndedAt = shop.Now }, Cancel);
        var partition = shop.Get<CustomerStore>().Partition(ids["gone"].Customer);
        await shop.Store.SubmitAsync(CustomerKeys.Table, [new(TableActionKind.Delete, new(partition, CustomerKeys.Enrolment(ids["gone"]), new Dictionary<string, object>(StringComparer.Ordinal)))], Cancel);
        (await shop.Get<TidyInstances>().EndOrphansAsync(Cancel)).ShouldBe(0); // An end is written a moment before its instance completes.
        shop.Clock.Advance(TimeSpan.FromHours(2));

        (await shop.Get<TidyInstances>().EndOrphansAsync(Cancel)).ShouldBe(2);

        shop.Instance(ids["over"]).Status.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        shop.Instance(ids["gone"]).Status.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        shop.Instance(ids["runs"]).Status.ShouldBe(OrchestrationRuntimeStatus.Running);
    }

    [Theory]
    [InlineData("hello", "shop:42", 1, "hello--shop:42--1")]
    [InlineData("hello", "shop:张", 1, "run--")]
    public void An_instance_has_the_enrolments_id_where_the_service_takes_it(string sequence, string customer, int episode, string instance) =>
        InstanceIds.Of(new(sequence, CustomerKey.Parse(customer), episode)).ShouldStartWith(instance);

    [Fact]
    public void The_longest_enrolments_have_instances_of_their_own()
    {
        var customer = "shop:" + new string('x', KeyRules.MaxIdLength - 5);
        var ids = Enumerable.Range(1, 100).Select(i => InstanceIds.Of(new(new string('a', 60), CustomerKey.Parse(customer), i))).ToList();

        ids.ShouldAllBe(i => i.Length <= InstanceIds.MaxLength);
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(100);
        ids.Count(IsEnrolment).ShouldBe(0); // No enrolment's own id is one of these.

        static bool IsEnrolment(string id) => EnrolmentId.TryParse(id, out _);
    }
}
