using Recall.Core.Customers;

namespace Recall.Core.Scoring.Reasons;

/// <summary>What speaks for having been let down.</summary>
internal static class ServiceEvidence
{
    /// <summary>Ratings up to this are detractors' (Reichheld 2003).</summary>
    private const int Detractor = 6;

    public static IEnumerable<ChurnEvidence> Of(Profile profile)
    {
        var service = profile.Service;
        if (service.OpenComplaints > 0)
            yield return new("open-complaint", 0.8, service.OpenComplaints);

        // Who bought again after it was settled has forgiven.
        else if (service.LastComplaintAt >= profile.Purchases.LastAt)
            yield return new("complaint-after-last-order", 0.55, service.Complaints);
        if (service.LastRating is { } rating and <= Detractor)
            yield return new("low-rating", rating <= 3 ? 0.7 : 0.5, rating, 10);
        if (service.LateDeliveries > 0 && 3 * service.LateDeliveries >= service.Deliveries)
            yield return new("late-deliveries", service.LateDeliveries > 1 ? 0.55 : 0.35, service.LateDeliveries, service.Deliveries);
        if (profile.Refunds.Count > 0 && profile.Refunds.LastAt >= profile.Purchases.LastAt && 3 * profile.Refunds.Amount >= profile.Purchases.Spent)
            yield return new("refund-after-last-order", 0.5, (double)profile.Refunds.Amount, (double)profile.Purchases.Spent);
        if (service.PaymentFailures > 1)
            yield return new("payment-failures", 0.3, service.PaymentFailures);
    }
}
