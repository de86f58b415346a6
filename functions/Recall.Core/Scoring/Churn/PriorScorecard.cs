using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// The card of shops with too little history: weights that two public shops have in common, CDNOW (music, 1997) and Online Retail (gifts,
/// 2009), rounded. On either it ranks within 0.02 of the area under the curve of the card learnt there; its level is between theirs,
/// so its chances are a guess, and the score says so. Only what both shops could tell is in it.
/// </summary>
public static class PriorScorecard
{
    /// <summary>Log-odds of buying in the next 90 days of a customer who is average in all terms.</summary>
    private const double Level = -1.2;

    private const int SeenDays = 90;

    private static readonly ScorecardTerm[] Terms =
    [
        new("silence", -0.15, 4.3, 1.2),
        new("silence-once", -0.2, 4.8, 1.0),
        new("silence-ratio", -0.3, 0.9, 0.8),
        new("purchase-days", 0.25, 1.1, 0.55),
        new("rate", 0.1, 1.1, 0.6),
        new("pace", 0.35, 0.5, 0.45),
        new("orders-of-year", 0.15, 0.9, 0.6),
    ];

    /// <summary>Its weights on a shop's own scale, which the shop's own card starts from; 0 where it has none.</summary>
    internal static double[] Weights(Standardiser standard)
    {
        var weights = new double[standard.Columns.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var name = IndicatorCatalogue.All[standard.Columns[i]].Name;
            if (Array.Find(Terms, t => string.Equals(t.Indicator, name, StringComparison.Ordinal)) is { } term)
                weights[i] = term.Weight * standard.Deviations[i] / term.Deviation;
        }

        return weights;
    }

    /// <summary>The card, with the reason why none was learnt.</summary>
    public static ChurnScorecard Of(int horizonDays, Refusal because) => new()
    {
        Name = ChurnScorecard.Prior,
        HorizonDays = horizonDays,
        WindowDays = SeenDays,
        Intercept = Level,
        Terms = Terms,
        Power = WindowStretch.UsualPower,
        Because = because,
    };
}
