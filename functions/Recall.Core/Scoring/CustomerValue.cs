using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring;

/// <summary>
/// Discounts expected purchases: month by month, each at its end, the sum that lifetimes' <c>customer_lifetime_value</c> takes. The value
/// is revenue, not profit; margins and costs of winning back belong to the offer.
/// </summary>
public static class CustomerValue
{
    /// <summary>Months ahead, unless said.</summary>
    public const int Months = 12;

    /// <summary>Discount of a month: 1 %, some 12.7 % a year.</summary>
    public const double MonthlyRate = 0.01;

    /// <summary>A twelfth of 365 days.</summary>
    public const double WeeksPerMonth = 365.0 / 12 / 7;

    /// <summary>
    /// Discounted expected purchase days of the next months of a customer who has not left; times P(alive) and the expected spend of a day it
    /// is their value.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="repeats">x.</param>
    /// <param name="age">T, weeks.</param>
    /// <param name="weeksPerMonth">Length of a month.</param>
    /// <param name="months">How many, 0 to 1200.</param>
    /// <param name="monthlyRate">Discount of a month, above -1.</param>
    public static double DiscountedIfAlive(
        IBuyingModel model, int repeats, double age, double weeksPerMonth = WeeksPerMonth, int months = Months, double monthlyRate = MonthlyRate)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)months, 1200u, nameof(months));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(monthlyRate, -1, nameof(monthlyRate));
        Span<double> horizons = stackalloc double[months];
        for (var month = 0; month < months; month++)
            horizons[month] = (month + 1) * weeksPerMonth;
        Span<double> expected = stackalloc double[months];
        model.ExpectedIfAlive(repeats, age, horizons, expected);
        return Discounted(expected, monthlyRate);
    }

    /// <summary>The value today of purchases expected up to the ends of the first, the second, ... month.</summary>
    internal static double Discounted(ReadOnlySpan<double> expected, double monthlyRate = MonthlyRate)
    {
        var (sum, before, discount) = (0.0, 0.0, 1.0);
        foreach (var month in expected)
        {
            discount /= 1 + monthlyRate;
            sum += (month - before) * discount;
            before = month;
        }

        return sum;
    }
}
