using Recall.Core.Customers;

namespace Recall.Core.Sequences;

/// <summary>Which facts move a running enrolment. Opens and clicks never do: scanners and mail programs make them.</summary>
public static class EventSignals
{
    /// <summary>The signal of an event, or null.</summary>
    public static Signal? Of(CustomerEvent e)
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
        return kind is { } known ? new(e.Id, known, e.At) : null;
    }
}
