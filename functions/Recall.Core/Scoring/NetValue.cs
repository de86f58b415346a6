using Recall.Core.Customers;

namespace Recall.Core.Scoring;

/// <summary>What a customer has brought the shop.</summary>
public static class NetValue
{
    /// <summary>
    /// Paid, less refunds, less the cost of the orders whose cost is known; shop's currency. Orders of unknown cost count as paid, so the
    /// value of a shop that knows no costs is revenue.
    /// </summary>
    public static decimal Of(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Purchases.Spent - profile.Refunds.Amount - profile.Purchases.Cost;
    }
}
