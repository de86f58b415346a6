using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Recall.App.Enrolment;
using Recall.App.Http;
using Recall.App.Ingestion;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.App.Tests.Ports;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Http;

/// <summary>
/// The whole HTTP face over a store in memory, at noon on 1 March 2026, with three sequences in force and one broken file. Customer
/// <c>shop:ann</c> has ordered twice and may be written to.
/// </summary>
public sealed class TestShop : IAsyncDisposable
{
    public const string Key = "the-key-of-the-tests";
    public const string BusKey = "the-secret-of-the-bus";
    public const string OldKey = "the-key-before-this-one";

    private readonly WebApplication _app;

    private TestShop(WebApplication app) => _app = app;

    public MemoryTableStore Store => (MemoryTableStore)Get<ITableStore>();

    public MemoryRuntime Runtime => (MemoryRuntime)Get<ISequenceRuntime>();

    public ShopClock Clock => (ShopClock)Get<TimeProvider>();

    public IServiceProvider Services => _app.Services;

    public HttpClient Client { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it.</summary>
    /// <param name="settings">The shop's, where they are others than the example's.</param>
    public static async Task<TestShop> StartAsync(ShopSettings? settings = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        AddTo(builder.Services, settings);
        var app = builder.Build();
        app.UseRecallProblems();
        app.MapRecall();
        await app.StartAsync(Cancel);
        var shop = new TestShop(app) { Client = app.GetTestClient() };
        shop.Client.DefaultRequestHeaders.Add(ApiKeys.Header, Key);
        await shop.Ann();
        return shop;
    }

    /// <summary>What a host of this shop registers.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="settings">The shop's, where they are others than the example's.</param>
    public static void AddTo(IServiceCollection services, ShopSettings? settings = null)
    {
        services.AddSingleton<TimeProvider>(new ShopClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));
        services.AddSingleton(settings ?? new ShopSettings
        {
            Name = "Tea & Co", PublicUrl = "https://tea.example.com",
            Connectors = new Dictionary<string, ConnectorSource>(StringComparer.Ordinal) { ["bus"] = new("bus", "cloudevents", [BusKey]) },
        });
        services.AddSingleton(new ShopSecret(Encoding.UTF8.GetBytes("sixteen bytes it is")));
        services.AddSingleton<ITableStore, MemoryTableStore>();
        services.AddSingleton<IWorkQueue, MemoryWorkQueue>();
        services.AddSingleton<IChannel, TestMail>();
        services.AddSingleton<IWebhooks, ScriptedWebhooks>();
        services.AddSingleton<ISequenceRuntime>(s => new MemoryRuntime(
            s.GetRequiredService<TimeProvider>(),
            () => (s.GetRequiredService<EnrolmentStore>(), s.GetRequiredService<PerformStep>(), s.GetRequiredService<EndRun>())));
        services.AddSingleton(new SequenceCatalogue(TestSequences.All, new()));
        services.AddRecall(buckets: 8);
        services.AddRecallHttp(new ApiKeys([OldKey, Key]));
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task IngestAsync(params CustomerEvent[] events) =>
        (await Get<IngestEvents>().HandleAsync(events, Cancel)).Rejected.ShouldBeEmpty();

    public HttpClient Anonymous() => _app.GetTestClient();

    public async Task<Answer> GetAsync(string path) => await Answer.Of(await Client.GetAsync(path, Cancel));

    public async Task<Answer> PostAsync(string path, object body) => await PostAsync(path, JsonSerializer.Serialize(body));

    public async Task<Answer> PostAsync(string path, string body, string type = "application/json") =>
        await PostAsync(path, Encoding.UTF8.GetBytes(body), type);

    public async Task<Answer> PostAsync(string path, byte[] body, string type)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await Answer.Of(await Client.PostAsync(path, content, Cancel));
    }

    /// <summary>Enrols Ann and says where.</summary>
    public async Task<string> EnrolAsync(string sequence) =>
        (await PostAsync("/api/enrolments", new { sequence, customer = "shop:ann" })).ShouldBe(201)["id"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private async Task Ann()
    {
        var ann = CustomerKey.Parse("shop:ann");
        var start = new DateTimeOffset(2025, 6, 1, 9, 0, 0, TimeSpan.Zero);
        await IngestAsync(
            new CustomerChanged { Id = "c1", Customer = ann, At = start, Email = "ann.lee@example.com", Phone = "+8613800138000", Name = "Ann Lee", Locale = "en" },
            new ConsentChanged { Id = "k1", Customer = ann, At = start, Channel = "email", Granted = true },
            new OrderPlaced { Id = "o1", Customer = ann, At = start.AddDays(1), Total = 40 },
            new OrderPlaced { Id = "o2", Customer = ann, At = start.AddDays(61), Total = 60 });
    }

    private sealed class TestMail : IChannel
    {
        public string Name => "email";

        public TimeSpan RepeatableFor => TimeSpan.MaxValue;

        public Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default) =>
            Task.FromResult<SendResult>(new SendResult.Accepted("mail-1"));
    }
}

/// <summary>A clock that is set by hand.</summary>
public sealed class ShopClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A response that was read.</summary>
public sealed record Answer(int Status, HttpResponseMessage Response, string Text)
{
    public static async Task<Answer> Of(HttpResponseMessage response) =>
        new((int)response.StatusCode, response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    /// <summary>The body as JSON, if the status is the expected one.</summary>
    public JsonObject ShouldBe(int status)
    {
        Status.ShouldBe(status, Text);
        return JsonNode.Parse(Text)!.AsObject();
    }

    /// <summary>The Problem Details of an error, if they are complete.</summary>
    public JsonObject ShouldFail(int status, string code)
    {
        var problem = ShouldBe(status);
        Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem["code"]!.GetValue<string>().ShouldBe(code);
        problem["status"]!.GetValue<int>().ShouldBe(status);
        problem["title"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["correlationId"]!.GetValue<string>().ShouldBe(Response.Headers.GetValues("X-Correlation-Id").Single());
        return problem;
    }

    /// <summary>The messages about a field of a 400.</summary>
    public string ShouldBlame(string field) =>
        string.Join("; ", ShouldFail(400, "invalid")["errors"]![field].ShouldNotBeNull(Text).AsArray().Select(m => m!.GetValue<string>()));
}
