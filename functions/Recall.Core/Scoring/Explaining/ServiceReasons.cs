using Recall.Core.Customers;

namespace Recall.Core.Scoring.Explaining;

/// <summary>What happened to a customer that may be why they stay away. Facts, not yet a guess at the cause.</summary>
internal static class ServiceReasons
{
    /// <summary>Ratings up to this are detractors' (Reichheld 2003, net promoter score).</summary>
    private const int Detractor = 6;

    /// <summary>Fewer messages or visits than this happen to everybody.</summary>
    private const int Notable = 2;

    /// <summary>From this share of orders on a customer waits for discounts.</summary>
    private const double Dependent = 0.5;

    public static IEnumerable<Reason> Of(Profile profile, DateTimeOffset now, Phrases say) =>
        [.. OfService(profile, now, say), .. OfBehaviour(profile, say)];

    private static IEnumerable<Reason> OfService(Profile profile, DateTimeOffset now, Phrases say)
    {
        var service = profile.Service;
        if (service.OpenComplaints > 0)
        {
            var ago = service.LastComplaintAt is { } at ? Math.Max(0, (int)(now - at).TotalDays) : 0;
            yield return new(Indicators.OpenComplaints, service.OpenComplaints, say.Say("open-complaints", service.OpenComplaints, ago));
        }

        if (service.LastRating is { } rating and <= Detractor)
            yield return new(Indicators.LowRating, rating, say.Say("low-rating", rating));
        if (profile.Refunds.Count > 0)
        {
            yield return new(
                Indicators.Refunds, (double)profile.Refunds.Amount, say.Say("refunds", profile.Refunds.Amount, profile.Refunds.Count));
        }

        if (service.LateDeliveries > 0)
        {
            var share = (double)service.LateDeliveries / service.Deliveries;
            yield return new(
                Indicators.LateDeliveries, share, say.Say("late-deliveries", share, service.LateDeliveries, service.Deliveries));
        }

        if (service.PaymentFailures > 0)
            yield return new(Indicators.PaymentFailures, service.PaymentFailures, say.Say("payment-failures", service.PaymentFailures));
    }

    private static IEnumerable<Reason> OfBehaviour(Profile profile, Phrases say)
    {
        var (bought, visits) = (profile.Purchases, profile.Activity.VisitsSinceOrder);
        if (profile.Responses.Unanswered >= Notable)
            yield return new(Indicators.Unanswered, profile.Responses.Unanswered, say.Say("unanswered", profile.Responses.Unanswered));
        if (bought.Orders >= Notable && bought.DiscountedOrders >= Dependent * bought.Orders)
        {
            var share = (double)bought.DiscountedOrders / bought.Orders;
            yield return new(
                Indicators.DiscountDependence, share, say.Say("discount-dependence", share, bought.DiscountedOrders, bought.Orders));
        }

        if (visits >= Notable)
        {
            yield return new(
                Indicators.VisitsWithoutOrder, visits, say.Say(bought.Days > 0 ? "visits-without-order" : "visits-before-order", visits));
        }
    }
}
