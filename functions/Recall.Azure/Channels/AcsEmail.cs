using System.Net.Mail;
using Azure;
using Azure.Communication.Email;
using Recall.App.Ports;
using Recall.Core.Messaging;

namespace Recall.Azure.Channels;

/// <summary>
/// E-mail by Azure Communication Services. The operation's id is made from the touch: handed over again after a crash it is the same operation, and
/// a delivery report that names it names the touch. The sender's display name is a property of the sender address there, not of a message
/// (learn.microsoft.com/azure/communication-services/quickstarts/email/add-multiple-senders).
/// </summary>
internal sealed class AcsEmail(EmailClient client, TimeProvider clock) : IChannel
{
    /// <inheritdoc/>
    public string Name => Core.Messaging.Channels.Email;

    /// <remarks>As long as Communication Services promises to know a repeated request again (learn.microsoft.com/azure/communication-services, "Repeatable requests").</remarks>
    /// <inheritdoc/>
    public TimeSpan RepeatableFor => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(touch);
        if (!MailAddress.TryCreate(touch.To, out _))
            return new SendResult.Rejected($"'{touch.To}' is not an e-mail address");
        try
        {
            var operation = await client.SendAsync(WaitUntil.Started, Message(touch), MessageIds.Operation(idempotencyKey), cancellationToken);
            return new SendResult.Accepted(operation.Id);
        }
        catch (RequestFailedException e) when (CarrierErrors.ResultOf(e, clock.GetUtcNow()) is { } result)
        {
            return result;
        }
    }

    private static EmailMessage Message(OutgoingTouch touch)
    {
        var message = new EmailMessage(touch.From, touch.To, new(touch.Subject ?? "") { Html = touch.Html, PlainText = touch.Text })
        {
            // Nothing is decided by who opened what, so nobody is watched.
            UserEngagementTrackingDisabled = true,
        };
        if (touch.UnsubscribeUrl is not null)
        {
            // RFC 2369, and one click by RFC 8058.
            message.Headers["List-Unsubscribe"] = $"<{touch.UnsubscribeUrl}>";
            message.Headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }

        return message;
    }
}
