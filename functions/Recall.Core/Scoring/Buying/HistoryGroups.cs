using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.Buying;

/// <summary>
/// Counted histories laid out for likelihoods: grouped by x and then by how many customers have them, times as places in a table of the
/// distinct ones, since what depends on x, on the count or on one time alone is then worked out once. Equal data give an equal layout and so
/// the same bits, whatever their order was.
/// </summary>
internal sealed class HistoryGroups
{
    public HistoryGroups(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var sorted = histories.ToArray();
        if (!IsSorted(sorted))
            Array.Sort(sorted, Compare);
        sorted = ByCount(sorted);
        Times = Distinct(sorted);
        var place = new Dictionary<double, int>(Times.Length);
        foreach (var time in Times)
            place[time] = place.Count;

        (Recency, Age) = (new int[sorted.Length + Lanes.Count], new int[sorted.Length + Lanes.Count]);
        (PeopleByAge, RepeatsByAge) = (new double[Times.Length], new double[Times.Length]);
        var (groups, blocks) = (new List<HistoryGroup>(), new List<HistoryBlock>());
        for (var i = 0; i < sorted.Length; i++)
        {
            var (history, count) = sorted[i];
            var (newGroup, first) = (i == 0 || history.Repeats != sorted[i - 1].History.Repeats, blocks.Count);
            if (newGroup || count != sorted[i - 1].Count)
                blocks.Add(new(i, i, count));
            if (newGroup)
                groups.Add(new(history.Repeats, 0, first, first));
            blocks[^1] = blocks[^1] with { End = i + 1 };
            groups[^1] = groups[^1] with { People = groups[^1].People + count, EndBlock = blocks.Count };
            (Recency[i], Age[i]) = (place[history.Recency], place[history.Age]);
            PeopleByAge[Age[i]] += count;
            RepeatsByAge[Age[i]] += (double)count * history.Repeats;
            Customers += count;
            Repeats += (double)count * history.Repeats;
        }

        (Groups, Blocks) = ([.. groups], [.. blocks]);
    }

    /// <summary>Customers in all.</summary>
    public long Customers { get; }

    /// <summary>Their repeats in all.</summary>
    public double Repeats { get; }

    /// <summary>Mean weeks between repeats, as if nobody left.</summary>
    public double WeeksPerRepeat
    {
        get
        {
            var weeks = 0.0;
            for (var t = 0; t < Times.Length; t++)
                weeks += PeopleByAge[t] * Times[t];
            return weeks / Repeats;
        }
    }

    /// <summary>Every t_x and T that occurs, ascending, weeks.</summary>
    public double[] Times { get; }

    /// <summary>By ascending x.</summary>
    public HistoryGroup[] Groups { get; }

    /// <summary>Blocks of the groups, in their order.</summary>
    public HistoryBlock[] Blocks { get; }

    /// <summary>Place of t_x in <see cref="Times"/>, by history; with room to read whole lanes from any.</summary>
    public int[] Recency { get; }

    /// <summary>Place of T in <see cref="Times"/>, by history; with room to read whole lanes from any.</summary>
    public int[] Age { get; }

    /// <summary>Customers by their T.</summary>
    public double[] PeopleByAge { get; }

    /// <summary>Repeats of the customers of each T.</summary>
    public double[] RepeatsByAge { get; }

    private static bool IsSorted((PurchaseHistory History, long Count)[] histories)
    {
        for (var i = 1; i < histories.Length; i++)
        {
            if (Compare(histories[i - 1], histories[i]) > 0)
                return false;
        }

        return true;
    }

    private static int Compare((PurchaseHistory History, long Count) left, (PurchaseHistory History, long Count) right)
    {
        var (l, r) = (left.History, right.History);
        var order = l.Repeats.CompareTo(r.Repeats);
        order = order != 0 ? order : l.Recency.CompareTo(r.Recency);
        order = order != 0 ? order : l.Age.CompareTo(r.Age);
        return order != 0 ? order : left.Count.CompareTo(right.Count);
    }

    /// <summary>Histories of each x by their count; those of a count stay in order.</summary>
    private static (PurchaseHistory History, long Count)[] ByCount((PurchaseHistory History, long Count)[] sorted)
    {
        var (result, places) = (new (PurchaseHistory, long)[sorted.Length], new Dictionary<long, int>());
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            places.Clear();
            for (end = start; end < sorted.Length && sorted[end].History.Repeats == sorted[start].History.Repeats; end++)
                places[sorted[end].Count] = places.GetValueOrDefault(sorted[end].Count) + 1;
            var at = start;
            foreach (var count in places.Keys.Order().ToList())
                (places[count], at) = (at, at + places[count]);
            for (var i = start; i < end; i++)
                result[places[sorted[i].Count]++] = sorted[i];
        }

        return result;
    }

    private static double[] Distinct((PurchaseHistory History, long Count)[] histories)
    {
        var times = new HashSet<double>();
        var last = double.NaN;
        foreach (var (history, _) in histories)
        {
            if (history.Recency != last)
                times.Add(last = history.Recency);
            times.Add(history.Age);
        }

        double[] sorted = [.. times];
        Array.Sort(sorted);
        return sorted;
    }
}
