using Microsoft.DurableTask.Client;
using Recall.App.Scoring;
using Recall.App.Tests.Shops;
using Recall.Azure.Orchestration;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.Azure.Integration.Tests.Orchestration;

/// <summary>What the app asks of the task hub, by the client itself.</summary>
public class HostedClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task An_instance_is_started_once_whatever_has_become_of_it(OrchestrationRuntimeStatus status)
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", "- { wait: calm, for: 5 days }"));
        var id = await BringAsync(shop, status);
        var before = await shop.InstanceAsync(id);
        before.RuntimeStatus.ShouldBe(status);
        shop.Clock.Advance(TimeSpan.FromHours(1));

        (await shop.Get<DurableClients>().ScheduleOnceAsync(nameof(RecallSequence), InstanceIds.Of(id), id.ToString(), Cancel)).ShouldBeFalse();

        var after = await shop.InstanceAsync(id);
        (after.RuntimeStatus, after.CreatedAt, after.SerializedInput).ShouldBe((status, before.CreatedAt, before.SerializedInput));
    }

    [Fact]
    public async Task A_signal_for_an_instance_that_is_over_waits_until_the_run_is_taken_up()
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", "- { wait: calm, for: 5 days }"));
        var id = await BringAsync(shop, OrchestrationRuntimeStatus.Terminated);

        await shop.SignalAsync(id, "o", SignalKind.Order);
        (await shop.Get<App.Enrolment.ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        await shop.SettleAsync();

        (await shop.RowAsync(id)).Outcome.ShouldBe(Outcomes.Recovered);
    }

    [Fact]
    public async Task Instances_that_have_been_over_for_long_are_purged_and_nothing_starts_them_again()
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", SequenceText.Mail));
        var id = await shop.EnterAsync("ann");
        await shop.PassAsync(TimeSpan.FromDays(30));
        (await shop.Get<TidyInstances>().EndOrphansAsync(Cancel)).ShouldBe(0);
        (await shop.Get<TidyInstances>().PurgeAsync(Cancel)).ShouldBe(0);
        shop.Clock.Advance(TidyInstances.Kept + TimeSpan.FromDays(1));

        (await shop.Get<TidyInstances>().PurgeAsync(Cancel)).ShouldBe(1);
        await shop.Get<App.Ports.ISequenceRuntime>().StartAsync(id, Cancel);

        (await shop.Client.GetInstanceAsync(InstanceIds.Of(id), Cancel)).ShouldBeNull();
        shop.Email.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_fit_is_shared_out_and_fitted_and_its_history_holds_no_customer()
    {
        await using var shop = await HostedShop.OpenAsync();
        for (var i = 0; i < 60; i++)
        {
            var (key, at) = (CornerShop.Key($"b{i}"), shop.Now.AddDays(-500 + (i * 3)));
            await shop.GiveAsync([.. Enumerable.Range(0, 1 + (i % 7)).Select(o => new OrderPlaced { Id = $"o{o}", Customer = key, At = at.AddDays(o * (20 + i)), Total = 10 + i })
                .Where(o => o.At < shop.Now)]);
        }

        (await shop.Get<StartFit>().IfDueAsync(Cancel)).ShouldBeTrue();
        await shop.SettleAsync();

        (await shop.Client.GetInstanceAsync("fit--20260302", true, Cancel))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        (await shop.Get<ModelStore>().CurrentAsync(Cancel))!.Buyers.ShouldBe(60);
        shop.Store.Rows("fits").ShouldBeEmpty();
    }

    private static async Task<EnrolmentId> BringAsync(HostedShop shop, OrchestrationRuntimeStatus status)
    {
        if (status == OrchestrationRuntimeStatus.Pending)
            await shop.Host.StopWorkerAsync();
        if (status == OrchestrationRuntimeStatus.Failed)
            shop.BeforeMove = () => throw new InvalidOperationException("a damaged row");
        await shop.CustomerAsync("ann");
        var id = await shop.EnrolAsync("ann");
        if (status == OrchestrationRuntimeStatus.Pending)
            return id;
        await shop.SettleAsync();
        if (status == OrchestrationRuntimeStatus.Completed)
            await shop.PassAsync(TimeSpan.FromDays(60));
        else if (status == OrchestrationRuntimeStatus.Terminated)
            await shop.Client.TerminateInstanceAsync(InstanceIds.Of(id), cancellation: Cancel);
        else if (status == OrchestrationRuntimeStatus.Suspended)
            await shop.Client.SuspendInstanceAsync(InstanceIds.Of(id), cancellation: Cancel);
        await shop.SettleAsync();
        return id;
    }
}
