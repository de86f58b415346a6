namespace Recall.Core.Scoring.Segments;

/// <summary>
/// The segment of a customer. The five by five grid that is in common use, recency against the mean of frequency and money: where most
/// buyers bought once, frequency alone leaves the grid's columns on the right empty. Its two lower rows are those who have lapsed by their rhythm: a fifth of
/// all is always the last, however lively, and a fifth that is not the last has people in it who are long gone by their own.
/// </summary>
public static class RfmSegments
{
    private const int LostRow = 1;
    private const int DormantRow = 2;
    private const int LeastLively = 3;

    /// <summary>Who is where: row from and to, mean of frequency and money (rounded down) from and to. The first that holds counts.</summary>
    private static readonly (RfmSegment Segment, int RowFrom, int RowTo, int BuysFrom, int BuysTo)[] Grid =
    [
        (RfmSegment.Champions, 5, 5, 4, 5),
        (RfmSegment.Loyal, 3, 4, 4, 5),
        (RfmSegment.PotentialLoyalist, 4, 5, 2, 3),
        (RfmSegment.New, 5, 5, 1, 1),
        (RfmSegment.Promising, 4, 4, 1, 1),
        (RfmSegment.NeedAttention, 3, 3, 3, 3),
        (RfmSegment.AboutToSleep, 3, 3, 1, 2),
        (RfmSegment.CannotLoseThem, 1, 2, 5, 5),
        (RfmSegment.AtRisk, 1, 2, 3, 4),
        (RfmSegment.Lost, 1, 1, 1, 1),
        (RfmSegment.Hibernating, 1, 2, 1, 2),
    ];

    /// <summary>
    /// Fewest buyers that have segments: ten in each fifth.
    /// </summary>
    public const int MinBuyers = 50;

    private const int OnceLongAgo = 2;

    /// <summary>The segment; null without an order, and where the shop has fewer than <see cref="MinBuyers"/>.</summary>
    /// <param name="rfm">The customer's scores.</param>
    /// <param name="stage">Whether they have lapsed; then how long ago the others bought does not matter.</param>
    /// <param name="purchaseDays">Days on which the customer bought.</param>
    /// <param name="buyers">Buyers of the shop.</param>
    public static RfmSegment? Of(RfmScore rfm, LifecycleStage stage, int purchaseDays, long buyers)
    {
        if (rfm == default || buyers < MinBuyers)
            return null;
        var row = stage switch
        {
            LifecycleStage.Lost => LostRow,
            LifecycleStage.Dormant => DormantRow,
            _ => Math.Max(LeastLively, rfm.Recency),
        };
        var buys = (rfm.Frequency + rfm.Money) / 2;

        // Where most bought once, these stand in the middle by frequency, and a large order lifts them further. One purchase is no habit.
        if (purchaseDays <= 1)
            buys = row <= LeastLively ? Math.Min(buys, OnceLongAgo) : 1;
        return Grid.First(g => row >= g.RowFrom && row <= g.RowTo && buys >= g.BuysFrom && buys <= g.BuysTo).Segment;
    }
}
