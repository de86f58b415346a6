using Microsoft.DurableTask.Client;
using Recall.App.Enrolment;
using Recall.App.Privacy;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.Azure.Tests.Orchestration;

/// <summary>An instance goes with its customer, or finds its end without failing; who comes back gets one of their own.</summary>
public class ForgottenRunTests
{
    private const string Steps = "- { wait: calm, for: 1 day, until: [visit] }\n" + SequenceText.Mail + "\n- { wait: on, for: 5 days }";

    private static readonly CustomerKey Ann = CornerShop.Key("ann");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Before its message, behind it, observing, and over.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(10, true)]
    [InlineData(40, false)]
    public async Task Nothing_of_a_run_is_left_and_who_comes_back_is_treated(int days, bool running)
    {
        using var shop = new DurableShop(SequenceText.Of("hello", Steps));
        var id = await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(days));

        await ForgetAsync(shop);

        shop.Store.Rows(RunRows.Table).ShouldBeEmpty();
        shop.Hub.Instances.Values.Select(i => i.Status).ShouldBe(running ? [OrchestrationRuntimeStatus.Terminated] : []);
        await ShouldBeTreatedAsync(shop, id);
    }

    /// <summary>Whatever a run writes next, the forgetting comes just before it, and the hub learns late that the instance was to end.</summary>
    [Fact]
    public async Task A_forgetting_in_the_middle_of_a_look_lets_the_instance_end_without_failing()
    {
        for (var batch = 0; ; batch++)
        {
            using var shop = new DurableShop(SequenceText.Of("hello", Steps));
            await shop.CustomerAsync("ann");
            var id = await shop.EnrolAsync("hello", "ann");
            var left = batch;
            shop.Store.BeforeSubmit = (_, _) =>
            {
                if (left-- > 0)
                    return;
                shop.Store.BeforeSubmit = null;
                ForgetAsync(shop).GetAwaiter().GetResult(); // Ends at once: the store is in memory.
                shop.Instance(id).Status = OrchestrationRuntimeStatus.Running;
            };
            await shop.PassAsync(TimeSpan.FromDays(40));
            if (left >= 0)
            {
                batch.ShouldBeGreaterThan(6);
                break;
            }

            shop.Store.Rows(RunRows.Table).ShouldBeEmpty($"forgotten before batch {batch}");
            shop.Instance(id).Status.ShouldBe(OrchestrationRuntimeStatus.Completed, $"forgotten before batch {batch}");
            await ShouldBeTreatedAsync(shop, id);
        }
    }

    [Fact]
    public async Task A_signal_that_is_given_while_its_customer_is_forgotten_leaves_nothing()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", Steps));
        var id = await shop.EnterAsync("hello", "ann");
        shop.Store.BeforeSubmit = (table, _) =>
        {
            if (table != RunRows.Table)
                return;
            shop.Store.BeforeSubmit = null;
            ForgetAsync(shop).GetAwaiter().GetResult(); // Ends at once: the store is in memory.
        };

        await shop.Runtime.SignalAsync(id, new("v", SignalKind.Visit, shop.Now.AddTicks(1)), Cancel);

        shop.Store.Rows(RunRows.Table).ShouldBeEmpty();
    }

    /// <summary>More than one look takes, at one wake.</summary>
    [Fact]
    public async Task A_hundred_signals_at_one_wake_are_all_taken_at_once()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", "- { wait: calm, for: 5 days, until: [visit, reply] }\n- { wait: on, for: 5 days, until: [reply] }\n- { wait: end, for: 5 days }"));
        var id = await shop.EnterAsync("hello", "ann");
        for (var i = 1; i <= 100; i++)
            await shop.Runtime.SignalAsync(id, new($"v{i:D3}", SignalKind.Visit, shop.Now.AddTicks(i)), Cancel);
        await shop.Runtime.SignalAsync(id, new("w", SignalKind.Reply, shop.Now.AddTicks(101)), Cancel);
        shop.Signals().Count.ShouldBe(101);

        await shop.Hub.SettleAsync();

        shop.Signals().ShouldBeEmpty();
        (await shop.StateAsync(id)).Step.ShouldBe("end");
    }

    private static Task<int> ForgetAsync(DurableShop shop) => shop.Get<ForgetCustomer>().HandleAsync(Ann, [], Cancel);

    /// <summary>Comes back, enters, and gets the message at its time.</summary>
    private static async Task ShouldBeTreatedAsync(DurableShop shop, EnrolmentId before)
    {
        var calls = shop.Email.Calls;
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.GiveAsync(
            new CustomerChanged { Id = "c2", Customer = Ann, At = shop.Now, Email = "ann@example.com", Locale = "en" },
            new ConsentChanged { Id = "k3", Customer = Ann, At = shop.Now, Channel = "email", Granted = true },
            new OrderPlaced { Id = "o2", Customer = Ann, At = shop.Now, Total = 40 });
        var id = await shop.EnrolAsync("hello", "ann");
        id.ShouldBe(before); // The first pass of somebody who is not known.
        await shop.Hub.SettleAsync();
        (await shop.StateAsync(id)).ShouldSatisfyAllConditions(s => s.StartedAt.ShouldBe(shop.Now), s => s.Step.ShouldBe("calm"));
        shop.Email.Calls.ShouldBe(calls);
        await shop.PassAsync(TimeSpan.FromDays(1));
        shop.Email.Calls.ShouldBe(calls + 1);
        await shop.PassAsync(TimeSpan.FromDays(30));
        (await shop.RowAsync(id)).ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(Outcomes.NotRecovered), r => r.EndedAt!.Value.ShouldBeGreaterThan(r.StartedAt));
        shop.Instance(id).Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }
}
