namespace Recall.Core.Customers;

/// <summary>How the shop served them.</summary>
public sealed record Service
{
    /// <summary>Nothing happened.</summary>
    public static Service None { get; } = new();

    /// <summary>Complaints, settled or not.</summary>
    public int Complaints { get; init; }

    /// <summary>Complaints not settled.</summary>
    public int OpenComplaints { get; init; }

    /// <summary>Last complaint, UTC.</summary>
    public DateTimeOffset? LastComplaintAt { get; init; }

    /// <summary>Payments that failed.</summary>
    public int PaymentFailures { get; init; }

    /// <summary>Of them, those after the last order: the customer wanted to buy and could not.</summary>
    public int PaymentFailuresSinceOrder { get; init; }

    /// <summary>Deliveries.</summary>
    public int Deliveries { get; init; }

    /// <summary>Deliveries after the promised day.</summary>
    public int LateDeliveries { get; init; }

    /// <summary>Surveys answered.</summary>
    public int Surveys { get; init; }

    /// <summary>Sum of all ratings.</summary>
    public int RatingSum { get; init; }

    /// <summary>Last rating, 0 to 10.</summary>
    public int? LastRating { get; init; }
}
