using Recall.Core.Customers;

namespace Recall.Core.Scoring.Churn;

/// <summary>Which customers a scorecard is learnt from where there are more than it needs: a sample drawn by hash, the same on every machine.</summary>
public static class TrainingSample
{
    /// <summary>
    /// Customers times cut-offs that weights are learnt from, nearly. As many take some 200 MB while fitting; twice as many would move no
    /// chance by half a point.
    /// </summary>
    public const int MostRows = 200_000;

    /// <summary>The share of so many buyers to look at.</summary>
    public static double Share(long buyers, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Math.Min(1, (double)MostRows / Math.Max(1, buyers * Math.Min(plan.CutOffs.Count, TrainingPlan.MostLearnt)));
    }

    /// <summary>True of a share of all customers.</summary>
    public static bool IsDrawn(CustomerKey customer, double share) => Bucket.Unit($"scorecard|{customer.Value}") < share;
}
