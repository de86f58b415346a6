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
    /// <summary>
    /// Orders and refunds within the goal window, less the cost of goods and of the messages. Null where an order from before the run came in
    /// after it began: they were no candidate, in either arm. What was so before the draw cannot depend on it, and both arms are asked the
    /// same, so leaving them out biases nothing (Fergusson, Aaron, Guyatt and Hébert 2002, BMJ 325:652).
    /// </summary>
    /// <param name="enrolment">The enrolment.</param>
    /// <param name="pass">Which pass of the person through the sequence it is, see <see cref="Passes"/>.</param>
    /// <param name="touches">Its messages.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<EnrolmentResult?> HandleAsync(
        EnrolmentRow enrolment, int pass, IEnumerable<TouchRow> touches, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(enrolment);
        var (revenue, margin, discount) = (0m, 0m, 0m);
        var orders = new Dictionary<string, decimal>(StringComparer.Ordinal);
        await foreach (var e in customers.EventsAsync(enrolment.Id.Customer, enrolment.ConcernedSince, cancellationToken))
        {
            if (e.At > enrolment.ObservedUntil)
                break;
            if (e is OrderPlaced && enrolment.Known.IsOvertakenBy(e.At, enrolment.StartedAt))
                return null;
            if (e.At < enrolment.StartedAt)
                continue;
            if (e is OrderPlaced order && e.At > enrolment.StartedAt)
            {
                var earned = order.Cost is { } cost ? order.Total - cost : order.Total * shop.GrossMargin;
                orders[order.Id] = order.Total == 0 ? 0 : earned / order.Total;
                revenue += order.Total;
                margin += earned;
                discount += order.Discount;
            }
            else if (e is OrderRefunded refund && (refund.Order is null || orders.ContainsKey(refund.Order)))
            {
                // The goods usually come back with the money: what is lost is the margin on it. A refund of an order from outside the
                // window is none of the sequence's doing; one that names no order counts here.
                revenue -= refund.Amount;
                margin -= refund.Amount * (refund.Order is null ? shop.GrossMargin : orders[refund.Order]);
            }
        }

        // A carrier that refused a message, or has not taken it yet, charges nothing; one that may have taken it may charge.
        var sent = touches.Where(t => t.MayReach).ToList();
        var messages = sent.Sum(t => shop.TouchCosts.GetValueOrDefault(t.Channel));
        return new(enrolment.Arm, orders.Count > 0, revenue, margin - messages, discount, sent.Count, messages, pass);
    }
}
