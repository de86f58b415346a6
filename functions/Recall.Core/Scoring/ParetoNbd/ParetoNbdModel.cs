using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.ParetoNbd;

/// <summary>
/// What Pareto/NBD predicts for a customer (Schmittlein, Morrison and Colombo 1987; expressions as in Fader and Hardie 2005, "A Note on
/// Deriving the Pareto/NBD Model and Related Expressions", brucehardie.com/notes/009). All results are finite for positive parameters and
/// any history.
/// </summary>
public static class ParetoNbdModel
{
    /// <summary>Probability that the customer has not left.</summary>
    public static double PAlive(ParetoNbdParameters parameters, PurchaseHistory history)
    {
        var (alive, total) = Branches(parameters, history);
        return Math.Min(1, Math.Exp(alive - total));
    }

    /// <summary>Expected purchase days in the next <paramref name="weeks"/>, given the history.</summary>
    public static double ExpectedPurchases(ParetoNbdParameters parameters, PurchaseHistory history, double weeks) =>
        PAlive(parameters, history) * ExpectedIfAlive(parameters, history.Repeats, history.Age, weeks);

    /// <summary>Expected purchase days in the next <paramref name="weeks"/> of a customer who has not left; t_x plays no part.</summary>
    public static double ExpectedIfAlive(ParetoNbdParameters parameters, int repeats, double age, double weeks)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (r, alpha, s, beta) = parameters;
        if (!(weeks > 0))
            return 0;

        // The published (1 - ((beta+T)/(beta+T+t))^(s-1))/(s-1) is the integral of e^-(s-1)u for u up to this, and that at s = 1.
        var span = Precise.Log1p(weeks / (beta + age));
        var exponent = (s - 1) * span;
        var lived = Math.Abs(exponent) < 1e-300 ? span : -Precise.Expm1(-exponent) / (s - 1);
        return (r + repeats) / (alpha + age) * (beta + age) * lived;
    }

    /// <summary>Probability of at least one purchase day in the next <paramref name="weeks"/>.</summary>
    public static double PBuy(ParetoNbdParameters parameters, PurchaseHistory history, double weeks) =>
        PAlive(parameters, history) * PBuyIfAlive(parameters, history.Repeats, history.Age, weeks);

    /// <summary>The same for a customer who has not left.</summary>
    public static double PBuyIfAlive(ParetoNbdParameters parameters, int repeats, double age, double weeks)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (r, alpha, s, beta) = parameters;
        return weeks > 0 ? new LeavingRule(r + repeats, s).BuysWithin(r + repeats + s, alpha + age, beta + age, weeks) : 0;
    }

    /// <summary>Logarithms of A(T) and of A(T) (1 - g(T)) + A(t_x) g(t_x), see <see cref="LeavesFirst"/>; without the gammas.</summary>
    internal static (double Alive, double Total) Branches(ParetoNbdParameters parameters, PurchaseHistory history)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (r, alpha, s, beta) = parameters;
        var k = r + history.Repeats;
        var last = Lived(history.Recency);
        var now = Lived(history.Age);
        var buysFirst = LeavesFirst.Of(s, k, (beta + history.Age) / (alpha + history.Age));
        var leavesFirst = LeavesFirst.Of(k, s, (alpha + history.Recency) / (beta + history.Recency));
        return (now, last + Math.Log((buysFirst * Math.Exp(now - last)) + leavesFirst));

        double Lived(double t) => -(k * Precise.Log1p(t / alpha)) - (s * Precise.Log1p(t / beta));
    }
}
