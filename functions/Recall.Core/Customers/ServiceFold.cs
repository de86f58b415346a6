namespace Recall.Core.Customers;

/// <summary>Folds complaints, payments, deliveries and surveys.</summary>
internal static class ServiceFold
{
    public static Service Add(Service service, CustomerEvent e) => e switch
    {
        ComplaintOpened => service with
        {
            Complaints = service.Complaints + 1,
            OpenComplaints = service.OpenComplaints + 1,
            LastComplaintAt = e.At,
        },
        ComplaintResolved => service with { OpenComplaints = Math.Max(0, service.OpenComplaints - 1) },
        PaymentFailed => service with
        {
            PaymentFailures = service.PaymentFailures + 1, PaymentFailuresSinceOrder = service.PaymentFailuresSinceOrder + 1,
        },
        OrderDelivered delivery => service with
        {
            Deliveries = service.Deliveries + 1,
            LateDeliveries = service.LateDeliveries + (delivery.DaysLate > 0 ? 1 : 0),
        },
        SurveyAnswered survey => service with
        {
            Surveys = service.Surveys + 1, RatingSum = service.RatingSum + survey.Rating, LastRating = survey.Rating,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "No fold for this type of event."),
    };
}
