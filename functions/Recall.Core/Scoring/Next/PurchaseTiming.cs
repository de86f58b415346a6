using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.Next;

/// <summary>
/// When somebody buys next, if they buy again before long. Gaps are exponential around a customer's own rate and rates are gamma distributed over
/// the shop's customers, as fitted by MBG/NBD (Batislam, Denizel and Filiztekin 2007). Its likelihood takes a gap that has not ended for what it is: either
/// one that is longer than the silence so far, right-censored, or one that never ends because the customer has left. So neither short gaps
/// nor the busiest customers set the rhythm of all, as they would if ended gaps alone were counted. With x repeats in T, of whoever is still there
/// the rate is Gamma(r + x, alpha + T): few gaps of one's own leave the shop's rates in force, many outweigh them. The rest of the gap is then
/// a Pareto variable of the second kind (Lomax 1954).
/// <para>
/// Such a gap may be very long, and some never end. What is told is therefore of purchases within <see cref="WithinDays"/>, which records
/// of that length can speak of.
/// </para>
/// </summary>
public sealed class PurchaseTiming
{
    /// <summary>Share of the purchases that the interval is to hold.</summary>
    public const double Level = 0.8;

    /// <summary>Longest time ahead, days.</summary>
    public const int MostDays = 365;

    /// <summary>Of shorter records nothing is told, days.</summary>
    public const int LeastDays = 28;

    // The share that the interval would hold in a world without seasons and of unchanging habits: what the model leaves out makes purchases scatter
    // more than it says. On CDNOW and Online Retail this is what keeps four of five; docs/scoring.md has what it held, shop by shop.
    private const double Width = 0.86;

    private readonly MbgNbdParameters? _rates;

    /// <summary>By a shop's model.</summary>
    public PurchaseTiming(ShopModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        WithinDays = model.FirstDay is { } first ? Math.Min(MostDays, model.AsOf.DayNumber - first.DayNumber) : 0;
        _rates = WithinDays < LeastDays ? null : model.MbgNbd.Parameters;
    }

    /// <summary>How far ahead is looked: as long as the shop's records, a year at most; days.</summary>
    public int WithinDays { get; }

    /// <summary>
    /// Days from now of the next purchase, given that it comes within <see cref="WithinDays"/>: the lower end, the median, the upper end; null
    /// where too little is known of the shop.
    /// </summary>
    /// <param name="repeats">Purchase days after the first.</param>
    /// <param name="ageDays">Since the first.</param>
    public (int From, int Middle, int To)? Of(int repeats, int ageDays)
    {
        if (_rates is not { } rates)
            return null;
        var (shape, scale) = (rates.R + repeats, (rates.Alpha * PurchaseHistory.DaysPerWeek) + ageDays);
        var within = -Precise.Expm1(-shape * Precise.Log1p(WithinDays / scale));
        double Days(double share) => scale * Precise.Expm1(-Precise.Log1p(-share * within) / shape);

        // Whether today has just begun or is over is not known here, so both ends are taken in.
        return (
            (int)Days((1 - Width) / 2), (int)Math.Clamp(Math.Round(Days(0.5)), 1, WithinDays),
            (int)Math.Clamp(Math.Ceiling(Days((1 + Width) / 2)), 1, WithinDays));
    }
}
