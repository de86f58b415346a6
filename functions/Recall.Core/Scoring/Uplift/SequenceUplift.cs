using System.Text.Json.Serialization;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Uplift;

/// <summary>
/// What a pass through a sequence does, as far as is known. Without a model of its own it multiplies the odds of an order by one factor for
/// all: who comes anyway, and who comes hardly ever, is moved least.
/// </summary>
public sealed record SequenceUplift
{
    /// <summary>What it rests on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required UpliftEvidence Evidence { get; init; }

    /// <summary>Enrolments it is from, treated.</summary>
    public int Treated { get; init; }

    /// <summary>Enrolments it is from, held out.</summary>
    public int Holdout { get; init; }

    /// <summary>Share of the held out who ordered; NaN without any.</summary>
    public double HoldoutShare { get; init; } = double.NaN;

    /// <summary>Logarithm of the factor on the odds.</summary>
    public double LogOddsRatio { get; init; }

    /// <summary>Its standard deviation.</summary>
    public double LogOddsRatioDeviation { get; init; }

    /// <summary>Who is moved how much; null where the average is all that can be said.</summary>
    public UpliftModel? Model { get; init; }

    /// <summary>Qini coefficient of the T-learner on customers not learnt from; NaN where there were too few to try.</summary>
    public double Qini { get; init; } = double.NaN;

    /// <summary>The same of the average effect, which the model has to beat.</summary>
    public double AverageQini { get; init; } = double.NaN;

    /// <summary>By how much: what luck alone stays below in 95 of 100 cases.</summary>
    public double QiniByLuck { get; init; } = double.NaN;

    /// <summary>Margin of the window of one who orders, before discount and messages, over their usual order.</summary>
    public double MarginRate { get; init; }

    /// <summary>Discount taken by one who orders, over their usual order, treated.</summary>
    public double DiscountTreated { get; init; }

    /// <summary>The same, held out.</summary>
    public double DiscountHoldout { get; init; }

    /// <summary>Messages of a pass.</summary>
    public double Touches { get; init; } = 1;

    /// <summary>What they cost.</summary>
    public double TouchCost { get; init; }

    /// <summary>Days in which an order counts.</summary>
    public double WindowDays { get; init; }

    /// <summary>The value of a touch for a customer; null where their baseline is unknown.</summary>
    /// <param name="features"><see cref="TouchFeatures"/>.</param>
    /// <param name="usualOrder">Mean payment per order.</param>
    /// <param name="within">P(orders within that many days by themselves); NaN where no model knows.</param>
    public TouchValue? Value(double[] features, double usualOrder, Func<double, double> within)
    {
        ArgumentNullException.ThrowIfNull(within);
        var (alone, touched, low, high) = Chances(features, within);
        if (!double.IsFinite(alone))
            return null;
        var (a, b) = (Margin(alone, low, usualOrder), Margin(alone, high, usualOrder));
        return new(Evidence, alone, touched - alone, Margin(alone, touched, usualOrder), Math.Min(a, b), Math.Max(a, b));
    }

    private (double Alone, double Touched, double Low, double High) Chances(double[] features, Func<double, double> within)
    {
        const double z = 1.959964;
        if (Model is not null)
        {
            var (p0, p1) = (Model.Response(features, false), Model.Response(features, true));
            var half = z * Math.Sqrt(Variance(Model.Alone, features, p0) + Variance(Model.Touched, features, p1));
            return (p0, p1, Math.Max(0, p1 - half), Math.Min(1, p1 + half));
        }

        var alone = within(WindowDays);
        if (double.IsNaN(alone))
            alone = HoldoutShare;
        alone = Math.Clamp(alone, 1e-9, 1 - 1e-9);
        var odds = Math.Log(alone / (1 - alone)) + LogOddsRatio;
        return (alone, Logit.Chance(odds), Logit.Chance(odds - (z * LogOddsRatioDeviation)),
            Logit.Chance(odds + (z * LogOddsRatioDeviation)));
    }

    // The delta method: the slope of the probability in the log-odds is p (1 - p).
    private static double Variance(LogisticModel model, double[] features, double p) => model.LogOddsVariance(features) * p * (1 - p) * p * (1 - p);

    private double Margin(double alone, double touched, double usualOrder) =>
        ((usualOrder * (((touched - alone) * MarginRate) - ((touched * DiscountTreated) - (alone * DiscountHoldout)))) - TouchCost)
        / Math.Max(1, Touches);
}
