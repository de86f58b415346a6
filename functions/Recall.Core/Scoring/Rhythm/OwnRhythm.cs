using Recall.Core.Customers;

namespace Recall.Core.Scoring.Rhythm;

/// <summary>
/// How long a customer with a rhythm of their own may be silent: the <see cref="LapseThreshold.Quantile"/> of a gamma distribution of their
/// gaps. Gaps are gamma rather than exponential because buyers are more regular than chance (Platzer and Reutterer 2016, "Ticking Away
/// the Moments", Marketing Science 35:779-799). Few gaps tell little, so mean and variation are drawn to the shop's.
/// </summary>
internal static class OwnRhythm
{
    /// <summary>Fewest gaps that make a rhythm.</summary>
    public const int MinGaps = 3;

    // The shop's mean weighs as one gap, its variation as two: with three own gaps the customer still has the say.
    private const double PriorGaps = 1;
    private const double PriorDegrees = 2;

    // Beyond these the Wilson-Hilferty quantile is off by more than the data could tell, or the rhythm is clockwork.
    private const double LeastVariation = 0.01;
    private const double MostVariation = 4;

    /// <summary>Squared coefficient of variation of the gaps, at most <see cref="MostVariation"/>; 0 below two gaps.</summary>
    public static double Variation(Purchases purchases) =>
        purchases.GapMean > 0 && purchases.Gaps > 1
            ? Math.Clamp(purchases.GapSquares / (purchases.Gaps - 1) / (purchases.GapMean * purchases.GapMean), 0, MostVariation)
            : 0;

    /// <summary>Days of silence that the rhythm still explains; at least one gap.</summary>
    public static double LapseDays(Purchases purchases, ShopRhythm shop) =>
        GammaQuantile(MeanDays(purchases, shop), Math.Clamp(DrawnVariation(purchases, shop), LeastVariation, MostVariation));

    /// <summary>Mean gap, drawn to the shop's; the customer's own where the shop's is unknown.</summary>
    private static double MeanDays(Purchases purchases, ShopRhythm shop)
    {
        double gaps = purchases.Gaps;
        return double.IsNaN(shop.MeanDays)
            ? purchases.GapMean
            : ((gaps * purchases.GapMean) + (PriorGaps * shop.MeanDays)) / (gaps + PriorGaps);
    }

    /// <summary>Squared coefficient of variation of the gaps, drawn to the shop's; at least one gap.</summary>
    private static double DrawnVariation(Purchases purchases, ShopRhythm shop)
    {
        double gaps = purchases.Gaps;
        return (((gaps - 1) * Variation(purchases)) + (PriorDegrees * shop.Variation)) / (gaps - 1 + PriorDegrees);
    }

    // Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal. Its shape is 1 / variation.
    private static double GammaQuantile(double mean, double variation)
    {
        var ninth = variation / 9;
        var root = 1 - ninth + (LapseThreshold.QuantileZ * Math.Sqrt(ninth));
        return mean * root * root * root;
    }
}
