using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Recall.App.Customers;
using Recall.App.Http;
using Recall.App.Ingestion;
using Recall.Benchmarks.Shops;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Local.Hosting;

namespace Recall.Benchmarks.Ingestion;

/// <summary>What <c>recall serve</c> is, on a folder of its own and a port of its own.</summary>
internal sealed class EventShop : IAsyncDisposable
{
    /// <summary>Events of a call, as many as <c>POST /api/events</c> stores together.</summary>
    private const int CallSize = 4000;

    private readonly ScratchFolder _folder;
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private EventShop(ScratchFolder folder, WebApplication app, HttpClient client) => (_folder, _app, _client) = (folder, app, client);

    public long Accepted { get; private set; }

    public static async Task<EventShop> StartAsync(TimeProvider clock)
    {
        var folder = new ScratchFolder();
        var data = new DataFolder(folder.Path);
        var app = WebHost.Build(data, clock, IPAddress.Loopback, 0);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var client = new HttpClient { BaseAddress = new(address) };
        client.DefaultRequestHeaders.Add(ApiKeys.Header, data.ApiKey());
        return new(folder, app, client);
    }

    /// <summary>Stores events through the use case.</summary>
    public async Task IngestAsync(IReadOnlyList<CustomerEvent> events, CancellationToken cancellationToken)
    {
        var ingest = _app.Services.GetRequiredService<IngestEvents>();
        foreach (var call in events.Chunk(CallSize))
            Accepted += (await ingest.HandleAsync(call, cancellationToken)).Accepted;
    }

    /// <summary>Stores events through the network.</summary>
    public async Task PostAsync(byte[] lines, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await _client.PostAsync(new Uri("api/events", UriKind.Relative), content, cancellationToken);
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Accepted += reply.GetProperty("accepted").GetInt64();
    }

    /// <summary>Events as a body for <see cref="PostAsync"/>.</summary>
    public static byte[] Lines(IEnumerable<CustomerEvent> events)
    {
        using var body = new MemoryStream();
        foreach (var e in events)
        {
            body.Write(StoredJson.Bytes(e));
            body.WriteByte((byte)'\n');
        }

        return body.ToArray();
    }

    /// <summary>Events that are in the store, read back, and those that are folded into profiles.</summary>
    public async Task<(long Stored, long Folded)> CountAsync(CancellationToken cancellationToken)
    {
        var customers = _app.Services.GetRequiredService<CustomerStore>();
        var (stored, folded) = (0L, 0L);
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            stored += await customers.EventsAsync(bucket, cancellationToken).LongCountAsync(cancellationToken);
            await foreach (var row in customers.RowsAsync('p', bucket, cancellationToken))
                folded += CustomerRow.Read(row).Profile.Events;
        }

        return (stored, folded);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
