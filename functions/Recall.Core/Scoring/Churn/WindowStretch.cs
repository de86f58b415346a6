using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// From the chance to buy within a short window to that within the horizon, for shops too young to have seen the horizon: the cumulative
/// hazard grows with a power of time, and the power is what it was from one window to two at the first cut-offs. Below 1, because the
/// keen buy first and others leave. The first cut-offs have the newest customers, who slow down most: the power is drawn halfway to the usual.
/// </summary>
internal static class WindowStretch
{
    /// <summary>Where two windows have not been seen yet.</summary>
    public const double UsualPower = 0.75;

    private const double LeastPower = 0.3;
    private const int LeastRows = 200;

    /// <summary>The power.</summary>
    public static double Power(IReadOnlyList<PastRow> rows, TrainingPlan plan)
    {
        var (count, once, twice) = (0, 0, 0);
        foreach (var row in rows)
        {
            if (plan.CutOffs[row.CutOff].AddDays(2 * plan.WindowDays) > plan.AsOf)
                continue;
            count++;
            once += row.BoughtWithin(plan.WindowDays) ? 1 : 0;
            twice += row.BoughtWithin(2 * plan.WindowDays) ? 1 : 0;
        }

        if (count < LeastRows || once == 0 || twice == count)
            return UsualPower;
        return (UsualPower + Math.Clamp(Math.Log2(Hazard(twice, count) / Hazard(once, count)), LeastPower, 1)) / 2;
    }

    /// <summary>The chance within <paramref name="times"/> windows, of that within one.</summary>
    public static double Of(double chance, double times, double power) =>
        times == 1 ? chance : -Precise.Expm1(Precise.Log1p(-Math.Min(chance, 1 - 1e-12)) * Math.Pow(times, power));

    private static double Hazard(int bought, int count) => -Precise.Log1p(-(double)bought / count);
}
