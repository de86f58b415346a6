using System.Collections.Concurrent;
using System.Text;
using Recall.App.Ports;
using Recall.Core.Shop;

namespace Recall.App.Tests.Shops;

/// <summary>A call at one of the shop's systems.</summary>
public sealed record Called(string Effect, Uri Url, string Body, DateTimeOffset At);

/// <summary>Systems that answer as they are told, and take every call when they are told nothing.</summary>
public sealed class ScriptedWebhooks(TimeProvider clock) : IWebhooks
{
    private readonly ConcurrentQueue<SendResult> _script = new();
    private readonly ConcurrentQueue<Called> _calls = new();

    public IReadOnlyList<Called> Calls => [.. _calls];

    /// <summary>Sets the next answers.</summary>
    public void Next(params SendResult[] answers) => Array.ForEach(answers, _script.Enqueue);

    public Task<SendResult> PostAsync(WebhookTarget target, WebhookCall call, CancellationToken cancellationToken = default)
    {
        _calls.Enqueue(new(call.Effect, target.Url, Encoding.UTF8.GetString(call.Body), clock.GetUtcNow()));
        return Task.FromResult(_script.TryDequeue(out var told) ? told : new SendResult.Accepted("HTTP 204"));
    }
}
