using Microsoft.Azure.Functions.Worker;
using Recall.App.Ingestion.Connectors.Api;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ports;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.App.Tests.Shops;
using Recall.App.Work;
using Recall.Azure.Orchestration;
using Recall.Azure.Tests.Orchestration;
using Recall.Azure.Triggers;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring;

namespace Recall.Azure.Tests.Triggers;

/// <summary>What timers and queues do, by the functions themselves.</summary>
public class WorkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_is_fitted_scored_and_enrolled_once_however_often_timers_look()
    {
        using var shop = new DurableShop(SequenceText.Of("hello", SequenceText.Mail));
        var timers = Timers(shop);
        await BuyersAsync(shop, 60);
        await timers.ScoreAsync(new TimerInfo(), Cancel);
        (await DrainAsync(shop)).ShouldBe(0); // No model to score with yet.
        for (var look = 0; look < 3; look++)
        {
            await timers.FitAsync(new TimerInfo(), shop.Client, Cancel);
            await shop.Hub.SettleAsync();
        }

        shop.Hub.Instances.Values.Count(i => i.Name == nameof(FitShop)).ShouldBe(1);
        var model = (await shop.Get<ModelStore>().CurrentAsync(Cancel))!;
        model.Buyers.ShouldBe(60);
        await timers.ScoreAsync(new TimerInfo(), Cancel);
        await timers.ScoreAsync(new TimerInfo(), Cancel);
        (await DrainAsync(shop)).ShouldBe(4);
        await timers.AudienceAsync(new TimerInfo(), Cancel);
        await timers.AudienceAsync(new TimerInfo(), Cancel);
        (await DrainAsync(shop)).ShouldBe(4);
        await shop.Hub.SettleAsync();

        shop.Email.Calls.ShouldBe(60);
        await timers.ReconcileAsync(new TimerInfo(), shop.Client, Cancel);
        (await DrainAsync(shop)).ShouldBe(4);
        await timers.PurgeAsync(new TimerInfo(), shop.Client, Cancel);
        shop.Hub.Instances.Count.ShouldBe(61);
    }

    [Fact]
    public async Task A_fit_that_is_shared_out_gives_the_model_of_one_that_is_not_and_leaves_nothing_behind()
    {
        using var shop = new DurableShop(32);
        using var other = new DurableShop(32);
        foreach (var s in (DurableShop[])[shop, other])
            await BuyersAsync(s, 150);
        await Timers(shop).FitAsync(new TimerInfo(), shop.Client, Cancel);
        await shop.Hub.SettleAsync();
        await other.Get<FitModel>().HandleAsync(null, Cancel);

        var (shared, whole) = ((await shop.Get<ModelStore>().CurrentAsync(Cancel))!, (await other.Get<ModelStore>().CurrentAsync(Cancel))!);

        shared.Churn.Because.ShouldBeNull();
        StoredJson.Text(shared).ShouldBe(StoredJson.Text(whole));
        shop.Store.Rows("fits").ShouldBeEmpty();
        shop.Hub.Instances["fit--20260302"].Actions.ShouldAllBe(a => a.Input!.Length < 1500);
    }

    /// <summary>Sixteen work at once, whatever the size of the shop; a worker that is stopped has an eighth of its range to do again.</summary>
    [Fact]
    public async Task A_fit_gathers_each_range_in_parts_and_does_only_that_part_again_that_was_cut_off()
    {
        using var shop = new DurableShop(256);
        await BuyersAsync(shop, 40);
        var (calls, together) = (new List<string>(), 0);
        shop.Hub.BeforeActivity = (name, input) =>
        {
            together = together == 0 ? shop.Hub.Instances.Values.Single().Actions.Count : together;
            if (name != nameof(FitActivities.CountForFit))
                return;
            calls.Add(input!);
            if (calls.Count == 40)
                throw new IOException("the worker stops");
        };
        await Timers(shop).FitAsync(new TimerInfo(), shop.Client, Cancel);
        await shop.PassAsync(TimeSpan.FromHours(1));

        together.ShouldBe(16);
        (calls.Count, calls.Distinct(StringComparer.Ordinal).Count()).ShouldBe((129, 128));
        (await shop.Get<ModelStore>().CurrentAsync(Cancel))!.Buyers.ShouldBe(40);
    }

    [Fact]
    public async Task A_fit_that_fails_for_good_is_kept_as_one_and_not_started_again_that_day()
    {
        using var shop = new DurableShop();
        await BuyersAsync(shop, 20);
        shop.Hub.BeforeActivity = (name, _) =>
        {
            if (name == nameof(FitActivities.CountForFit))
                throw new IOException("a bucket cannot be read");
        };
        await Timers(shop).FitAsync(new TimerInfo(), shop.Client, Cancel);
        await shop.PassAsync(TimeSpan.FromHours(1));

        (await shop.Get<ModelStore>().LastTrialAsync(Cancel))!.Refused!.Code.ShouldBe("fit-failed");
        (await shop.Get<ModelStore>().CurrentVersionAsync(Cancel)).ShouldBe(ShopModel.Stated);
        await Timers(shop).FitAsync(new TimerInfo(), shop.Client, Cancel);
        shop.Hub.Instances.Count.ShouldBe(1);
    }

    /// <summary>Waiting or in somebody's hands: a shop whose look lasts longer than an hour has it less often, and not two at once.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Runs_are_not_shared_out_again_while_something_of_the_last_hour_is_left(bool inHand)
    {
        using var shop = new DurableShop();
        var (timers, queue) = (Timers(shop), shop.Get<IWorkQueue>());
        await timers.ReconcileAsync(new TimerInfo(), shop.Client, Cancel);
        (await queue.CountAsync(WorkQueues.Reconcile, Cancel)).ShouldBe(4);
        for (var done = 0; done < 3; done++)
            await queue.DeleteAsync((await queue.ReceiveAsync(WorkQueues.Reconcile, 1, TimeSpan.FromHours(2), Cancel)).Single(), Cancel);
        if (inHand)
            await queue.ReceiveAsync(WorkQueues.Reconcile, 1, TimeSpan.FromHours(2), Cancel);

        await timers.ReconcileAsync(new TimerInfo(), shop.Client, Cancel);
        (await queue.CountAsync(WorkQueues.Reconcile, Cancel)).ShouldBe(1);
        shop.Clock.Advance(TimeSpan.FromHours(3));
        (await DrainAsync(shop)).ShouldBe(1);
        await timers.ReconcileAsync(new TimerInfo(), shop.Client, Cancel);

        (await queue.CountAsync(WorkQueues.Reconcile, Cancel)).ShouldBe(4);
    }

    /// <summary>The first function of a process to be called: nobody has handed a client in before it, and what it calls needs one.</summary>
    [Fact]
    public async Task Each_timer_that_binds_a_client_hands_it_in_and_the_hourly_one_looks_through_the_hub()
    {
        using var shop = new DurableShop();
        var looks = 0;
        shop.Client.BeforePage = _ => looks++;
        foreach (var run in (Func<TimerFunctions, Task>[])
            [
                t => t.FitAsync(new TimerInfo(), shop.Client, Cancel), t => t.ReconcileAsync(new TimerInfo(), shop.Client, Cancel),
                t => t.SourcesAsync(new TimerInfo(), shop.Client, Cancel), t => t.PurgeAsync(new TimerInfo(), shop.Client, Cancel),
            ])
        {
            var clients = new DurableClients();
            await run(Timers(shop, clients));
            clients.Client.ShouldBeSameAs(shop.Client);
        }

        looks.ShouldBe(2, "for orphans and for what is to be purged");
    }

    [Fact]
    public async Task What_was_given_up_stays_is_counted_and_can_be_put_back()
    {
        using var shop = new DurableShop();
        var (poison, work, queue) = (new PoisonFunctions(shop.Get<GivenUpWork>()), shop.Get<GivenUpWork>(), shop.Get<IWorkQueue>());
        var body = StoredJson.Text(new BucketRange(0, 4));
        await poison.ScoreBucketsAsync(body, Cancel);
        await poison.ScoreBucketsAsync(body, Cancel);
        await poison.EnrolBucketsAsync(body, Cancel);

        (await work.CountAsync(Cancel)).ShouldBe(2);
        (await work.ListAsync(Cancel)).ShouldBe([new(WorkQueues.Score, "0-4"), new(WorkQueues.Enrol, "0-4")]);
        (await work.RetryAsync(Cancel)).ShouldBe(2);

        (await work.CountAsync(Cancel)).ShouldBe(0);
        (await queue.PeekAsync(WorkQueues.Score, 32, Cancel)).ShouldBe([body]);
    }

    [Fact]
    public async Task A_months_report_is_kept_once()
    {
        using var shop = new DurableShop();
        await BuyersAsync(shop, 3);
        await Timers(shop).ReportAsync(new TimerInfo(), Cancel);
        await BuyersAsync(shop, 5);
        await Timers(shop).ReportAsync(new TimerInfo(), Cancel);

        (await shop.Get<MonthlyReport>().FindAsync(new(2026, 2, 1), Cancel))!.Customers.ShouldBe(3);
        (await shop.Get<MonthlyReport>().FindAsync(new(2026, 3, 1), Cancel)).ShouldBeNull();
    }

    private static TimerFunctions Timers(DurableShop shop, DurableClients? clients = null) => new(
        shop.Get<DailyWork>(), shop.Get<ShareOut>(), shop.Get<MonthlyReport>(), shop.Get<StartFit>(), shop.Get<TidyInstances>(),
        shop.Get<TendDeliveries>(), shop.Get<ReconcileSources>(), clients ?? shop.Get<DurableClients>());

    /// <summary>As the host does: each message to the function of its queue.</summary>
    private static async Task<int> DrainAsync(DurableShop shop)
    {
        var (queue, functions, handled) = (shop.Get<IWorkQueue>(), new QueueFunctions(shop.Get<HandleWork>(), shop.Get<DurableClients>()), 0);
        foreach (var name in WorkQueues.All)
        {
            while (await queue.ReceiveAsync(name, 1, TimeSpan.FromMinutes(5), Cancel) is [var message])
            {
                await (name switch
                {
                    WorkQueues.Score => functions.ScoreBucketsAsync(message.Body, shop.Client, Cancel),
                    WorkQueues.Enrol => functions.EnrolBucketsAsync(message.Body, shop.Client, Cancel),
                    _ => functions.ReconcileBucketsAsync(message.Body, shop.Client, Cancel),
                });
                await queue.DeleteAsync(message, Cancel);
                handled++;
            }
        }

        return handled;
    }

    /// <summary>Customers with up to a year and a half of orders at rates of their own.</summary>
    private static async Task BuyersAsync(DurableShop shop, int count)
    {
        var draw = new Random(7);
        for (var i = 0; i < count; i++)
        {
            var (key, at, gap) = (CornerShop.Key($"b{i}"), shop.Now.AddDays(-540 + draw.Next(300)), 15 + draw.Next(60));
            var events = new List<CustomerEvent>
            {
                new CustomerChanged { Id = "c", Customer = key, At = at, Email = $"b{i}@example.com", Locale = "en" },
                new ConsentChanged { Id = "k", Customer = key, At = at, Channel = "email", Granted = true },
            };
            for (var order = 0; at < shop.Now && order < 1 + (i % 25); order++)
            {
                events.Add(new OrderPlaced { Id = $"o{order}", Customer = key, At = at, Total = 10 + draw.Next(40) });
                at = at.AddDays(gap * (0.5 + draw.NextDouble()));
            }

            await shop.GiveAsync([.. events]);
        }
    }
}
