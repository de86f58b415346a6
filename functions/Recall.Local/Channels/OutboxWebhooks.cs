using Recall.App.Ports;
using Recall.Core.Shop;

namespace Recall.Local.Channels;

/// <summary>Calls as <c>.webhook.json</c> files: where time is virtual, the shop's systems must not hear of what only might be.</summary>
public sealed class OutboxWebhooks(string folder) : IWebhooks
{
    /// <inheritdoc/>
    public async Task<SendResult> PostAsync(WebhookTarget target, WebhookCall call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var path = Outbox.PathOf(folder, call.Effect, ".webhook.json");
        await Outbox.WriteAsync(path, call.Body, cancellationToken);
        return new SendResult.Accepted(Path.GetRelativePath(folder, path));
    }
}
