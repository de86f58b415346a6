using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.App.Privacy;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Privacy;

/// <summary>Runs go with their customer, whatever they are doing, and who comes back is treated like anybody else.</summary>
public class ForgottenRunTests
{
    private const string Steps =
        "- { wait: calm, for: 1 day, until: [visit] }\n" + SequenceText.Mail + "\n- { wait: on, for: 20 days, until: [visit] }\n- { wait: end, for: 2 days }";

    private static readonly CustomerKey Ann = CornerShop.Key("ann");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Before its message, behind it, observing, and over.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(25)]
    [InlineData(40)]
    public async Task Nothing_of_a_run_is_left_and_who_comes_back_is_treated(int days)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(days));

        await ForgetAsync(shop);

        shop.Store.Rows(RunRows.Table).ShouldBeEmpty();
        (await shop.Get<Recall.Local.Runtime.LocalRuntime>().NextDueAsync(Cancel)).ShouldBeNull();
        await ShouldBeTreatedAsync(shop, shop.Email.Calls);
    }

    [Fact]
    public async Task Marks_of_waits_that_a_signal_ended_go_too()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        var id = await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(2));
        await shop.Get<ISequenceRuntime>().SignalAsync(id, new("v", SignalKind.Visit, shop.Now.AddTicks(1)), Cancel);
        await shop.SettleAsync();
        (await shop.StateAsync(id)).Step.ShouldBe("end");
        await shop.Get<ISequenceRuntime>().SignalAsync(id, new("w", SignalKind.Visit, shop.Now.AddTicks(2)), Cancel);
        shop.Store.Rows(RunRows.Table).Count(r => r.RowKey.StartsWith("d|", StringComparison.Ordinal)).ShouldBeGreaterThan(2);

        await ForgetAsync(shop);

        shop.Store.Rows(RunRows.Table).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_others_nothing_is_removed()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        await shop.EnterAsync("hello", "ann");
        await shop.EnterAsync("hello", "anna");
        var before = shop.Store.Rows(RunRows.Table).Where(r => r.RowKey.Contains("shop:anna-", StringComparison.Ordinal)).Select(r => r.RowKey).ToList();

        await ForgetAsync(shop);

        shop.Store.Rows(RunRows.Table).Select(r => r.RowKey).ShouldBe(before);
        await shop.PassAsync(TimeSpan.FromDays(2));
        shop.Email.Reached.ShouldBe(["hello--shop:anna--1/mail"]);
    }

    [Fact]
    public async Task Runs_of_every_key_go_whichever_is_named()
    {
        foreach (var named in (CustomerKey[])[Ann, CornerShop.Key("guest")])
        {
            using var shop = new CornerShop(SequenceText.Of("hello", Steps));
            await shop.EnterAsync("hello", "ann");
            await shop.EnterAsync("hello", "guest");
            await shop.GiveAsync(new CustomerChanged { Id = "same", Customer = CornerShop.Key("guest"), At = shop.Now, SameAs = Ann });

            await shop.Get<ForgetCustomer>().HandleAsync(named, [], Cancel);

            shop.Store.Rows(RunRows.Table).ShouldBeEmpty();
        }
    }

    /// <summary>Whatever it writes next, the process dies before it, and what a process does when it starts comes before the forgetting is repeated.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(40)]
    public async Task A_forgetting_that_was_cut_off_goes_on_when_it_is_repeated(int days)
    {
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop(SequenceText.Of("hello", Steps));
            await shop.EnterAsync("hello", "ann");
            await shop.PassAsync(TimeSpan.FromDays(days));
            var died = shop.DieBefore(batch);
            if (await Record.ExceptionAsync(() => ForgetAsync(shop)) is not (null or IOException))
                Assert.Fail("neither done nor killed");
            if (!died())
            {
                batch.ShouldBeGreaterThan(4);
                break;
            }

            using var next = shop.Reopen();
            await next.Get<ReconcileRuns>().HandleAsync(Cancel);
            await next.SettleAsync();
            await ForgetAsync(next);

            Traces.Of(next.Store, Ann).ShouldBeEmpty($"killed before batch {batch}");
            await ShouldBeTreatedAsync(next, next.Email.Calls);
        }
    }

    /// <summary>Whatever a look writes next, the forgetting comes just before it.</summary>
    [Fact]
    public async Task A_forgetting_in_the_middle_of_a_look_is_no_failure_of_the_run()
    {
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop(SequenceText.Of("hello", Steps));
            await shop.CustomerAsync("ann");
            await shop.EnrolAsync("hello", "ann");
            var came = shop.JustBefore(batch, () => ForgetAsync(shop));
            await shop.PassAsync(TimeSpan.FromDays(40));
            if (!came())
            {
                batch.ShouldBeGreaterThan(6);
                break;
            }

            shop.Store.Rows(RunRows.Table).ShouldBeEmpty($"forgotten before batch {batch}");
            await ShouldBeTreatedAsync(shop, shop.Email.Calls);
        }
    }

    [Fact]
    public async Task A_signal_that_is_given_while_its_customer_is_forgotten_leaves_nothing()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        var id = await shop.EnterAsync("hello", "ann");
        shop.JustBefore("g|", () => ForgetAsync(shop));
        await shop.Get<ISequenceRuntime>().SignalAsync(id, new("v", SignalKind.Visit, shop.Now.AddTicks(1)), Cancel);

        await shop.SettleAsync();

        shop.Store.Rows(RunRows.Table).ShouldBeEmpty();
    }

    private static Task<int> ForgetAsync(CornerShop shop) => shop.Get<ForgetCustomer>().HandleAsync(Ann, [], Cancel);

    /// <summary>Comes back, enters, and gets the message at its time.</summary>
    private static async Task ShouldBeTreatedAsync(CornerShop shop, int calls)
    {
        await shop.PassAsync(TimeSpan.FromDays(1));
        await shop.GiveAsync(
            new CustomerChanged { Id = "c2", Customer = Ann, At = shop.Now, Email = "ann@example.com", Locale = "en" },
            new ConsentChanged { Id = "k3", Customer = Ann, At = shop.Now, Channel = "email", Granted = true },
            new OrderPlaced { Id = "o2", Customer = Ann, At = shop.Now, Total = 40 });
        var id = (await shop.EnrolAsync("hello", "ann")).Id.ShouldNotBeNull();
        await shop.SettleAsync();
        (await shop.StateAsync(id)).ShouldSatisfyAllConditions(s => s.StartedAt.ShouldBe(shop.Now), s => s.Step.ShouldBe("calm"));
        shop.Email.Calls.ShouldBe(calls);
        await shop.PassAsync(TimeSpan.FromDays(1));
        shop.Email.Calls.ShouldBe(calls + 1);
        (await shop.RowAsync(id)).EndedAt.ShouldBeNull();
        await shop.PassAsync(TimeSpan.FromDays(30));
        (await shop.RowAsync(id)).ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(Outcomes.NotRecovered), r => r.EndedAt!.Value.ShouldBeGreaterThan(r.StartedAt));
    }
}
