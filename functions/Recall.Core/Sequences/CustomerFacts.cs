using Recall.Core.Customers;
using Recall.Core.Scoring;

namespace Recall.Core.Sequences;

/// <summary>What conditions look at: a customer at a moment.</summary>
/// <param name="Profile">Folded from the customer's events.</param>
/// <param name="Score">The last score; null before the first, which makes every <c>score.</c> field unknown.</param>
/// <param name="Now">UTC.</param>
/// <param name="ShopZone">Where the customer's own time zone is unknown.</param>
public sealed record CustomerFacts(Profile Profile, Score? Score, DateTimeOffset Now, TimeZoneInfo ShopZone)
{
    /// <summary>The customer's local day.</summary>
    public DateOnly Today =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zones.Of(Profile.Person.TimeZone, ShopZone)).DateTime);
}
