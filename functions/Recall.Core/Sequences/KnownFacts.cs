using Recall.Core.Customers;

namespace Recall.Core.Sequences;

/// <summary>
/// What the decision to enrol knew. A fact may come in long after it happened (a platform that delivers a webhook again, a file that is
/// imported late): one from before the run that the decision did not know, and that is newer than what it knew, would have changed it. What
/// is older changes nothing, so that a shop can fill in its history at any time.
/// </summary>
/// <param name="OrderAt">The last order, UTC; null where there was none.</param>
/// <param name="ComplaintAt">The last complaint, UTC; null where there was none.</param>
public readonly record struct KnownFacts(DateTimeOffset? OrderAt, DateTimeOffset? ComplaintAt)
{
    /// <summary>What a customer's profile knows.</summary>
    public static KnownFacts Of(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new(profile.Purchases.Orders > 0 ? profile.Purchases.LastAt : null, profile.Service.LastComplaintAt);
    }

    /// <summary>True for an order from before the run that the decision should have known: there was nobody to win back.</summary>
    public bool IsOvertakenBy(DateTimeOffset order, DateTimeOffset startedAt) => order <= startedAt && IsAfter(order, OrderAt);

    /// <summary>True for a complaint since the run began, and for one from before it, about the last order or later, that was not known.</summary>
    public bool IsNewComplaint(DateTimeOffset complaint, DateTimeOffset startedAt) =>
        complaint > startedAt || (IsAfter(complaint, ComplaintAt) && IsAfter(complaint, OrderAt));

    private static bool IsAfter(DateTimeOffset at, DateTimeOffset? known) => known is null || at > known;
}
