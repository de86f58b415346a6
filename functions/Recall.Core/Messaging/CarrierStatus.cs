using Recall.Core.Customers;

namespace Recall.Core.Messaging;

/// <summary>What a carrier's word on a message means: <c>Suppressed</c> is a bounce of before, and a spam filter is none.</summary>
/// <remarks>
/// The words are those of Azure Communication Services, learn.microsoft.com/azure/event-grid/communication-services-email-events and
/// .../communication-services-telephony-sms-events.
/// </remarks>
public static class CarrierStatus
{
    /// <summary>The status, or null for a word that says nothing final of the message, or that is not known.</summary>
    public static MessageStatus? Of(string channel, string word) => (channel, word.ToUpperInvariant()) switch
    {
        (_, "DELIVERED") => MessageStatus.Delivered,
        (Channels.Email, "BOUNCED" or "SUPPRESSED") => MessageStatus.Bounced,
        (Channels.Email, "FAILED" or "FILTEREDSPAM" or "QUARANTINED") => MessageStatus.Failed,
        (Channels.Sms, "FAILED") => MessageStatus.Failed,
        _ => null,
    };
}
