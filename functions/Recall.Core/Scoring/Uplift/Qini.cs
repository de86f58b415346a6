namespace Recall.Core.Scoring.Uplift;

/// <summary>
/// How well a score puts those first whom a touch moves (Radcliffe 2007, "Using control groups to target on predicted lift", Direct
/// Marketing Analytics Journal 1:14-21). Of the best-scored share s of all customers, treated and held out together, let T and C be how
/// many were treated and held out and t and c how many of them responded. The Qini curve is the increment t - c · T / C at s, per treated
/// customer of the whole experiment, so it ends at the difference that a test of everybody would see.
/// </summary>
public static class Qini
{
    /// <summary>
    /// The area between the curve and the straight line from its start to its end, which is what random choice earns; s runs from 0 to 1,
    /// so the unit is responses per customer. Zero is no better than random, less is worse. Customers of equal score come together: the
    /// curve is straight over them.
    /// </summary>
    /// <param name="scored">A score, highest first to be touched, with the customer's arm and response.</param>
    /// <returns>NaN where an arm is empty.</returns>
    public static double Coefficient(IEnumerable<(double Score, bool Treated, bool Responded)> scored)
    {
        var rows = scored.ToArray();
        Array.Sort(rows, static (a, b) => b.Score.CompareTo(a.Score));
        var (allTreated, allHeld) = (rows.Count(r => r.Treated), rows.Count(r => !r.Treated));
        if (allTreated == 0 || allHeld == 0)
            return double.NaN;

        var (treated, treatedHits, held, heldHits) = (0L, 0L, 0L, 0L);
        var (area, before, from) = (0.0, 0.0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            var (score, isTreated, responded) = rows[i];
            var hit = responded ? 1 : 0;
            if (isTreated)
                (treated, treatedHits) = (treated + 1, treatedHits + hit);
            else
                (held, heldHits) = (held + 1, heldHits + hit);
            if (i + 1 < rows.Length && rows[i + 1].Score.Equals(score))
                continue;
            var gain = (treatedHits - (held == 0 ? 0 : (double)heldHits * treated / held)) / allTreated;
            area += (before + gain) / 2 * (i + 1 - from) / rows.Length;
            (before, from) = (gain, i + 1);
        }

        return area - (before / 2);
    }
}
