using Recall.Core.Customers;

namespace Recall.Core.Scoring.Rhythm;

/// <summary>The category a customer mostly buys.</summary>
public static class MainCategory
{
    /// <summary>
    /// The category with most orders, then most money, then first by name; null where no category is known. What is counted together as
    /// <see cref="ProfileFold.OtherCategory"/> is no category.
    /// </summary>
    public static string? Of(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Categories.Count == 0)
            return null;

        string? best = null;
        var most = default(CategoryPurchases);
        foreach (var (name, bought) in profile.Categories)
        {
            if (!string.Equals(name, ProfileFold.OtherCategory, StringComparison.Ordinal)
                && (best is null || Compare(name, bought, best, most) > 0))
                (best, most) = (name, bought);
        }

        return best;
    }

    private static int Compare(string name, CategoryPurchases bought, string best, CategoryPurchases most) =>
        bought.Orders != most.Orders ? bought.Orders.CompareTo(most.Orders)
        : bought.Spent != most.Spent ? bought.Spent.CompareTo(most.Spent)
        : string.CompareOrdinal(best, name);
}
