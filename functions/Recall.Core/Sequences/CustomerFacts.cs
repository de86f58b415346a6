using Recall.Core.Customers;
using Recall.Core.Scoring;

namespace Recall.Core.Sequences;

/// <summary>What conditions look at: a customer at a moment.</summary>
/// <param name="Profile">Folded from the customer's events.</param>
/// <param name="Score">The last score; null before the first.</param>
/// <param name="Now">UTC.</param>
/// <param name="ShopZone">Where the customer's own time zone is unknown.</param>
public sealed record CustomerFacts(Profile Profile, Score? Score, DateTimeOffset Now, TimeZoneInfo ShopZone)
{
    /// <summary>The event that a trigger asks about; null elsewhere.</summary>
    public CustomerEvent? Event { get; init; }

    /// <summary>The sequence that asks: what a touch is worth differs between them; null outside of any.</summary>
    public string? Sequence { get; init; }

    /// <summary>Steps whose messages went out, or may have, in the run that asks; none outside of any.</summary>
    public IReadOnlyList<string> Sent { get; init; } = [];

    /// <summary>
    /// The score that conditions look at; null makes every <c>score.</c> field unknown. One that does not know all orders is none
    /// (<see cref="Score.IsCurrent"/>), until the night scores the customer again.
    /// </summary>
    public Score? Score { get => field?.IsCurrent(Profile) == true ? field : null; init; } = Score;

    /// <summary>The customer's local day.</summary>
    public DateOnly Today => CalendarDays.Today(Profile.Person, Now, ShopZone);
}
