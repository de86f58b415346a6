using Recall.Core.Customers;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Scoring;

/// <summary>
/// Where the quintiles of buyers are cut; ties as in <see cref="QuantileCuts"/>: equal values get equal scores, and where all are equal,
/// all get 3.
/// </summary>
/// <param name="Recency">Of days since the last purchase.</param>
/// <param name="Frequency">Of purchase days.</param>
/// <param name="Money">Of what was paid, within 1 % (<see cref="LogScale"/>).</param>
public sealed record RfmCuts(QuantileCuts Recency, QuantileCuts Frequency, QuantileCuts Money)
{
    private const int Classes = 5;

    /// <summary>Cuts of the buyers counted.</summary>
    internal static RfmCuts Of(ShopStatistics statistics) => new(
        Quintiles(statistics.Recency, v => v), Quintiles(statistics.Frequency, v => v), Quintiles(statistics.Money, LogScale.LowerEdge));

    /// <summary>The scores of a customer; few days since the last purchase score high.</summary>
    internal RfmScore Of(Purchases purchases, int silentDays) => purchases.Days == 0
        ? default
        : new(
            Classes - Recency.ClassOf(silentDays, Classes),
            1 + Frequency.ClassOf(purchases.Days, Classes),
            1 + Money.ClassOf((double)purchases.Spent, Classes));

    private static QuantileCuts Quintiles(Histogram counts, Func<int, double> edge) => QuantileCuts.Of(counts, edge, 0.2, 0.4, 0.6, 0.8);
}
