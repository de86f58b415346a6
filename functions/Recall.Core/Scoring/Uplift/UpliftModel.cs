using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Uplift;

/// <summary>
/// P(responds | touched) - P(responds | left alone) for a customer's features: the T-learner or the S-learner of Künzel, Sekhon, Bickel
/// and Yu (2019, "Metalearners for estimating heterogeneous treatment effects using machine learning", PNAS 116:4156-4165) over
/// <see cref="LogisticModel"/>.
/// </summary>
/// <param name="Learner">Which.</param>
/// <param name="Touched">P(responds | touched); for the S-learner the one model, whose features are <see cref="Joint"/>.</param>
/// <param name="Alone">P(responds | left alone); for the S-learner the same model again.</param>
public sealed record UpliftModel(UpliftLearner Learner, LogisticModel Touched, LogisticModel Alone)
{
    /// <summary>Penalty of the base learner: next to none for an experiment of thousands, firm for one of dozens.</summary>
    public const double DefaultL2 = 1;

    /// <summary>Fits; null where an arm is empty or all in it did the same.</summary>
    public static UpliftModel? Fit(IReadOnlyCollection<UpliftRow> rows, UpliftLearner learner, double l2 = DefaultL2)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (treated, held) = (rows.Where(r => r.Treated).ToList(), rows.Where(r => !r.Treated).ToList());
        if (treated.Count == 0 || held.Count == 0)
            return null;
        if (learner == UpliftLearner.SLearner)
        {
            return LogisticModel.Fit([.. rows.Select(r => Row(Joint(r.Features, r.Treated), r))], l2) is { } joint
                ? new(learner, joint, joint)
                : null;
        }

        return LogisticModel.Fit([.. treated.Select(r => Row(r.Features, r))], l2) is { } touched
            && LogisticModel.Fit([.. held.Select(r => Row(r.Features, r))], l2) is { } alone
                ? new(learner, touched, alone)
                : null;
    }

    /// <summary>P(responds) of a customer on a side.</summary>
    public double Response(double[] features, bool touched)
    {
        ArgumentNullException.ThrowIfNull(features);
        var model = touched ? Touched : Alone;
        return model.Probability(Learner == UpliftLearner.SLearner ? Joint(features, touched) : features);
    }

    /// <summary>What a touch adds to P(responds).</summary>
    public double Uplift(double[] features) => Response(features, true) - Response(features, false);

    /// <summary>
    /// Features, the touch, and their products: over a linear base learner the touch alone would shift everybody's log-odds alike, and the
    /// S-learner could tell nobody apart.
    /// </summary>
    private static double[] Joint(double[] features, bool touched) =>
        [.. features, touched ? 1 : 0, .. features.Select(f => touched ? f : 0)];

    private static LabelledRow Row(double[] features, UpliftRow row) => new(features, row.Responded ? 1 : 0);
}
