using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using Recall.App.Enrolment;
using Recall.App.Tests.Shops;
using Recall.Azure.Orchestration;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.Azure.Tests.Orchestration;

public class RecallSequenceTests
{
    private const string Wait = "- { wait: calm, for: 5 days, until: [visit] }\n- { wait: on, for: 5 days, until: [visit] }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
}
