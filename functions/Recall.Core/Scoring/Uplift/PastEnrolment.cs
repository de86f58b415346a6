using Recall.Core.Customers;
using Recall.Core.Measurement;
using Recall.Core.Sequences;

namespace Recall.Core.Scoring.Uplift;

/// <summary>One enrolment whose goal window has closed, as the fit needs it. Money is the shop's currency.</summary>
/// <param name="Id">Hash of the enrolment's id: the order of the rows, and which are kept where there are too many.</param>
/// <param name="Features"><see cref="TouchFeatures"/> when they were enrolled.</param>
/// <param name="Treated">Not held out.</param>
/// <param name="Ordered">In the window.</param>
/// <param name="UsualOrder">Mean payment per order until then; zero without one.</param>
/// <param name="Gross">Margin of the window before discounts and messages.</param>
/// <param name="Discount">Taken off the window's orders.</param>
/// <param name="Touches">Messages that may have been sent.</param>
/// <param name="TouchCost">What they cost.</param>
/// <param name="WindowDays">Length of the goal window.</param>
public sealed record PastEnrolment(
    ulong Id, double[] Features, bool Treated, bool Ordered, double UsualOrder, double Gross, double Discount, int Touches, double TouchCost,
    double WindowDays)
{
    /// <summary>The row of an enrolment.</summary>
    /// <param name="id">Which.</param>
    /// <param name="profile">The customer as they were when enrolled.</param>
    /// <param name="startedAt">When that was, UTC.</param>
    /// <param name="window">Length of the goal window.</param>
    /// <param name="result">What it came to.</param>
    public static PastEnrolment Of(EnrolmentId id, Profile profile, DateTimeOffset startedAt, TimeSpan window, EnrolmentResult result)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(profile);
        var orders = profile.Purchases.Orders;
        return new(
            Bucket.Hash(id.ToString()), TouchFeatures.Of(profile, startedAt), result.Arm == Arm.Treated, result.Ordered,
            orders == 0 ? 0 : (double)profile.Purchases.Spent / orders, (double)(result.Margin + result.Discount + result.TouchCost),
            (double)result.Discount, result.Touches, (double)result.TouchCost, window.TotalDays);
    }
}
