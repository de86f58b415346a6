using Recall.Core.Shop;

namespace Recall.App.Ports;

/// <summary>Calls the shop's own systems: over HTTP, or, where time is virtual and nothing may go out, into a folder.</summary>
public interface IWebhooks
{
    /// <summary>
    /// Posts a call. A system that keeps the ids it has seen takes it once, however often it comes under the same id. Whatever the network
    /// does is an answer, not an exception.
    /// </summary>
    Task<SendResult> PostAsync(WebhookTarget target, WebhookCall call, CancellationToken cancellationToken = default);
}

/// <summary>A call.</summary>
/// <param name="Effect">The key of what it tells, <c>{enrolment}/{step}</c>.</param>
/// <param name="Body">JSON, the same bytes at every attempt.</param>
public sealed record WebhookCall(string Effect, byte[] Body);
