namespace Recall.Core.Scoring.Uplift;

/// <summary>Learns from the past enrolments of one sequence as much as they carry: nothing, the average effect, or who is moved.</summary>
internal static class UpliftFit
{
    /// <summary>Fewest enrolments of each arm for an average.</summary>
    public const int LeastForAverage = 30;

    /// <summary>Fewest enrolments of each arm for a model.</summary>
    public const int LeastForModel = 500;

    /// <summary>Fewest of each arm who ordered, and who did not, for a model: ten to a feature in the two arms (Peduzzi et al. 1996).</summary>
    public const int LeastEvents = 50;

    private const int LeastOrders = 30;
    private const int Splits = 10;
    private const double OneSidedZ = 1.645;

    public static SequenceUplift Of(IReadOnlyList<PastEnrolment> rows, SequenceUplift usual)
    {
        var (treated, held) = (rows.Where(r => r.Treated).ToList(), rows.Where(r => !r.Treated).ToList());
        var uplift = usual with
        {
            Treated = treated.Count,
            Holdout = held.Count,
            HoldoutShare = held.Count == 0 ? double.NaN : held.Count(r => r.Ordered) / (double)held.Count,
            WindowDays = rows.Average(r => r.WindowDays),
        };
        if (treated.Count > 0)
        {
            uplift = uplift with
            {
                Touches = treated.Average(r => r.Touches),
                TouchCost = treated.Average(r => r.TouchCost),
            };
        }

        if (Math.Min(treated.Count, held.Count) < LeastForAverage)
            return uplift;
        return Modelled(rows, Averaged(Priced(uplift, treated, held), treated, held), treated, held);
    }

    private static SequenceUplift Priced(SequenceUplift uplift, List<PastEnrolment> treated, List<PastEnrolment> held)
    {
        var (a, b) = (treated.Where(r => r.Ordered && r.UsualOrder > 0).ToList(), held.Where(r => r.Ordered && r.UsualOrder > 0).ToList());
        if (Math.Min(a.Count, b.Count) < LeastOrders)
            return uplift;
        return uplift with
        {
            MarginRate = a.Concat(b).Sum(r => r.Gross) / a.Concat(b).Sum(r => r.UsualOrder),
            DiscountTreated = a.Sum(r => r.Discount) / a.Sum(r => r.UsualOrder),
            DiscountHoldout = b.Sum(r => r.Discount) / b.Sum(r => r.UsualOrder),
        };
    }

    // The log odds ratio with half a case added to each cell (Haldane 1956, Anscombe 1956) and Woolf's (1955) variance, weighed with the
    // prior by precision: both are normal.
    private static SequenceUplift Averaged(SequenceUplift uplift, List<PastEnrolment> treated, List<PastEnrolment> held)
    {
        var (a, c) = (treated.Count(r => r.Ordered) + 0.5, held.Count(r => r.Ordered) + 0.5);
        var (b, d) = (treated.Count + 1 - a, held.Count + 1 - c);
        var data = 1 / ((1 / a) + (1 / b) + (1 / c) + (1 / d));
        var prior = 1 / (uplift.LogOddsRatioDeviation * uplift.LogOddsRatioDeviation);
        return uplift with
        {
            Evidence = UpliftEvidence.Average,
            LogOddsRatio = ((data * Math.Log(a * d / (b * c))) + (prior * uplift.LogOddsRatio)) / (data + prior),
            LogOddsRatioDeviation = 1 / Math.Sqrt(data + prior),
        };
    }

    // The model has to find whom it moves on people it has not seen, and better than the average does, which puts first who would most
    // likely order by themselves (the order of who is least likely, backwards). By more than luck: where nothing is to be found, the Qini
    // curve less its line is a Brownian bridge of the variance of the difference between the arms, and the area under a bridge has a
    // twelfth of that variance.
    private static SequenceUplift Modelled(
        IReadOnlyList<PastEnrolment> rows, SequenceUplift uplift, List<PastEnrolment> treated, List<PastEnrolment> held)
    {
        if (Math.Min(treated.Count, held.Count) < LeastForModel || Math.Min(Events(treated), Events(held)) < LeastEvents)
            return uplift;
        var learn = rows.Select(r => new UpliftRow(r.Features, r.Treated, r.Ordered)).ToList();
        var qini = TargetingTrial.Run(learn, Splits, seed: 1);
        var (found, average) = (qini[TargetingPolicy.TLearner], -qini[TargetingPolicy.LeastLikely]);
        var luck = OneSidedZ * Math.Sqrt((Variance(treated) + Variance(held)) / 12);
        uplift = uplift with { Qini = found, AverageQini = average, QiniByLuck = luck };
        return found > Math.Max(0, average) + luck && UpliftModel.Fit(learn, UpliftLearner.TLearner) is { } model
            ? uplift with { Evidence = UpliftEvidence.Model, Model = model }
            : uplift;
    }

    private static double Variance(List<PastEnrolment> arm)
    {
        var share = arm.Count(r => r.Ordered) / (double)arm.Count;
        return share * (1 - share) / arm.Count;
    }

    private static int Events(List<PastEnrolment> arm) => Math.Min(arm.Count(r => r.Ordered), arm.Count(r => !r.Ordered));
}
