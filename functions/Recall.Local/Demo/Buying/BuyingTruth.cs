using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.GammaGamma;

namespace Recall.Local.Demo.Buying;

/// <summary>
/// What people's buying is drawn from, so that a fit can be compared with the truth. Purchases are made exactly as BG/NBD assumes: a
/// Poisson process with a rate drawn from a gamma distribution, and after each repeat purchase a coin, drawn from a beta distribution,
/// that says whether it was the last. Bad service is put where people left instead of making them leave: it tells about leaving as it
/// would in life, and the distribution stays the one written here.
/// </summary>
public static class BuyingTruth
{
    /// <summary>Rates and leaving; weeks.</summary>
    public static BgNbdParameters Purchases { get; } = new(R: 0.9, Alpha: 6.0, A: 0.9, B: 4.0);

    /// <summary>What is paid for an order; the mean is 48.</summary>
    public static GammaGammaParameters Spend { get; } = new(P: 6.0, Q: 4.0, V: 24.0);

    /// <summary>Share of people who register and never buy.</summary>
    public const double NeverBuy = 0.04;
}
