using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Ingestion;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.App.Scoring;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.App.Tests.Ports;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Shop;
using Recall.Local.Runtime;

namespace Recall.App.Tests.Shops;

/// <summary>
/// A shop in a test: the real use cases and the real local runtime over a store in memory, carriers that do as they are told, and a
/// clock that stands at noon on Monday, 2 March 2026, UTC. No quiet hours and no caps unless a test sets some.
/// </summary>
public sealed class CornerShop : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The shop's own systems.</summary>
    private static readonly Dictionary<string, WebhookTarget> Systems =
        new(StringComparer.Ordinal) { ["crm"] = new(new("https://crm.example.com/recall"), new byte[24]) };

    private readonly ServiceProvider _services;
    private readonly ShopSettings _settings;
    private readonly IReadOnlyList<IChannel> _more;
    private int _events;

    public CornerShop(params string[] sequences)
        : this(new Policy(), sequences)
    {
    }

    public CornerShop(Policy policy, params string[] sequences)
        : this(new ShopSettings { Name = "Tea", Policy = policy, Webhooks = Systems }, new MemoryTableStore(), new VirtualClock(Noon), null, null, null, sequences)
    {
    }

    public CornerShop(ShopSettings settings, params string[] sequences)
        : this(settings, new MemoryTableStore(), new VirtualClock(Noon), null, null, null, sequences)
    {
    }

    /// <summary>A shop whose use cases see the store through another; the runtime's own rows are its own.</summary>
    public CornerShop(Func<ITableStore, ITableStore> through, params string[] sequences)
        : this(new ShopSettings { Name = "Tea", Policy = new(), Webhooks = Systems }, new MemoryTableStore(), new VirtualClock(Noon), null, null, null, sequences, through)
    {
    }

    /// <summary>A shop with more ways out than e-mail and SMS.</summary>
    public static CornerShop With(Func<VirtualClock, IReadOnlyList<IChannel>> more, Policy policy, params string[] sequences) =>
        With(more, new ShopSettings { Name = "Tea", Policy = policy, Webhooks = Systems }, sequences);

    /// <summary>A shop with more ways out than e-mail and SMS.</summary>
    public static CornerShop With(Func<VirtualClock, IReadOnlyList<IChannel>> more, ShopSettings settings, params string[] sequences)
    {
        var clock = new VirtualClock(Noon);
        return new(settings, new MemoryTableStore(), clock, null, null, null, sequences, null, more(clock));
    }

    private CornerShop(
        ShopSettings settings, MemoryTableStore store, VirtualClock clock, ScriptedChannel? email, ScriptedChannel? sms,
        ScriptedWebhooks? webhooks, string[] sequences, Func<ITableStore, ITableStore>? through = null, IReadOnlyList<IChannel>? more = null)
    {
        _more = more ?? [];
        Webhooks = webhooks ?? new(clock);
        (_settings, Store, Clock) = (settings, store, clock);
        Email = email ?? new(Channels.Email, repeatable: true, clock);
        Sms = sms ?? new(Channels.Sms, repeatable: false, clock);
        Yaml = sequences;
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddSingleton(settings)
            .AddSingleton(new ShopSecret("sixteen bytes it is"u8.ToArray())).AddSingleton(through?.Invoke(store) ?? store).AddSingleton<IWorkQueue, MemoryWorkQueue>()
            .AddSingleton<IChannel>(Email).AddSingleton<IChannel>(Sms).AddSingleton<IWebhooks>(Webhooks)
            .AddSingleton(new SequenceCatalogue(sequences.Select(yaml => (yaml[(yaml.IndexOf(' ', StringComparison.Ordinal) + 1)..yaml.IndexOf('\n', StringComparison.Ordinal)] + ".yaml", yaml)), settings.Policy))
            .AddSingleton(s => new LocalRuntime(
                store, clock, s.GetRequiredService<RunHost>, s.GetRequiredService<ILogger<LocalRuntime>>()))
            .AddSingleton<ISequenceRuntime>(s => s.GetRequiredService<LocalRuntime>());
        foreach (var channel in _more)
            services.AddSingleton(channel);
        _services = services.AddRecall(buckets: 4).BuildServiceProvider();
        Get<SequenceCatalogue>().Problems.Where(p => p.Severity == Core.Sequences.Files.Severity.Error).ShouldBeEmpty();
    }

    public MemoryTableStore Store { get; }

    public VirtualClock Clock { get; }

    public ScriptedChannel Email { get; }

    public ScriptedChannel Sms { get; }

    public ScriptedWebhooks Webhooks { get; }

    public string[] Yaml { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static CustomerKey Key(string name) => CustomerKey.Parse("shop:" + name);

    /// <summary>A number of their own: who shares one is one person to the gate.</summary>
    public static string Phone(string name) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+86138{Bucket.Hash(name) % 100_000_000:D8}");

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The next process over the same store; a store that was lost in a crash is there again.</summary>
    public CornerShop Reopen(params string[] sequences)
    {
        Store.BeforeSubmit = null;
        return new(_settings, Store, Clock, Email, Sms, Webhooks, sequences.Length > 0 ? sequences : Yaml, null, _more) { _events = _events + 1000 };
    }

    /// <summary>A customer who can be reached on both channels and ordered a hundred days ago.</summary>
    public async Task<CustomerKey> CustomerAsync(string name, string? timeZone = null)
    {
        var (key, at) = (Key(name), Now.AddDays(-100));
        await GiveAsync(
            new CustomerChanged { Id = "c", Customer = key, At = at, Email = name + "@example.com", Phone = Phone(name), Locale = "en", TimeZone = timeZone },
            new ConsentChanged { Id = "k1", Customer = key, At = at, Channel = "email", Granted = true },
            new ConsentChanged { Id = "k2", Customer = key, At = at, Channel = "sms", Granted = true },
            new OrderPlaced { Id = "o1", Customer = key, At = at, Total = 40 });
        return key;
    }

    public async Task GiveAsync(params CustomerEvent[] events) =>
        (await Get<IngestEvents>().HandleAsync(events, Cancel)).Rejected.ShouldBeEmpty();

    /// <summary>The customer orders a tick from now: nothing that was decided now can have known it.</summary>
    public Task OrderAsync(string name, decimal total = 50) =>
        GiveAsync(new OrderPlaced { Id = NextId(), Customer = Key(name), At = Now.AddTicks(1), Total = total });

    public Task UnsubscribeAsync(string name, string channel = "all") =>
        GiveAsync(new ConsentChanged { Id = NextId(), Customer = Key(name), At = Now.AddTicks(1), Channel = channel, Granted = false });

    public string NextId() => "n" + Interlocked.Increment(ref _events).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public SequenceSource Sequence(string name) => Get<SequencesInForce>().NowAsync(Cancel).GetAwaiter().GetResult().Find(name)!; // Ends at once: the store is in memory.

    /// <summary>Enrols if the audience and the rules let the customer in.</summary>
    public async Task<EnrolOutcome> EnrolAsync(string sequence, string name) =>
        (await Get<EnrolCustomer>().HandleAsync(Sequence(sequence), Key(name), Cancel))!;

    /// <summary>Enrols a new customer and does what is due at once.</summary>
    public async Task<EnrolmentId> EnterAsync(string sequence, string name)
    {
        await CustomerAsync(name);
        var id = (await EnrolAsync(sequence, name)).Id!;
        await SettleAsync();
        return id;
    }

    /// <summary>Looks at all audiences for all sequences.</summary>
    public async Task<IReadOnlyDictionary<string, AudienceCount>> AudienceAsync() =>
        await Get<EnrolAudience>().HandleAsync((await Get<SequencesInForce>().NowAsync(Cancel)).Sequences, null, Cancel);

    /// <summary>Fits a model on the customers there are and scores them all.</summary>
    public async Task ScoreAsync() =>
        await Get<ScoreCustomers>().HandleAsync((await Get<FitModel>().HandleAsync(null, Cancel)).Model, null, Cancel);

    /// <summary>Does what is due now.</summary>
    public async Task SettleAsync()
    {
        while (await Get<LocalRuntime>().AdvanceDueAsync(Cancel) > 0)
        {
            // Work makes work.
        }
    }

    /// <summary>Moves the clock from one due moment to the next.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var until = Now + time;
        await SettleAsync();
        while (await Get<LocalRuntime>().NextDueAsync(Cancel) is { } next && next <= until)
        {
            Clock.AdvanceTo(next);
            await SettleAsync();
        }

        Clock.AdvanceTo(until);
    }

    public async Task<EnrolmentState> StateAsync(EnrolmentId id) => (await Get<LocalRuntime>().StatusAsync(id, Cancel))!;

    public async Task<EnrolmentRow> RowAsync(EnrolmentId id) => (await Get<EnrolmentStore>().FindAsync(id, Cancel))!;

    public async Task<CustomerRow> CustomerRowAsync(string name) => (await Get<CustomerStore>().FindAsync(Key(name), Cancel))!;

    public async Task<TouchRow> TouchAsync(EnrolmentId id, string step) => (await Get<TouchStore>().FindAsync(id, step, Cancel))!;

    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(string name) =>
        await Get<CustomerStore>().RowsAsync('l', Key(name), Cancel).Select(r => LedgerEntry.Read(Key(name), r)).ToListAsync(Cancel);

    /// <summary>The ledger as <c>kind</c> words in order, without those that say how a run began.</summary>
    public async Task<IReadOnlyList<string>> StoryAsync(string name) =>
        [.. (await LedgerAsync(name)).Where(l => l.Kind is not (LedgerKind.Enrolled or LedgerKind.HeldOut)).Select(l => l.Kind)];

    /// <summary>Does something just before the first batch that has a row whose key begins so.</summary>
    public void JustBefore(string rowKey, Func<Task> happens)
    {
        Store.BeforeSubmit = (_, actions) =>
        {
            if (!actions.Any(a => a.Row.RowKey.StartsWith(rowKey, StringComparison.Ordinal)))
                return;
            Store.BeforeSubmit = null;
            happens().GetAwaiter().GetResult(); // Everything here ends at once: the store is in memory.
        };
    }

    /// <summary>Does something just before the batch of that number, from 0; tells whether it came to that.</summary>
    public Func<bool> JustBefore(int batch, Func<Task> happens)
    {
        var left = batch;
        Store.BeforeSubmit = (_, _) =>
        {
            if (left-- > 0)
                return;
            Store.BeforeSubmit = null;
            happens().GetAwaiter().GetResult();
        };
        return () => left < 0;
    }

    /// <summary>The process dies before the first batch that has a row whose key begins so: from then on nothing is written.</summary>
    public void DieBefore(string rowKey) =>
        DieBefore(actions => actions.Any(a => a.Row.RowKey.StartsWith(rowKey, StringComparison.Ordinal)));

    /// <summary>The process dies before the batch of that number, from 0; tells whether it came to that.</summary>
    public Func<bool> DieBefore(int batch)
    {
        var left = batch;
        DieBefore(_ => left-- <= 0);
        return () => left < 0;
    }

    private void DieBefore(Func<IReadOnlyList<TableAction>, bool> last)
    {
        var dead = false;
        Store.BeforeSubmit = (_, actions) =>
        {
            dead = dead || last(actions);
            if (dead)
                throw new IOException("the process was killed");
        };
    }

    public void Dispose() => _services.Dispose();
}
