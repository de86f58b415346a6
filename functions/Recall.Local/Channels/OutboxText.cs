using System.Text.Json;
using Recall.App.Ports;
using Recall.Core;

namespace Recall.Local.Channels;

/// <summary>Messages of text alone as <c>.sms.json</c>, <c>.push.json</c> and <c>.wecom.json</c> files.</summary>
/// <param name="channel">Its name.</param>
/// <param name="repeatableFor">That of the carrier in whose place the folder is: what may have gone out is not sent again where the carrier would send it twice.</param>
/// <param name="folder">Where to.</param>
/// <param name="clock">Real or virtual.</param>
/// <param name="log">The carrier's side of the story.</param>
public sealed class OutboxText(string channel, TimeSpan repeatableFor, string folder, TimeProvider clock, SentLog log) : IChannel
{
    private static readonly JsonSerializerOptions Indented = new(StoredJson.Options) { WriteIndented = true, IgnoreReadOnlyProperties = false };

    /// <inheritdoc/>
    public string Name => channel;

    /// <inheritdoc/>
    public TimeSpan RepeatableFor => repeatableFor;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(touch);
        ArgumentNullException.ThrowIfNull(idempotencyKey);
        var path = Outbox.PathOf(folder, idempotencyKey, $".{channel}.json");
        var message = new { touch.To, touch.From, touch.Text, touch.Locale, At = clock.GetUtcNow(), Key = idempotencyKey };
        log.Add(Name, idempotencyKey, touch);
        await Outbox.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(message, Indented), cancellationToken);
        return new SendResult.Accepted(Path.GetRelativePath(folder, path));
    }
}
