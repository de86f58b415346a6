using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Recall.App.Ports;

namespace Recall.Local.Channels;

/// <summary>
/// E-mail as <c>.eml</c> files that any mail program opens: MIME with plain and HTML part (RFC 2046, 5.1.4), and the headers that let
/// mail programs offer a way out (RFC 2369, one click by RFC 8058).
/// </summary>
public sealed class OutboxEmail(string folder, TimeProvider clock, SentLog log) : IChannel
{
    /// <inheritdoc/>
    public string Name => Core.Messaging.Channels.Email;

    /// <inheritdoc/>
    public TimeSpan RepeatableFor => TimeSpan.MaxValue;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(touch);
        ArgumentNullException.ThrowIfNull(idempotencyKey);
        if (!MailAddress.TryCreate(touch.To, out var to))
            return new SendResult.Rejected($"'{touch.To}' is not an e-mail address");
        var path = Outbox.PathOf(folder, idempotencyKey, ".eml");
        var mime = Mime(touch, to, idempotencyKey);
        log.Add(Name, idempotencyKey, touch);
        await Outbox.WriteAsync(path, mime, cancellationToken);
        return new SendResult.Accepted(Path.GetRelativePath(folder, path));
    }

    private byte[] Mime(OutgoingTouch touch, MailAddress to, string idempotencyKey)
    {
        using var plain = AlternateView.CreateAlternateViewFromString(touch.Text, Encoding.UTF8, MediaTypeNames.Text.Plain);
        using var html = AlternateView.CreateAlternateViewFromString(touch.Html!, Encoding.UTF8, MediaTypeNames.Text.Html);
        using var message = new MailMessage { From = new(touch.From, touch.FromName, Encoding.UTF8), Subject = touch.Subject, SubjectEncoding = Encoding.UTF8 };
        message.To.Add(to);
        message.AlternateViews.Add(plain);
        message.AlternateViews.Add(html);
        message.HeadersEncoding = Encoding.UTF8;
        message.Headers.Add("Message-ID", $"<{idempotencyKey.Replace('/', '.').Replace(':', '.')}@{message.From.Host}>");
        message.Headers.Add("Content-Language", touch.Locale);
        if (touch.UnsubscribeUrl is not null)
        {
            message.Headers.Add("List-Unsubscribe", $"<{touch.UnsubscribeUrl}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        var boundary = "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)))[..32];
        return SettledMime.Of(Write(message), clock.GetUtcNow(), boundary);
    }

    /// <summary>The framework writes MIME only into a pick-up folder, under a name of its own choosing.</summary>
    private static byte[] Write(MailMessage message)
    {
        var pickup = Directory.CreateTempSubdirectory("recall-mail-");
        try
        {
            using var client = new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = pickup.FullName,
            };
            client.Send(message);
            return File.ReadAllBytes(pickup.GetFiles("*.eml")[0].FullName);
        }
        finally
        {
            pickup.Delete(recursive: true);
        }
    }
}
