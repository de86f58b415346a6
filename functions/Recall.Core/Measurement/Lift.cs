using Recall.Core.Sequences;

namespace Recall.Core.Measurement;

/// <summary>What one enrolment came to within its goal window.</summary>
/// <param name="Arm">Treated or holdout.</param>
/// <param name="Ordered">At least one order in the window.</param>
/// <param name="Revenue">Paid in the window less refunds, in the shop's currency.</param>
/// <param name="Margin">Revenue less the cost of goods and the messages; coupons are in it because revenue is after discount.</param>
/// <param name="Discount">Taken off the orders in the window.</param>
/// <param name="Touches">Messages that may have been sent.</param>
/// <param name="TouchCost">What they cost.</param>
/// <param name="Episode">1 of the customer's first pass through the sequence.</param>
public readonly record struct EnrolmentResult(
    Arm Arm, bool Ordered, decimal Revenue, decimal Margin, decimal Discount = 0, int Touches = 0, decimal TouchCost = 0, int Episode = 1);

/// <summary>
/// What a sequence earned, against its control group, by intention to treat: everyone enrolled counts on the side they were drawn to,
/// reached or not, so that nothing but the draw tells the sides apart. Customers are drawn, not passes, so each counts once, with their first
/// pass: passes of one customer are alike, and counted as if they were not they make an interval too narrow (Kohavi, Tang and Xu 2020,
/// "Trustworthy Online Controlled Experiments", chapter 18; Deng, Knoblich and Lu 2018, "Applying the Delta Method in Metric Analytics", KDD);
/// and who comes to a second pass depends on what the first did, so from there on the sides are no longer of the same people.
/// </summary>
public sealed record Lift
{
    /// <summary>Customers whose first window has closed, treated.</summary>
    public required int Treated { get; init; }

    /// <summary>Customers whose first window has closed, control group.</summary>
    public required int Holdout { get; init; }

    /// <summary>Treated who ordered.</summary>
    public required int TreatedOrdered { get; init; }

    /// <summary>Control group who ordered with no touch.</summary>
    public required int HoldoutOrdered { get; init; }

    /// <summary>Difference of the shares that ordered, 95 %.</summary>
    public required Interval Recovery { get; init; }

    /// <summary>Difference of mean margin per enrolled customer, 95 %.</summary>
    public required Interval MarginPerCustomer { get; init; }

    /// <summary>Net incremental margin of the first passes of all treated, 95 %.</summary>
    public Interval NetMargin => MarginPerCustomer * Treated;

    /// <summary>Compares the arms by the first passes among the results.</summary>
    public static Lift Of(IReadOnlyCollection<EnrolmentResult> results)
    {
        var treated = results.Where(r => r.Episode == 1 && r.Arm == Arm.Treated).ToList();
        var holdout = results.Where(r => r.Episode == 1 && r.Arm == Arm.Holdout).ToList();
        var (a, b) = (treated.Count(r => r.Ordered), holdout.Count(r => r.Ordered));
        return new()
        {
            Treated = treated.Count,
            Holdout = holdout.Count,
            TreatedOrdered = a,
            HoldoutOrdered = b,
            Recovery = Interval.OfShares(a, treated.Count, b, holdout.Count),
            MarginPerCustomer = Interval.OfMeans(
                Moments.Of([.. treated.Select(r => (double)r.Margin)]), Moments.Of([.. holdout.Select(r => (double)r.Margin)])),
        };
    }
}
