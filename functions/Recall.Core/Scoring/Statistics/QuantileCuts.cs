namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// Where a population is cut into classes. A value's class depends on the value alone, so equal values are never parted: all holders of a
/// value stand at the middle of the ranks they share (the mid-rank of Ridit analysis, Bross 1958), and a cut for share s is the first value
/// whose middle is at s or beyond. Where everybody has the same value, everybody is in the middle class.
/// </summary>
/// <param name="Cuts">Ascending; a value at or above the i-th is in class i + 1 or higher. Infinite where no value is that high.</param>
public sealed record QuantileCuts(double[] Cuts)
{
    /// <summary>Cuts at the shares of what a histogram counted; none where it counted nothing.</summary>
    /// <param name="counts">The population.</param>
    /// <param name="edge">Where the values of one of its numbers begin.</param>
    /// <param name="shares">Ascending, in (0, 1).</param>
    public static QuantileCuts Of(Histogram counts, Func<int, double> edge, params ReadOnlySpan<double> shares)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(edge);
        if (counts.Total == 0)
            return new([]);

        var cuts = new double[shares.Length];
        Array.Fill(cuts, double.PositiveInfinity);
        var (below, next) = (0L, 0);
        foreach (var (value, count) in counts.Ordered())
        {
            var middle = (below + (count / 2.0)) / counts.Total;
            for (; next < cuts.Length && middle >= shares[next]; next++)
                cuts[next] = edge(value);
            below += count;
        }

        return new(cuts);
    }

    /// <summary>The class of a value: how many cuts it reaches; the middle of <paramref name="classes"/> where there are no cuts.</summary>
    public int ClassOf(double value, int classes)
    {
        if (Cuts.Length == 0)
            return classes / 2;
        var reached = 0;
        while (reached < Cuts.Length && value >= Cuts[reached])
            reached++;
        return reached;
    }
}
