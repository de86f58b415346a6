using Recall.Core.Customers;

namespace Recall.Core.Scoring.Uplift;

/// <summary>What the shop's sequences do to whom, as far as past enrolments tell, and what is assumed until then.</summary>
public sealed record ShopUplift
{
    /// <summary>
    /// The assumption: a pass multiplies the odds of an order by 1.25, and by 0.8 to 2 with a probability of 95 %. Deliberately modest: tests
    /// of win-back mails that were published found more, and those that found nothing were not.
    /// </summary>
    public const double PriorOddsRatio = 1.25;

    /// <summary>Standard deviation of its logarithm.</summary>
    public const double PriorDeviation = 0.23;

    /// <summary>Assumed discount, of the usual order.</summary>
    public const double PriorDiscount = 0.1;

    /// <summary>Assumed goal window, days.</summary>
    public const double PriorWindowDays = 45;

    /// <summary>Of a sequence without data; null before the first fit.</summary>
    public SequenceUplift? Usual { get; init; }

    /// <summary>By the name of the sequence, of those with enrolments whose window has closed.</summary>
    public IReadOnlyDictionary<string, SequenceUplift> Sequences { get; init; } =
        new Dictionary<string, SequenceUplift>(StringComparer.Ordinal);

    /// <summary>The fit of past enrolments on a shop's terms.</summary>
    public static ShopUplift Of(PastExperiments past, TouchTerms terms)
    {
        ArgumentNullException.ThrowIfNull(past);
        ArgumentNullException.ThrowIfNull(terms);
        var usual = new SequenceUplift
        {
            Evidence = UpliftEvidence.Prior,
            LogOddsRatio = Math.Log(PriorOddsRatio),
            LogOddsRatioDeviation = PriorDeviation,
            MarginRate = terms.GrossMargin,
            DiscountTreated = PriorDiscount,
            TouchCost = terms.TouchCost,
            WindowDays = PriorWindowDays,
        };
        return new()
        {
            Usual = usual,
            Sequences = past.Sequences.Where(s => s.Value.Rows.Count > 0)
                .ToDictionary(s => s.Key, s => UpliftFit.Of(s.Value.Rows, usual), StringComparer.Ordinal),
        };
    }

    /// <summary>What touching a customer is worth.</summary>
    /// <param name="profile">With events up to <paramref name="now"/>.</param>
    /// <param name="now">UTC.</param>
    /// <param name="within">P(buys within that many days by themselves); NaN where no model knows.</param>
    /// <returns>Null without an order: there is no usual order to earn on.</returns>
    public TouchValues? ValueOf(Profile profile, DateTimeOffset now, Func<double, double> within)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Purchases.Orders == 0 || Usual is null)
            return null;
        var (features, order) = (TouchFeatures.Of(profile, now), (double)profile.Purchases.Spent / profile.Purchases.Orders);
        TouchValue? Of(SequenceUplift? uplift) => uplift?.Value(features, order, within);
        return new(Of(Usual), Sequences.Select(s => (s.Key, Value: Of(s.Value))).Where(s => s.Value is not null)
            .ToDictionary(s => s.Key, s => s.Value!, StringComparer.Ordinal));
    }
}

/// <summary>What a shop earns and pays.</summary>
/// <param name="GrossMargin">Share of revenue left after the cost of goods.</param>
/// <param name="TouchCost">Of one message, shop's currency.</param>
public sealed record TouchTerms(double GrossMargin, double TouchCost);
