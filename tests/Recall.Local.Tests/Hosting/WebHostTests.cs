using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Recall.Local.Hosting;
using Recall.Local.Runtime;
using Recall.Local.Storage;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Hosting;

/// <summary>What <c>recall serve</c> promises about the disk.</summary>
public sealed class WebHostTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new();
    private WebApplication? app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RecallDatabase Database => app!.Services.GetRequiredService<RecallDatabase>();

    public async ValueTask InitializeAsync()
    {
        var shop = new DataFolder(folder.Path);
        app = WebHost.Build(shop, new VirtualClock(new(2026, 7, 1, 10, 0, 0, TimeSpan.Zero)), IPAddress.Loopback, 0);
        await app.StartAsync();
        client.BaseAddress = new(app.Urls.Single());
        client.DefaultRequestHeaders.Add("X-Api-Key", shop.ApiKey());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app!.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_event_that_is_acknowledged_is_on_disk_on_a_virtual_clock_too() =>
        (await PragmaAsync("synchronous")).ShouldBe(2); // sqlite.org/pragma.html#pragma_synchronous: FULL

    [Theory]
    [InlineData("max_page_count = 1", "max_page_count = 1000000", "database or disk is full")]
    [InlineData("query_only = 1", "query_only = 0", "attempt to write a readonly database")]
    public async Task Health_says_that_nothing_can_be_written_until_it_can_again_though_nobody_writes(string breaks, string mends, string reason)
    {
        (await PostAsync("a")).ShouldBe(HttpStatusCode.Accepted);
        (await client.GetAsync("/healthz", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await PragmaAsync(breaks);
        (await PostAsync("b")).ShouldBe(HttpStatusCode.InternalServerError);
        for (var look = 0; look < 2; look++)
        {
            using var sick = await client.GetAsync("/healthz", Cancel);
            sick.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await sick.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString()!.ShouldContain(reason);
        }

        Database.Context.Prepare("PRAGMA " + mends).Step(); // Past the writer, which has nothing to do: its last write is the one that failed.
        (await client.GetAsync("/healthz", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync("b")).ShouldBe(HttpStatusCode.Accepted);
    }

    private Task<long> PragmaAsync(string pragma) => Database.WriteAsync(
        context =>
        {
            var read = context.Prepare("PRAGMA " + pragma);
            return read.Step() ? read.Int64(0) : 0;
        },
        Cancel);

    private async Task<HttpStatusCode> PostAsync(string id)
    {
        var complaints = Enumerable.Range(0, 40).Select(
            i => new { id = $"{id}{i}", customer = "shop:ann", type = "complaint", at = "2026-06-30T10:00:00Z", text = new string('.', 1000) });
        using var answer = await client.PostAsJsonAsync("/api/events", complaints, Cancel);
        return answer.StatusCode;
    }
}
