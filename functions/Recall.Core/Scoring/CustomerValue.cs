using Recall.Core.Scoring.BgNbd;

namespace Recall.Core.Scoring;

/// <summary>
/// Discounts expected purchases: month by month, each at its end, the sum that lifetimes' <c>customer_lifetime_value</c> takes. The value
/// is revenue, not profit; margins and costs of winning back belong to the offer.
/// </summary>
public static class CustomerValue
{
    /// <summary>Months ahead.</summary>
    public const int Months = 12;

    /// <summary>Discount of a month: 1 %, some 12.7 % a year.</summary>
    public const double MonthlyRate = 0.01;

    /// <summary>A twelfth of 365 days.</summary>
    public const double WeeksPerMonth = 365.0 / 12 / 7;

    /// <summary>Discounted expected purchase days of the next <see cref="Months"/> months of a customer who has not left.</summary>
    /// <param name="parameters">The model.</param>
    /// <param name="repeats">x.</param>
    /// <param name="age">T, weeks.</param>
    /// <param name="weeksPerMonth">Length of a month.</param>
    public static double DiscountedIfAlive(BgNbdParameters parameters, int repeats, double age, double weeksPerMonth = WeeksPerMonth)
    {
        var (sum, before, discount) = (0.0, 0.0, 1.0);
        for (var month = 1; month <= Months; month++)
        {
            var expected = BgNbdModel.ExpectedIfAlive(parameters, repeats, age, month * weeksPerMonth);
            discount /= 1 + MonthlyRate;
            sum += (expected - before) * discount;
            before = expected;
        }

        return sum;
    }
}
