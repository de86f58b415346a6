using Azure;
using Azure.Communication.Sms;
using Recall.App.Ports;

namespace Recall.Azure.Channels;

/// <summary>
/// Short messages by Azure Communication Services. The id that would make a repeat harmless is made anew by the client at each call, so whoever
/// does not know whether a message went out never sends it again. The tag comes back in the delivery report
/// (learn.microsoft.com/azure/communication-services/quickstarts/sms/send#set-the-delivery-options).
/// </summary>
internal sealed class AcsSms(SmsClient client, TimeProvider clock) : IChannel
{
    /// <inheritdoc/>
    public string Name => Core.Messaging.Channels.Sms;

    /// <inheritdoc/>
    public TimeSpan RepeatableFor => TimeSpan.Zero;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(touch);
        var options = new SmsSendOptions(enableDeliveryReport: true) { Tag = idempotencyKey };
        Response<SmsSendResult> answer;
        try
        {
            answer = await client.SendAsync(touch.From, touch.To, touch.Text, options, cancellationToken);
        }
        catch (RequestFailedException e) when (CarrierErrors.ResultOf(e, clock.GetUtcNow()) is { } result)
        {
            return result;
        }

        return ResultOf(answer.Value);
    }

    /// <summary>The answer for the one recipient (learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes).</summary>
    private static SendResult ResultOf(SmsSendResult result) => result switch
    {
        { Successful: true } => new SendResult.Accepted(result.MessageId),
        { HttpStatusCode: 429 } => new SendResult.TryLater(CarrierErrors.Pause),
        { HttpStatusCode: >= 500 } => throw new RequestFailedException(result.HttpStatusCode, result.ErrorMessage),
        _ => new SendResult.Rejected($"HTTP {result.HttpStatusCode} {result.ErrorMessage}".TrimEnd()),
    };
}
