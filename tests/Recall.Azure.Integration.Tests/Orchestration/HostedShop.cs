using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Recall.App;
using Recall.App.Enrolment;
using Recall.App.Ingestion;
using Recall.App.Ports;
using Recall.App.Scoring;
using Recall.App.Sequences;
using Recall.App.Tests.Ports;
using Recall.App.Tests.Shops;
using Recall.Azure.Orchestration;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Shop;
using Recall.Local.Runtime;

namespace Recall.Azure.Integration.Tests.Orchestration;

/// <summary>
/// The shop of a test whose runs are driven by the real durable runtime: the app's orchestrators and activities in a <see cref="DurableHost"/>, over a
/// store in memory, at <see cref="CornerShop.Noon"/>.
/// </summary>
internal sealed class HostedShop : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private HostedShop(string[] sequences)
    {
        Email = new(Core.Messaging.Channels.Email, repeatable: true, Clock);
        var targets = new Dictionary<string, WebhookTarget>(StringComparer.Ordinal) { ["crm"] = new(new("https://crm.example.com/recall"), new byte[24]) };
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new ShopSettings { Name = "Tea", Policy = new(), Webhooks = targets })
            .AddSingleton(new ShopSecret("sixteen bytes it is"u8.ToArray())).AddSingleton<ITableStore>(Store).AddSingleton<IWorkQueue, MemoryWorkQueue>()
            .AddSingleton<IChannel>(Email).AddSingleton<IWebhooks>(new ScriptedWebhooks(Clock))
            .AddSingleton(new SequenceCatalogue(sequences.Select(yaml => ("hello.yaml", yaml)), new()))
            .AddRecallDurable().AddTransient<MoveRun>().AddTransient<FitActivities>().AddRecall(buckets: 32).BuildServiceProvider();
    }

    public MemoryTableStore Store { get; } = new();

    public VirtualClock Clock { get; } = new(CornerShop.Noon);

    public ScriptedChannel Email { get; }

    public DurableHost Host { get; private set; } = null!;

    public VirtualHub Hub => Host.Hub;

    public DurableTaskClient Client => Host.Client;

    /// <summary>Before each look at a run.</summary>
    public Func<Task> BeforeMove { get; set; } = () => Task.CompletedTask;

    /// <summary>How many looks at runs there were.</summary>
    public int Moves { get; private set; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="sequences">Named <c>hello</c>; at most one.</param>
    public static async Task<HostedShop> OpenAsync(params string[] sequences)
    {
        var shop = new HostedShop(sequences);
        shop.Host = await DurableHost.StartAsync(shop.Register, shop.Clock);
        shop.Get<DurableClients>().Use(shop.Client);
        return shop;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public StepTree Tree => Get<SequenceCatalogue>().Find("hello")!.Tree;

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

    public async Task<EnrolmentId> EnrolAsync(string name) =>
        (await Get<EnrolCustomer>().HandleAsync(Get<SequenceCatalogue>().Find("hello")!, CornerShop.Key(name), Cancel))!.Id!;

    /// <summary>Enrols a new customer and does what is due at once.</summary>
    public async Task<EnrolmentId> EnterAsync(string name)
    {
        await CustomerAsync(name);
        var id = await EnrolAsync(name);
        await SettleAsync();
        return id;
    }

    public Task SignalAsync(EnrolmentId id, string key, SignalKind kind) =>
        Get<ISequenceRuntime>().SignalAsync(id, new(key, kind, Now.AddTicks(1)), Cancel);

    /// <summary>The next worker, with a client of its own, as after a deployment.</summary>
    public async Task StartWorkerAsync()
    {
        await Host.StartWorkerAsync();
        Get<DurableClients>().Use(Client);
    }

    public Task SettleAsync() => Hub.SettleAsync(Cancel);

    public Task PassAsync(TimeSpan time) => Host.PassAsync(time, Cancel);

    public async Task<OrchestrationMetadata> InstanceAsync(EnrolmentId id) => (await Client.GetInstanceAsync(InstanceIds.Of(id), true, Cancel))!;

    /// <summary>As the rows have it.</summary>
    public async Task<EnrolmentState> StateAsync(EnrolmentId id) => (await Get<ISequenceRuntime>().StatusAsync(id, Cancel))!;

    public async Task<EnrolmentRow> RowAsync(EnrolmentId id) => (await Get<EnrolmentStore>().FindAsync(id, Cancel))!;

    public IReadOnlyList<TableRow> Signals() => [.. Store.Rows(RunRows.Table).Where(r => r.RowKey.StartsWith("g|", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _services.DisposeAsync();
    }

    private void Register(DurableTaskRegistry tasks)
    {
        var fit = Get<FitActivities>();
        tasks.AddOrchestratorFunc<string, string>(nameof(RecallSequence), RecallSequence.RunAsync);
        tasks.AddActivityFunc<string, RunPlace>(nameof(MoveRun), async (_, id) =>
        {
            Moves++;
            await BeforeMove();
            return await Get<MoveRun>().RunAsync(id, Client, Cancel);
        });
        tasks.AddOrchestratorFunc<FitRun>(nameof(FitShop), FitShop.RunAsync);
        tasks.AddActivityFunc<FitShare>(nameof(FitActivities.CountForFit), (_, share) => fit.CountForFit(share, Cancel));
        tasks.AddActivityFunc<DateOnly, LookBack?>(nameof(FitActivities.PlanFit), (_, day) => fit.PlanFit(day, Cancel));
        tasks.AddActivityFunc<FitShare>(nameof(FitActivities.LookBackForFit), (_, share) => fit.LookBackForFit(share, Cancel));
        tasks.AddActivityFunc<FitEnd>(nameof(FitActivities.FinishFit), (_, end) => fit.FinishFit(end, Cancel));
        tasks.AddActivityFunc<DateOnly>(nameof(FitActivities.ClearFit), (_, day) => fit.ClearFit(day, Cancel));
    }
}
