using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Messaging;
using Recall.Core.Shop;

namespace Recall.App.Gateways;

/// <summary>
/// Messages through the shop's own gateway, which pushes them to wherever it reaches its customers: a signed call as those of
/// <see cref="IWebhooks"/>, under the same id at every attempt. Accepted is what the gateway answers with 2xx.
/// </summary>
public sealed class PushGateway(IWebhooks webhooks, WebhookTarget target) : IChannel
{
    /// <summary>Where the gateway does not say how long it is busy, and where there is no line to it.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Name => Channels.Push;

    /// <summary>As long as a gateway is asked to keep the ids it has seen (docs/operations.md).</summary>
    public TimeSpan RepeatableFor => TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(touch);
        var (enrolment, step) = MessageIds.Parse(idempotencyKey);
        var body = new PushBody("message", new(touch.To, MessageIds.Of(enrolment, step), touch.Locale, touch.Text, touch.UnsubscribeUrl!));
        var result = await webhooks.PostAsync(target, new(idempotencyKey, StoredJson.Bytes(body)), cancellationToken);
        return result switch
        {
            SendResult.TryLater later when later.After < ShortestPause => new SendResult.TryLater(ShortestPause),
            SendResult.Unclear unclear when unclear.After < ShortestPause => new SendResult.Unclear(ShortestPause),
            _ => result,
        };
    }
}

/// <summary>What a call says.</summary>
internal sealed record PushBody(string Type, PushData Data);

/// <summary>The message.</summary>
/// <param name="Customer">Customer key.</param>
/// <param name="Message">The message's name in events of type <c>message</c>, by which the gateway can say what became of it.</param>
/// <param name="Locale">BCP 47.</param>
/// <param name="Text">The whole of it.</param>
/// <param name="UnsubscribeUrl">The customer's own link to stop messages.</param>
internal sealed record PushData(string Customer, string Message, string Locale, string Text, string UnsubscribeUrl);
