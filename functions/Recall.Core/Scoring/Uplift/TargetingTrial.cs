namespace Recall.Core.Scoring.Uplift;

/// <summary>Ways to choose whom to touch.</summary>
public enum TargetingPolicy
{
    /// <summary>Whom the T-learner says a touch moves most.</summary>
    TLearner,

    /// <summary>Whom the S-learner says a touch moves most.</summary>
    SLearner,

    /// <summary>Who will probably respond when touched: the response models that mailing houses use.</summary>
    Response,

    /// <summary>Who will probably not come by themselves: mailing by churn risk.</summary>
    LeastLikely,

    /// <summary>Anybody: a random number.</summary>
    Random,
}

/// <summary>
/// Compares policies on a past experiment: again and again its customers are halved at random, and each half is scored by what the other
/// taught. Taking both halves in turn costs twice the fits and saves the luck of which half was the test.
/// </summary>
public static class TargetingTrial
{
    /// <summary>
    /// Mean <see cref="Qini.Coefficient"/> by policy on customers not learnt from; zero for a policy that nothing could be learnt for, NaN
    /// where a half has no customer of an arm.
    /// </summary>
    /// <param name="rows">The experiment.</param>
    /// <param name="splits">How often it is halved.</param>
    /// <param name="seed">The same seed gives the same halves.</param>
    public static IReadOnlyDictionary<TargetingPolicy, double> Run(IReadOnlyList<UpliftRow> rows, int splits, int seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var policies = Enum.GetValues<TargetingPolicy>();
        var sums = policies.ToDictionary(p => p, _ => 0.0);
        var random = new Random(seed);
        for (var split = 0; split < splits; split++)
        {
            var order = Enumerable.Range(0, rows.Count).ToArray();
            random.Shuffle(order);
            List<UpliftRow>[] halves =
                [[.. order[..(order.Length / 2)].Select(i => rows[i])], [.. order[(order.Length / 2)..].Select(i => rows[i])]];
            foreach (var (learn, test) in new[] { (halves[0], halves[1]), (halves[1], halves[0]) })
            {
                var (t, s) = (UpliftModel.Fit(learn, UpliftLearner.TLearner), UpliftModel.Fit(learn, UpliftLearner.SLearner));
                foreach (var policy in policies)
                    sums[policy] += Qini.Coefficient(test.Select(r => (Score(policy, t, s, r.Features, random), r.Treated, r.Responded)));
            }
        }

        return policies.ToDictionary(p => p, p => sums[p] / (2 * splits));
    }

    private static double Score(TargetingPolicy policy, UpliftModel? t, UpliftModel? s, double[] features, Random random) => policy switch
    {
        TargetingPolicy.TLearner => t?.Uplift(features) ?? double.NaN,
        TargetingPolicy.SLearner => s?.Uplift(features) ?? double.NaN,
        TargetingPolicy.Response => t?.Response(features, true) ?? double.NaN,
        TargetingPolicy.LeastLikely => -t?.Response(features, false) ?? double.NaN,
        TargetingPolicy.Random => random.NextDouble(),
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "No such policy."),
    };
}
