using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Scale;

/// <summary>What the real use cases ask of a table store, under the names of docs/scale.md.</summary>
internal static class OperationCounts
{
    private const string Steps =
        """
        - { coupon: gift, percent: 10, valid-for: 21 days }
        - { send: mail, channels: [email], template: offer, coupon: gift }
        - { tag: seen, add: winback }
        - { webhook: tell, to: crm }
        - branch: by-orders
          cases:
            - when: { field: profile.orders, at-least: 9 }
              steps: [ { send: best, channels: [email], template: note } ]
        - handoff: call
          queue: care
          sla: 2 days
          note: { en: Call them. }
          outcomes: { won: [] }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Everything, each on a shop of its own.</summary>
    public static async Task<IReadOnlyDictionary<string, TableCount>> MeasureAsync()
    {
        var counts = new Dictionary<string, TableCount>(StringComparer.Ordinal);
        await EventsAsync(counts);
        await NightAsync(counts);
        await EnrolmentAsync(counts);
        await HourAsync(counts);
        await ReportAsync(counts);
        return counts;
    }

    /// <summary>Bytes of a customer with ten orders and a score, as the service counts them.</summary>
    public static async Task<long> BytesAsync()
    {
        using var shop = new CornerShop();
        await shop.CustomerAsync("ann");
        for (var day = -10; day < -1; day++)
            await shop.GiveAsync(Order("ann", day));
        await shop.ScoreAsync();
        return shop.Store.Rows(CustomerKeys.Table).Concat(shop.Store.Rows("addresses")).Sum(TableRules.RowBytes);
    }

    private static async Task EventsAsync(Dictionary<string, TableCount> counts)
    {
        using var shop = new CountedShop();
        await shop.Shop.CustomerAsync("ann");
        counts["first event of a customer"] = await shop.CountAsync(() => shop.Shop.OrderAsync("bob"));
        for (var day = -20; day < 0; day++)
            await shop.Shop.GiveAsync(Order("ann", day));
        counts["next event"] = await shop.CountAsync(() => shop.Shop.GiveAsync(Order("ann", 0)));
        counts["event that is known"] = await shop.CountAsync(() => shop.Shop.GiveAsync(Order("ann", 0)));
        counts["late event, 25 are stored"] = await shop.CountAsync(() => shop.Shop.GiveAsync(Order("ann", -50)));
        counts["delivery report"] = await shop.CountAsync(() => shop.Shop.GiveAsync(new MessageStatusChanged
        {
            Id = "d", Customer = CornerShop.Key("ann"), At = shop.Shop.Now.AddDays(1), Message = "offer--1--mail", Channel = "email", Status = MessageStatus.Delivered,
        }));
    }

    private static async Task NightAsync(Dictionary<string, TableCount> counts)
    {
        using var shop = new CountedShop(SequenceText.Of("offer", Steps, audience: "{ field: profile.orders, at-least: 50 }"));
        await shop.Shop.GiveAsync([.. Enumerable.Range(0, int.MaxValue).Select(i => $"c{i}").Where(name => Bucket.Of(CornerShop.Key(name), 4) == "0000").Take(1000)
            .Select(name => Order(name, -20))]);
        var scorer = new Scorer((await shop.Shop.Get<FitModel>().HandleAsync(null, Cancel)).Model, shop.Shop.Get<AppServices>().Tags);
        counts["fit: 1,000 customers counted"] = await shop.CountAsync(() => shop.Shop.Get<FitModel>().GatherAsync(0, new(2026, 3, 2), Cancel));
        counts["1,000 customers scored"] = await shop.CountAsync(async () =>
        {
            await shop.Shop.Get<ReconcileCustomers>().HandleAsync(new(0, 1), Cancel);
            await shop.Shop.Get<ScoreCustomers>().ScoreBucketAsync(scorer, 0, Cancel);
        });
        counts["1,000 customers looked at for sequences"] = await shop.CountAsync(
            () => shop.Shop.Get<EnrolAudience>().EnrolBucketAsync(shop.Shop.Get<SequenceCatalogue>().Sequences, 0, Cancel));
    }

    private static async Task EnrolmentAsync(Dictionary<string, TableCount> counts)
    {
        using var shop = new CountedShop(SequenceText.Of("offer", Steps));
        await shop.Shop.EnterAsync("offer", "zoe"); // The definition is pinned by whoever is first.
        var ann = await shop.Shop.CustomerAsync("ann");
        await shop.Shop.ScoreAsync();
        counts["entering a sequence"] = await shop.CountAsync(() => shop.Shop.EnrolAsync("offer", "ann"));
        var id = new EnrolmentId("offer", ann, 1);
        var run = await shop.Shop.Get<EnrolmentStore>().LoadAsync(id, null, Cancel);
        foreach (var (what, step) in new[] { ("coupon", "gift"), ("send", "mail"), ("tag", "seen"), ("webhook", "tell"), ("branch", "by-orders"), ("handoff", "call") })
        {
            counts[$"step: {what}"] = await shop.CountAsync(
                () => shop.Shop.Get<PerformStep>().HandleAsync(run, new Next.Perform(run.Tree.Find(step)!, shop.Shop.Now), Cancel));
        }

        var (state, _) = SequenceMachine.Start(run.Tree, id, run.Arm, run.StartedAt, run.Known);
        counts["end of the steps"] = await shop.CountAsync(() => shop.Shop.Get<EndRun>().HandleAsync(id, state with { Phase = RunPhase.Observing }, Cancel));
        var done = state with { Phase = RunPhase.Done, Outcome = Outcomes.NotRecovered, Reason = Core.Wording.Whys.Everybody.With(), EndedAt = shop.Shop.Now };
        counts["end of the run"] = await shop.CountAsync(() => shop.Shop.Get<EndRun>().HandleAsync(id, done, Cancel));
    }

    /// <summary>What one more waiting run costs the hour: the rows of a bucket's runs come in pages whose number does not matter.</summary>
    private static async Task HourAsync(Dictionary<string, TableCount> counts)
    {
        using var shop = new CountedShop(SequenceText.Of("offer", "- { wait: calm, for: 45 days }"));
        var names = Enumerable.Range(0, int.MaxValue).Select(i => $"c{i}").Where(name => Bucket.Of(CornerShop.Key(name), 4) == "0000").Take(2).ToList();
        await shop.Shop.EnterAsync("offer", names[0]);
        var one = await LookAsync();
        await shop.Shop.EnterAsync("offer", names[1]);
        var two = await LookAsync();
        counts["hour: a run that waits"] = two - one;
        await shop.Shop.OrderAsync(names[1]);
        await shop.Shop.SettleAsync();
        counts["hour: a run that has ended, once"] = await LookAsync() - one;
        (await LookAsync()).ShouldBe(one); // And never again.
        counts["hour: an instance held against its enrolment"] = await shop.CountAsync(
            () => shop.Shop.Get<EnrolmentStore>().FindAsync(new("offer", CornerShop.Key(names[0]), 1), Cancel));

        Task<TableCount> LookAsync() => shop.CountAsync(() => shop.Shop.Get<ReconcileRuns>().RangeAsync(new(0, 1), Cancel));
    }

    /// <summary>What more a report reads for a thousand customers who were scored, and for one enrolment whose window is over.</summary>
    private static async Task ReportAsync(Dictionary<string, TableCount> counts)
    {
        using var shop = new CountedShop(SequenceText.Of("offer", "- { coupon: gift, percent: 10, valid-for: 14 days }\n" + SequenceText.Mail + "\n- { wait: calm, for: 7 days }\n- { send: again, channels: [email], template: note }"));
        var names = Enumerable.Range(0, int.MaxValue).Select(i => $"c{i}").Where(name => Bucket.Of(CornerShop.Key(name), 4) == "0000").Take(1002).ToList();
        var empty = await BuildAsync();
        await shop.Shop.GiveAsync([.. names.Skip(2).Select(name => Order(name, -20))]);
        await shop.Shop.ScoreAsync();
        counts["report: 1,000 customers"] = await BuildAsync() - empty;
        await EnterAsync(names[0]);
        var one = await BuildAsync();
        await EnterAsync(names[1]);
        counts["report: an enrolment"] = await BuildAsync() - one;

        Task<TableCount> BuildAsync() => shop.CountAsync(() => shop.Shop.Get<BuildReport>().HandleAsync(Cancel));

        async Task EnterAsync(string name)
        {
            await shop.Shop.EnterAsync("offer", name);
            await shop.Shop.PassAsync(TimeSpan.FromDays(100));
        }
    }

    private static OrderPlaced Order(string name, int day) => new()
    {
        Id = $"o{day}", Customer = CornerShop.Key(name), At = CornerShop.Noon.AddDays(day), Total = 20,
    };

    private sealed class CountedShop : IDisposable
    {
        public CountedShop(params string[] sequences)
        {
            CountingTableStore? tables = null;
            Shop = new(store => tables = new(store), sequences);
            Tables = tables!;
        }

        public CornerShop Shop { get; }

        private CountingTableStore Tables { get; }

        public async Task<TableCount> CountAsync(Func<Task> what)
        {
            await Shop.Get<SequencesInForce>().NowAsync(Cancel); // Asked at most every 15 seconds, by a process and not by an event.
            Tables.Take();
            await what();
            return Tables.Take();
        }

        public void Dispose() => Shop.Dispose();
    }
}
