using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.Core.Sequences;

/// <summary>Which facts move a running enrolment. Opens and clicks never do: scanners and mail programs make them.</summary>
public static class EventSignals
{
    /// <summary>
    /// The signal of an event, or null. A refusal after which nothing is allowed says so: it is told from the profile that knows the event, for a
    /// word of one channel may be the last of several, and one that comes in late may have been taken back since.
    /// </summary>
    public static Signal? Of(CustomerEvent e, Profile profile)
    {
        SignalKind? kind = e switch
        {
            OrderPlaced => SignalKind.Order,
            Replied => SignalKind.Reply,
            ComplaintOpened => SignalKind.Complaint,
            ConsentChanged { Granted: false } => SignalKind.Unsubscribe,
            MessageStatusChanged { Status: MessageStatus.Complained } => SignalKind.Unsubscribe,
            ProductViewed or CartUpdated or LoggedIn => SignalKind.Visit,
            _ => null,
        };
        return kind is { } known
            ? new(e.Id, known, e.At, Detail: known == SignalKind.Unsubscribe && Channels.RefusedAll(profile) ? Channels.All : null) { Order = e is OrderPlaced order ? OrderFacts.Of(order) : null }
            : null;
    }
}
