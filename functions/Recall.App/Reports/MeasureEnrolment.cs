using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.Core.Customers;
using Recall.Core.Measurement;
using Recall.Core.Shop;

namespace Recall.App.Reports;

/// <summary>What an enrolment came to, from the customer's own events: the state of the run plays no part, so both arms are measured alike.</summary>
public sealed class MeasureEnrolment(CustomerStore customers, ShopSettings shop)
{
    /// <summary>Orders and refunds within the goal window, less the cost of goods and of the messages.</summary>
    public async Task<EnrolmentResult> HandleAsync(
        EnrolmentRow enrolment, IEnumerable<TouchRow> touches, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(enrolment);
        var (revenue, margin, ordered) = (0m, 0m, false);
        await foreach (var e in customers.EventsAsync(enrolment.Id.Customer, enrolment.StartedAt, cancellationToken))
        {
            if (e.At > enrolment.ObservedUntil)
                break;
            if (e is OrderPlaced order && e.At > enrolment.StartedAt)
            {
                ordered = true;
                revenue += order.Total;
                margin += order.Cost is { } cost ? order.Total - cost : order.Total * shop.GrossMargin;
            }
            else if (e is OrderRefunded refund)
            {
                // The goods usually come back with the money: what is lost is the margin on it.
                revenue -= refund.Amount;
                margin -= refund.Amount * shop.GrossMargin;
            }
        }

        // A carrier that refused a message, or has not taken it yet, charges nothing; one that may have taken it may charge.
        var messages = touches.Where(t => t.State is not (TouchState.Rejected or TouchState.Postponed)).Sum(t => shop.TouchCosts.GetValueOrDefault(t.Channel));
        return new(enrolment.Arm, ordered, revenue, margin - messages);
    }
}
