using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Recall.App.Tests.Ingestion.Connectors;

namespace Recall.App.Tests.Gateways;

/// <summary>A call as a gateway got it.</summary>
public sealed record GatewayCall(string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A gateway on this machine that does as it is told and keeps what it was sent.</summary>
public sealed class FakeGateway : IAsyncDisposable
{
    private readonly ConcurrentQueue<GatewayCall> _calls = new();
    private FakeApi? _api;

    public IReadOnlyList<GatewayCall> Calls => [.. _calls];

    public Uri Url => _api!.Url;

    /// <param name="answer">Gets each call with its number, from 0.</param>
    public static async Task<FakeGateway> StartAsync(Func<HttpContext, GatewayCall, int, Task> answer)
    {
        var gateway = new FakeGateway();
        gateway._api = await FakeApi.StartAsync(app => app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var call = new GatewayCall(
                context.Request.Path, context.Request.QueryString.Value ?? "",
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync());
            gateway._calls.Enqueue(call);
            await answer(context, call, gateway._calls.Count - 1);
        }));
        return gateway;
    }

    public ValueTask DisposeAsync() => _api!.DisposeAsync();
}
