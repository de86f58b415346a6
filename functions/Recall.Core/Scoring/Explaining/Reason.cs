namespace Recall.Core.Scoring.Explaining;

/// <summary>One number of a score, or one fact behind it, in words a shop clerk understands.</summary>
/// <param name="Indicator">Stable name for machines and pages, one of <see cref="Indicators"/>.</param>
/// <param name="Value">The number; NaN where none could be given.</param>
/// <param name="Text">A sentence in the reader's language.</param>
public sealed record Reason(string Indicator, double Value, string Text);

/// <summary>Names of what reasons are about.</summary>
public static class Indicators
{
    /// <summary>The lifecycle stage; the value is its place, 0 seed to 4 lost.</summary>
    public const string Stage = "stage";

    /// <summary>Days since the last purchase.</summary>
    public const string Silence = "silence";

    /// <summary>Silence over the lapse threshold.</summary>
    public const string LapseRatio = "lapse-ratio";

    /// <summary>Probability of still being a customer.</summary>
    public const string PAlive = "p-alive";

    /// <summary>Why P(alive) is high of somebody who has been silent for so long; the value is P(alive).</summary>
    public const string SilentYetAlive = "silent-yet-alive";

    /// <summary>Expected purchase days in the next 90 days.</summary>
    public const string ExpectedOrders = "expected-orders";

    /// <summary>Probability of not buying in the next 90 days.</summary>
    public const string Churn = "churn";

    /// <summary>Risk points of a family of indicators are named after it: <c>risk-recency</c>; above 0 raises the risk.</summary>
    public const string RiskPoints = "risk-";

    /// <summary>Expected discounted revenue of the next 12 months.</summary>
    public const string Clv = "clv";

    /// <summary>Net value, shop's currency.</summary>
    public const string ValueTier = "value-tier";

    /// <summary>RFM; the value is the three scores as one number, for example 543.</summary>
    public const string Rfm = "rfm";

    /// <summary>The RFM segment; the value is its place in <see cref="Segments.RfmSegment"/>.</summary>
    public const string Segment = "segment";

    /// <summary>The loyalty stage; the value is its place, 0 suspect to 4 advocate.</summary>
    public const string Loyalty = "loyalty";

    /// <summary>Why a lapsed customer stays away; the value is how strongly the evidence speaks for it.</summary>
    public const string LeavingReason = "leaving-reason";

    /// <summary>When they buy next; the value is the day's number.</summary>
    public const string NextPurchase = "next-purchase";

    /// <summary>What they buy next; the value is its probability.</summary>
    public const string NextCategory = "next-category";

    /// <summary>Probability of an order if left alone.</summary>
    public const string OrdersAlone = "orders-alone";

    /// <summary>Margin that a message is expected to add; one reason for each sequence with data.</summary>
    public const string TouchMargin = "touch-margin";

    /// <summary>Complaints not settled.</summary>
    public const string OpenComplaints = "open-complaints";

    /// <summary>The last survey rating, 0 to 10, where it is a detractor's.</summary>
    public const string LowRating = "low-rating";

    /// <summary>Money given back.</summary>
    public const string Refunds = "refunds";

    /// <summary>Share of deliveries after the promised day.</summary>
    public const string LateDeliveries = "late-deliveries";

    /// <summary>Payments that failed.</summary>
    public const string PaymentFailures = "payment-failures";

    /// <summary>Messages since the last order or reply.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>Share of orders with a discount.</summary>
    public const string DiscountDependence = "discount-dependence";

    /// <summary>Visits since the last order.</summary>
    public const string VisitsWithoutOrder = "visits-without-order";
}
