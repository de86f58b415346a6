using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.Fitting;

/// <summary>Chances and log-odds.</summary>
internal static class Logit
{
    /// <summary>The chance of log-odds.</summary>
    public static double Chance(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>Log-odds of a chance, which is kept from 0 and 1 by what no shop's history can tell from them.</summary>
    public static double Of(double chance)
    {
        var inside = Math.Clamp(chance, 1e-6, 1 - 1e-6);
        return Math.Log(inside / (1 - inside));
    }

    /// <summary>Minus the log-likelihood of what happened, at log-odds.</summary>
    public static double Loss(double logOdds, bool happened) => Softplus(happened ? -logOdds : logOdds);

    /// <summary>log(1 + exp(x)) without overflow.</summary>
    public static double Softplus(double x) => x > 30 ? x : Precise.Log1p(Math.Exp(x));
}
