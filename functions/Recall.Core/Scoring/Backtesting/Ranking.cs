namespace Recall.Core.Scoring.Backtesting;

/// <summary>How well scores put those who bought before those who did not.</summary>
public static class Ranking
{
    /// <summary>
    /// Area under the receiver operating characteristic: the chance that one who bought scores above one who did not, ties counting half
    /// (the mid-rank form of Hanley and McNeil 1982, Radiology 143:29-36). NaN where all or none bought.
    /// </summary>
    public static double Auc(IReadOnlyList<double> scores, IReadOnlyList<bool> bought)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(bought);
        var order = Ascending(scores);
        var (ranks, buyers) = (0.0, 0L);
        for (var i = 0; i < order.Length;)
        {
            var end = i;
            while (end < order.Length && scores[order[end]] == scores[order[i]])
                end++;
            var middle = (i + end + 1) / 2.0;
            for (; i < end; i++)
            {
                if (!bought[order[i]])
                    continue;
                ranks += middle;
                buyers++;
            }
        }

        var others = order.Length - buyers;
        return buyers == 0 || others == 0 ? double.NaN : (ranks - (buyers * (buyers + 1) / 2.0)) / ((double)buyers * others);
    }

    /// <summary>Places in ascending order of the scores; ties in the order they stand in.</summary>
    internal static int[] Ascending(IReadOnlyList<double> scores)
    {
        var order = Enumerable.Range(0, scores.Count).ToArray();
        Array.Sort(order, (a, b) => scores[a] != scores[b] ? scores[a].CompareTo(scores[b]) : a.CompareTo(b));
        return order;
    }
}
