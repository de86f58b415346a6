using System.Text.Json.Serialization;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// How likely customers are not to buy in the days ahead: a sum over indicators, calibrated. Serialises as JSON without loss; equal rows
/// give equal bits. Fitted by <see cref="ScorecardFit"/>; <see cref="PriorScorecard"/> stands in where a shop has too little history.
/// </summary>
public sealed record ChurnScorecard
{
    /// <summary>Name of a card learnt from the shop's own past.</summary>
    public const string Learnt = "scorecard";

    /// <summary>Name of the stated card of shops with too little history.</summary>
    public const string Prior = "prior-scorecard";

    /// <summary><see cref="Learnt"/> or <see cref="Prior"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Days ahead.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>Days that were watched after each cut-off; the horizon unless the history is short.</summary>
    public required int WindowDays { get; init; }

    /// <summary>Log-odds of buying within the window of a customer who is average in all terms.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double Intercept { get; init; }

    /// <summary>What each indicator adds.</summary>
    public required IReadOnlyList<ScorecardTerm> Terms { get; init; }

    /// <summary>
    /// The weights of the fits that each left out a fifth of the customers, in the order of <see cref="Terms"/>: by them the card is judged
    /// again later on customers of whom it knows nothing. Empty of the prior card, which knows nobody.
    /// </summary>
    public IReadOnlyList<double[]> LeftOutWeights { get; init; } = [];

    /// <summary>Bends the sum to what happened.</summary>
    public Calibration Calibration { get; init; } = Calibration.None;

    /// <summary>The time of the year.</summary>
    public SeasonalShift Season { get; init; } = SeasonalShift.None;

    /// <summary>Log-odds added to everybody's for what the window ahead is expected to differ from the last one where no season is applied (<see cref="Churn.Outlook"/>).</summary>
    public double Outlook { get; init; }

    /// <summary>How the chance grows beyond the window; matters where the window is shorter than the horizon.</summary>
    public double Power { get; init; } = 1;

    /// <summary>How the fit went; null of the prior card.</summary>
    public ScorecardQuality? Quality { get; init; }

    /// <summary>Why the prior card is in force; null of a learnt one.</summary>
    public Refusal? Because { get; init; }

    /// <summary>Chance to buy within <see cref="HorizonDays"/> of a customer who has bought before.</summary>
    public double BuyChance(CustomerDay customer)
    {
        var sum = Intercept;
        foreach (var term in Terms)
            sum += term.Of(customer);
        var logOdds = Calibration.Of(sum) + Season.LogOdds + Outlook;
        return WindowStretch.Of(Logit.Chance(logOdds), (double)HorizonDays / WindowDays, Power);
    }
}

/// <summary>What one indicator adds to the log-odds of buying.</summary>
/// <param name="Indicator">Its name in <see cref="IndicatorCatalogue"/>.</param>
/// <param name="Weight">Per deviation.</param>
/// <param name="Mean">Of the transformed values of the customers trained on.</param>
/// <param name="Deviation">Their standard deviation.</param>
public sealed record ScorecardTerm(string Indicator, double Weight, double Mean, double Deviation)
{
    private readonly Indicator? _indicator = IndicatorCatalogue.Find(Indicator);

    /// <summary>Deviations from the mean, at most <see cref="Standardiser.MostDeviations"/>; NaN where the indicator is not known.</summary>
    public double Deviations(CustomerDay customer) =>
        _indicator?.Of(customer) is { } value && !double.IsNaN(value) ? Standardiser.Scale(value, Mean, Deviation) : double.NaN;

    /// <summary>Log-odds added for a customer; 0 where the indicator is not known, or is none of this version's.</summary>
    public double Of(CustomerDay customer) =>
        _indicator is null ? 0 : Weight * Standardiser.Scale(_indicator.Of(customer), Mean, Deviation);
}

/// <summary>How a fit of a scorecard went, on rows that it had not seen.</summary>
/// <param name="Rows">Customers at cut-offs.</param>
/// <param name="Customers">Customers.</param>
/// <param name="CutOffs">Cut-offs.</param>
/// <param name="Penalty">L2 penalty per row, chosen on the last cut-off by what was known before it.</param>
/// <param name="Auc">Chance that one who bought was ranked before one who did not, within cut-offs, of customers left out of the fit.</param>
/// <param name="LogLoss">Mean of minus the log-likelihood of what happened, likewise; natural logarithm.</param>
public sealed record ScorecardQuality(int Rows, int Customers, int CutOffs, double Penalty, double Auc, double LogLoss);
