using FsCheck.Fluent;
using Recall.Core.Scoring.Backtesting;

namespace Recall.Core.Tests.Scoring.Backtesting;

public class RankingTests
{
    [Fact]
    public void The_area_counts_pairs_and_a_tie_is_half_a_pair() => Properties.ForAll(
        Gen.Choose(0, 5).Zip(Gen.Elements(true, false), (s, b) => (Score: (double)s, Bought: b)).ListOf().Where(l => l.Any(p => p.Bought) && l.Any(p => !p.Bought)),
        rows =>
        {
            var pairs = from one in rows where one.Bought from other in rows where !other.Bought select one.Score > other.Score ? 1 : one.Score == other.Score ? 0.5 : 0;
            Ranking.Auc([.. rows.Select(r => r.Score)], [.. rows.Select(r => r.Bought)]).ShouldBe(pairs.Average(), 1e-12);
        });

    [Fact]
    public void Where_all_bought_there_is_nothing_to_rank() => Ranking.Auc([1, 2], [true, true]).ShouldBe(double.NaN);
}
