using Recall.Core.Customers;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Scoring;

/// <summary>Puts customers into tiers by <see cref="NetValue"/> among buyers.</summary>
internal static class ValueTiers
{
    /// <summary>The bottom 30 %.</summary>
    public const double BottomShare = 0.3;

    /// <summary>The top 20 %.</summary>
    public const double TopShare = 0.2;

    public static QuantileCuts Cuts(Histogram net) => QuantileCuts.Of(net, LogScale.LowerEdge, BottomShare, 1 - TopShare);

    /// <summary>Below zero is loss-making whatever others bring; who never bought is at the bottom.</summary>
    public static ValueTier Of(Profile profile, QuantileCuts cuts)
    {
        var net = NetValue.Of(profile);
        if (net < 0)
            return ValueTier.LossMaking;
        return profile.Purchases.Days == 0 ? ValueTier.Bottom : ValueTier.Bottom + cuts.ClassOf((double)net, 3);
    }
}
