namespace Recall.Core.Scoring.Churn;

/// <summary>
/// Which days of the past a scorecard is trained on: at each cut-off customers are seen as they were known then, and the window after it
/// tells whether they bought. No window ends after <see cref="AsOf"/>.
/// </summary>
/// <param name="AsOf">The last day whose events may be known.</param>
/// <param name="HorizonDays">Days ahead that the scorecard is about.</param>
/// <param name="WindowDays">Days that were watched after each cut-off; fewer than the horizon where the history is short.</param>
/// <param name="CutOffs">Ascending; the last is <see cref="WindowDays"/> before <see cref="AsOf"/>.</param>
public sealed record TrainingPlan(DateOnly AsOf, int HorizonDays, int WindowDays, IReadOnlyList<DateOnly> CutOffs)
{
    /// <summary>Cut-offs of a year: a month lies between two of them, so that each has its counterpart a year earlier.</summary>
    public const int OfYear = 12;

    /// <summary>Most cut-offs: of two years. All of them tell the season.</summary>
    public const int MostCutOffs = 2 * OfYear;

    /// <summary>
    /// The last of them, which the weights are learnt from, one of each month: at earlier ones less was known of everybody, and other
    /// customers were the shop's.
    /// </summary>
    public const int MostLearnt = OfYear;

    /// <summary>Number of the first cut-off that weights are learnt from.</summary>
    public int FirstLearnt => Math.Max(0, CutOffs.Count - MostLearnt);

    /// <summary>True where a month lies between two cut-offs; else three lie within a window.</summary>
    public bool IsMonthly => WindowDays >= QuarterDays;

    private const int DaysOfYear = 365;
    private const int QuarterDays = 84;

    /// <summary>Shortest window, days: in less only the most frequent buyers buy.</summary>
    public const int LeastWindowDays = 28;

    /// <summary>The plan for what was counted, up to its last whole day; null without buyers.</summary>
    public static TrainingPlan? Of(ShopStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return statistics.FirstDay is { } first ? Of(first, statistics.AsOf.AddDays(-1), ShopModel.HorizonDays) : null;
    }

    /// <summary>
    /// The plan for a history that began on <paramref name="firstDay"/>. A third of a short history is watched and two thirds are known
    /// before the last cut-off; no cut-offs where that leaves too short a window.
    /// </summary>
    public static TrainingPlan Of(DateOnly firstDay, DateOnly asOf, int horizonDays)
    {
        var history = asOf.DayNumber - firstDay.DayNumber;
        var window = Math.Min(horizonDays, history / 3);
        if (window < LeastWindowDays)
            return new(asOf, horizonDays, window, []);
        // A month apart, or three to a short window. In whole numbers, so that twelve steps are a year wherever they begin.
        var (step, parts) = window < QuarterDays ? (window, 3) : (DaysOfYear, OfYear);
        var last = asOf.AddDays(-window);
        var days = Enumerable.Range(0, MostCutOffs).Select(i => last.AddDays(-(i * step / parts))).TakeWhile(day => day >= firstDay.AddDays(window));
        return new(asOf, horizonDays, window, [.. days.Reverse()]);
    }
}
