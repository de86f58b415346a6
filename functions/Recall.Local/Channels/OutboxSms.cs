using System.Text.Json;
using Recall.App.Ports;
using Recall.Core;

namespace Recall.Local.Channels;

/// <summary>Short messages as <c>.sms.json</c> files. Held to a carrier's rules: what may have gone out is not sent again.</summary>
public sealed class OutboxSms(string folder, TimeProvider clock, SentLog log) : IChannel
{
    private static readonly JsonSerializerOptions Indented = new(StoredJson.Options) { WriteIndented = true, IgnoreReadOnlyProperties = false };

    /// <inheritdoc/>
    public string Name => Core.Messaging.Channels.Sms;

    /// <inheritdoc/>
    public TimeSpan RepeatableFor => TimeSpan.Zero;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(touch);
        ArgumentNullException.ThrowIfNull(idempotencyKey);
        var path = Outbox.PathOf(folder, idempotencyKey, ".sms.json");
        var message = new { touch.To, touch.From, touch.Text, touch.Locale, At = clock.GetUtcNow(), Key = idempotencyKey };
        log.Add(Name, idempotencyKey, touch);
        await Outbox.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(message, Indented), cancellationToken);
        return new SendResult.Accepted(Path.GetRelativePath(folder, path));
    }
}
