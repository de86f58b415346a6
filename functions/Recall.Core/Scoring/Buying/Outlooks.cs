using System.Collections.Concurrent;

namespace Recall.Core.Scoring.Buying;

/// <summary>What a customer who has not left will do; what they are expected to do is this times P(alive).</summary>
/// <param name="PBuy">Probability of a purchase day within the horizon.</param>
/// <param name="Expected">Expected purchase days within the horizon.</param>
/// <param name="Discounted">Expected purchase days of the next <see cref="CustomerValue.Months"/> months, discounted.</param>
public readonly record struct Outlook(double PBuy, double Expected, double Discounted);

/// <summary>
/// Outlooks by x and T. They depend on nothing else, and few pairs occur (some twenty thousand in a million customers of two years), so each
/// is worked out once and kept; at most <see cref="MaxKept"/> of them. Thread-safe, and no outlook depends on what was asked before.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="horizonWeeks">The horizon.</param>
/// <param name="weeksPerMonth">Length of a month.</param>
public sealed class Outlooks(IBuyingModel model, double horizonWeeks, double weeksPerMonth = CustomerValue.WeeksPerMonth)
{
    /// <summary>Most outlooks kept; 8 MB.</summary>
    public const int MaxKept = 1 << 17;

    private readonly ConcurrentDictionary<(int Repeats, int AgeDays), Outlook> _known = new();
    private int _kept;

    /// <summary>The outlook of a customer with that many repeats who first bought that many days ago.</summary>
    public Outlook Of(int repeats, int ageDays)
    {
        if (_known.TryGetValue((repeats, ageDays), out var known))
            return known;

        var outlook = Make(repeats, ageDays / PurchaseHistory.DaysPerWeek);
        if (Interlocked.Increment(ref _kept) <= MaxKept)
            _known[(repeats, ageDays)] = outlook;
        return outlook;
    }

    private Outlook Make(int repeats, double age)
    {
        Span<double> horizons = stackalloc double[CustomerValue.Months + 1];
        for (var month = 1; month <= CustomerValue.Months; month++)
            horizons[month - 1] = month * weeksPerMonth;
        horizons[CustomerValue.Months] = horizonWeeks;
        Span<double> expected = stackalloc double[horizons.Length];
        model.ExpectedIfAlive(repeats, age, horizons, expected);
        return new(
            model.PBuyIfAlive(repeats, age, horizonWeeks), expected[CustomerValue.Months], CustomerValue.Discounted(expected[..CustomerValue.Months]));
    }
}
