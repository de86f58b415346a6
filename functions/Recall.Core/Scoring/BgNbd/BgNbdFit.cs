using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.BgNbd;

/// <summary>Fits BG/NBD by maximum likelihood.</summary>
public static class BgNbdFit
{
    /// <summary>
    /// Fewest customers with a repeat purchase. The parameters about leaving are learnt from them alone; with fewer, standard errors
    /// exceed the estimates.
    /// </summary>
    public const int MinRepeatBuyers = 30;

    /// <summary>
    /// The model of counted histories, or why there is none. The order of the histories decides the last bits of the sums: sort them where
    /// equal data must give equal bits.
    /// </summary>
    public static ModelFit<BgNbdParameters> Of(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var repeatBuyers = histories.Where(h => h.History.Repeats > 0).Sum(h => h.Count);
        if (repeatBuyers < MinRepeatBuyers)
        {
            return ModelFit<BgNbdParameters>.Refuse(
                "too-few-customers",
                $"{repeatBuyers} customers bought on more than one day; at least {MinRepeatBuyers} are needed to learn how they leave.");
        }

        // Starts share the observed mean rate r/alpha and differ in how uneven customers are and how fast they leave.
        var weeksPerRepeat = histories.Sum(h => h.Count * h.History.Age) / histories.Sum(h => (double)h.Count * h.History.Repeats);
        return MaximumLikelihood.Fit(
            new BgNbdLikelihood(histories),
            [
                [0.25, 0.25 * weeksPerRepeat, 0.8, 2.5],
                [1.0, 1.0 * weeksPerRepeat, 0.1, 2.0],
                [3.0, 3.0 * weeksPerRepeat, 2.0, 2.0],
            ],
            p => new BgNbdParameters(p[0], p[1], p[2], p[3]));
    }
}
