using System.Text.Json.Serialization;
using Recall.Core.Customers;

namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// Days between purchase days, each buyer weighing as much as another, or those who buy every week, of whom most gaps are, would set the rhythm of
/// all. Whole numbers: parts merged in any order give the same bits.
/// </summary>
public sealed class GapCounts
{
    /// <summary>
    /// Weight of a buyer: the least number that can be shared evenly among one gap, two, and so on up to the last few that a profile keeps
    /// (<see cref="ProfileFold.MaxRecentOrders"/>).
    /// </summary>
    public const int BuyerWeight = 27_720;

    /// <summary>Weight by days.</summary>
    public Histogram Days { get; init; } = new();

    /// <summary>Gaps.</summary>
    [JsonInclude]
    public long Gaps { get; private set; }

    /// <summary>Buyers whose gaps they are.</summary>
    [JsonIgnore]
    public long Buyers => Days.Total / BuyerWeight;

    /// <summary>Counts the gaps of one buyer.</summary>
    public void Add(ReadOnlySpan<int> gaps)
    {
        foreach (var days in gaps)
            Days.Add(days, BuyerWeight / gaps.Length);
        Gaps += gaps.Length;
    }

    /// <summary>Adds all of another.</summary>
    public void Merge(GapCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Days.Merge(other.Days);
        Gaps += other.Gaps;
    }
}
