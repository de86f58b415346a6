using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.Buying;

/// <summary>
/// Counted histories laid out for likelihoods: sorted and grouped by x, times as places in a table of the distinct ones, since what depends
/// on x or on one time alone is then worked out once. Equal data give an equal layout and so the same bits, whatever their order was.
/// </summary>
internal sealed class HistoryGroups
{
    public HistoryGroups(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var sorted = histories.ToArray();
        if (!IsSorted(sorted))
            Array.Sort(sorted, Compare);
        Times = Distinct(sorted);
        var place = new Dictionary<double, int>(Times.Length);
        foreach (var time in Times)
            place[time] = place.Count;

        var repeats = sorted.CountBy(h => h.History.Repeats).ToList();
        var room = repeats.Sum(g => Lanes.Padded(g.Value));
        (Recency, Age, Count) = (new int[room], new int[room], new double[room]);
        Groups = new (int, int, int)[repeats.Count];
        (PeopleByAge, RepeatsByAge) = (new double[Times.Length], new double[Times.Length]);
        var (from, at) = (0, 0);
        for (var g = 0; g < Groups.Length; g++)
        {
            Groups[g] = (repeats[g].Key, at, at + Lanes.Padded(repeats[g].Value));
            for (var i = 0; i < repeats[g].Value; i++)
            {
                var (history, count) = sorted[from + i];
                (Recency[at + i], Age[at + i], Count[at + i]) = (place[history.Recency], place[history.Age], count);
                PeopleByAge[Age[at + i]] += count;
                RepeatsByAge[Age[at + i]] += (double)count * history.Repeats;
                Customers += count;
                Repeats += (double)count * history.Repeats;
            }

            (from, at) = (from + repeats[g].Value, Groups[g].End);
        }
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

    /// <summary>By ascending x; histories of a group are padded to whole lanes with histories of nobody.</summary>
    public (int Repeats, int Start, int End)[] Groups { get; }

    /// <summary>Place of t_x in <see cref="Times"/>, by history.</summary>
    public int[] Recency { get; }

    /// <summary>Place of T in <see cref="Times"/>, by history.</summary>
    public int[] Age { get; }

    /// <summary>Customers, by history.</summary>
    public double[] Count { get; }

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

    private static double[] Distinct((PurchaseHistory History, long Count)[] histories)
    {
        var times = new HashSet<double>();
        foreach (var (history, _) in histories)
        {
            times.Add(history.Recency);
            times.Add(history.Age);
        }

        double[] sorted = [.. times];
        Array.Sort(sorted);
        return sorted;
    }
}
