using Microsoft.Extensions.DependencyInjection;
using Recall.App;
using Recall.App.Enrolment;
using Recall.App.Http;
using Recall.App.Ingestion;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.App.Tests.Ports;
using Recall.App.Tests.Shops;
using Recall.Azure.Orchestration;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Shop;
using Recall.Local.Runtime;

namespace Recall.Azure.Tests.Orchestration;

/// <summary>
/// The shop of a test on Durable Functions: the real use cases, orchestrators and activities over a store in memory and a <see cref="TaskHub"/>, at
/// <see cref="CornerShop.Noon"/>.
/// </summary>
internal sealed class DurableShop : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="sequences">Named <c>hello</c>; at most one.</param>
    public DurableShop(params string[] sequences)
        : this(4, sequences)
    {
    }

    public DurableShop(int buckets, params string[] sequences)
    {
        Email = new(Core.Messaging.Channels.Email, repeatable: true, Clock);
        Hub = new(Clock);
        Client = new(Hub, Clock);
        var targets = new Dictionary<string, WebhookTarget>(StringComparer.Ordinal) { ["crm"] = new(new("https://crm.example.com/recall"), new byte[24]) };
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new ShopSettings { Name = "Tea", Policy = new(), Webhooks = targets })
            .AddSingleton(new ShopSecret("sixteen bytes it is"u8.ToArray())).AddSingleton<ITableStore>(Store).AddSingleton<IWorkQueue, MemoryWorkQueue>()
            .AddSingleton<IChannel>(Email).AddSingleton<IWebhooks>(new ScriptedWebhooks(Clock))
            .AddSingleton(new SequenceCatalogue(sequences.Select(yaml => ("hello.yaml", yaml)), new()))
            .AddRecallDurable().AddTransient<MoveRun>().AddTransient<FitActivities>()
            .AddRecall(buckets).AddRecallHttp(new ApiKeys(["sixteen characters"])).AddRecallFunctions().BuildServiceProvider();
        Get<DurableClients>().Use(Client);
        Hub.Orchestrator(nameof(RecallSequence), async context => await RecallSequence.RunAsync(context, context.GetInput<string>()!));
        Hub.Activity<string>(nameof(MoveRun), async id => await Get<MoveRun>().RunAsync(id, Client, Cancel));
        Hub.Orchestrator(nameof(FitShop), async context =>
        {
            await FitShop.RunAsync(context, context.GetInput<FitRun>()!);
            return null;
        });
        var fit = Get<FitActivities>();
        Hub.Activity<FitShare>(nameof(FitActivities.CountForFit), Nothing<FitShare>(s => fit.CountForFit(s, Cancel)));
        Hub.Activity<DateOnly>(nameof(FitActivities.PlanFit), async day => await fit.PlanFit(day, Cancel));
        Hub.Activity<FitShare>(nameof(FitActivities.LookBackForFit), Nothing<FitShare>(s => fit.LookBackForFit(s, Cancel)));
        Hub.Activity<DateOnly>(nameof(FitActivities.ClearFit), Nothing<DateOnly>(day => fit.ClearFit(day, Cancel)));
        Hub.Activity<FitEnd>(nameof(FitActivities.FinishFit), Nothing<FitEnd>(e => fit.FinishFit(e, Cancel)));
    }

    public MemoryTableStore Store { get; } = new();

    public VirtualClock Clock { get; } = new(CornerShop.Noon);

    public ScriptedChannel Email { get; }

    public TaskHub Hub { get; }

    public HubClient Client { get; }

    public DurableSequenceRuntime Runtime => (DurableSequenceRuntime)Get<ISequenceRuntime>();

    public DateTimeOffset Now => Clock.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public SequenceSource Sequence(string name) => Get<SequenceCatalogue>().Find(name)!;

    public HubInstance Instance(EnrolmentId id) => Hub.Instances[InstanceIds.Of(id)];

    /// <summary>A customer who may be written to by e-mail and ordered a hundred days ago.</summary>
    public async Task CustomerAsync(string name)
    {
        var (key, at) = (CornerShop.Key(name), Now.AddDays(-100));
        await GiveAsync(
            new CustomerChanged { Id = "c", Customer = key, At = at, Email = name + "@example.com", Locale = "en" },
            new ConsentChanged { Id = "k1", Customer = key, At = at, Channel = "email", Granted = true },
            new OrderPlaced { Id = "o1", Customer = key, At = at, Total = 40 });
    }

    public async Task GiveAsync(params CustomerEvent[] events) => (await Get<IngestEvents>().HandleAsync(events, Cancel)).Rejected.ShouldBeEmpty();

    public async Task<EnrolmentId> EnrolAsync(string sequence, string name) =>
        (await Get<EnrolCustomer>().HandleAsync(Sequence(sequence), CornerShop.Key(name), Cancel))!.Id!;

    /// <summary>Enrols a new customer and does what is due at once.</summary>
    public async Task<EnrolmentId> EnterAsync(string sequence, string name)
    {
        await CustomerAsync(name);
        var id = await EnrolAsync(sequence, name);
        await Hub.SettleAsync();
        return id;
    }

    /// <summary>Moves the clock from one due moment to the next.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var until = Now + time;
        await Hub.SettleAsync();
        while (Hub.Next is { } next && next <= until)
        {
            Clock.AdvanceTo(next);
            await Hub.SettleAsync();
        }

        Clock.AdvanceTo(until);
    }

    public async Task<EnrolmentState> StateAsync(EnrolmentId id) => (await Runtime.StatusAsync(id, Cancel))!;

    public async Task<EnrolmentRow> RowAsync(EnrolmentId id) => (await Get<EnrolmentStore>().FindAsync(id, Cancel))!;

    public IReadOnlyList<TableRow> Signals() => [.. Store.Rows(RunRows.Table).Where(r => r.RowKey.StartsWith("g|", StringComparison.Ordinal))];

    public void Dispose() => _services.Dispose();

    private static Func<T, Task<object?>> Nothing<T>(Func<T, Task> run) => async input =>
    {
        await run(input);
        return null;
    };
}
