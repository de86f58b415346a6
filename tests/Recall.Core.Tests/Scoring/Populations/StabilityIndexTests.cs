using Recall.Core.Scoring.Populations;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Tests.Scoring.Populations;

public sealed class StabilityIndexTests
{
    [Fact]
    public void It_is_the_sum_over_tenths_of_the_change_of_share_times_its_logarithm()
    {
        // Two of ten equal classes lose half, two others gain it: 2 (0.05 ln 2) + 2 (0.05 ln 1.5), and as good as no half customers.
        var (then, now) = (Counts(_ => 100_000), Counts(v => v < 2 ? 50_000 : v < 4 ? 150_000 : 100_000));
        var index = StabilityIndex.Of("churn", then, now);
        index.Value.ShouldBe((0.1 * Math.Log(2)) + (0.1 * Math.Log(1.5)), 1e-5);
        index.ByLuck.ShouldBe(21.666 * 2 / 1_000_000, 1e-7); // Chi-square, 9 degrees, 0.99.
        index.Stability.ShouldBe(Stability.Watch);
        StabilityIndex.Of("churn", then, Counts(v => v < 5 ? 50_000 : 150_000)).Stability.ShouldBe(Stability.Alarm);
        StabilityIndex.Of("churn", then, then).Value.ShouldBe(0);
    }

    /// <summary>Half a customer more in each of ten classes: from 1.5 of 15 everywhere to 10.5 in one and 0.5 in each other.</summary>
    [Fact]
    public void In_a_class_of_few_half_a_customer_counts()
    {
        var now = new Histogram();
        now.Add(0, 10);
        StabilityIndex.Of("pace", Counts(_ => 1), now).Value.ShouldBe((0.6 * Math.Log(7)) + (0.6 * Math.Log(3)), 1e-9);
    }

    [Fact]
    public void A_class_that_nobody_was_in_and_a_value_that_nobody_had_are_finite_and_count()
    {
        var (then, now) = (new Histogram(), new Histogram());
        then.Add(1, 900);
        then.Add(2, 100);
        now.Add(3, 1000);
        StabilityIndex.Of("pace", then, now).Stability.ShouldBe(Stability.Alarm);
        double.IsFinite(StabilityIndex.Of("pace", then, now).Value).ShouldBeTrue();
        StabilityIndex.Of("pace", then, new()).Stability.ShouldBe(Stability.Stable);
        StabilityIndex.Of("pace", new(), now).Stability.ShouldBe(Stability.Alarm); // Nobody was there: all have come since.
        StabilityIndex.Of("pace", new(), new()).Stability.ShouldBe(Stability.Stable);
    }

    /// <summary>Half of those with the highest values are replaced by people of whom the value is not known.</summary>
    [Fact]
    public void What_is_not_known_is_not_taken_for_a_high_value()
    {
        var (then, now) = (new Histogram(), new Histogram());
        for (var value = 0; value < 95; value++)
        {
            then.Add(value, 100);
            now.Add(value, value >= 90 ? 1 : 100);
        }

        then.Add(PopulationCounts.NotKnown, 500);
        now.Add(PopulationCounts.NotKnown, 995);
        var index = StabilityIndex.Of("pace", then, now);

        // The unknown: (0.0995 - 0.05) ln 1.99, and from 0.05 of the last tenth of 0.095 all but 0.0005.
        index.Value.ShouldBe(((0.0995 - 0.05) * Math.Log(1.99)) + ((0.0455 - 0.095) * Math.Log(0.0455 / 0.095)), 0.005);
        index.Value.ShouldBeGreaterThan(0.06);

        now.Add(PopulationCounts.NotKnown, 9000);
        StabilityIndex.Of("pace", then, now).Stability.ShouldBe(Stability.Alarm);
        var nothing = new Histogram();
        nothing.Add(PopulationCounts.NotKnown, 1000);
        StabilityIndex.Of("pace", nothing, then).Stability.ShouldBe(Stability.Alarm);
        StabilityIndex.Of("pace", nothing, nothing).Value.ShouldBe(0);
    }

    /// <summary>Of a hundred customers drawn twice from the same ones the index is 0.18 on average, and says nothing.</summary>
    [Fact]
    public void A_small_shop_is_not_alarmed_by_luck()
    {
        var draw = new Random(3);
        var seen = Enumerable.Range(0, 1000).Select(_ => StabilityIndex.Of("churn", Drawn(draw, 100, 1), Drawn(draw, 100, 1))).ToList();
        seen.Count(s => s.Value >= StabilityIndex.Watched).ShouldBeGreaterThan(700);
        seen.Count(s => s.Stability != Stability.Stable).ShouldBeLessThan(30);
        Enumerable.Range(0, 100).Count(_ => StabilityIndex.Of("churn", Drawn(draw, 100, 1), Drawn(draw, 100, 3)).Stability == Stability.Alarm)
            .ShouldBeGreaterThan(80);
    }

    [Fact]
    public void Counts_of_buckets_merge_to_the_counts_of_all_in_any_order()
    {
        var draw = new Random(5);
        var (all, parts) = (new PopulationCounts(), Enumerable.Range(0, 4).Select(_ => new PopulationCounts()).ToList());
        for (var i = 0; i < 500; i++)
        {
            var (name, value) = (i % 3 == 0 ? "pace" : PopulationCounts.Churn, draw.Next(100));
            all.Add(name, value);
            parts[draw.Next(4)].Add(name, value);
        }

        foreach (var order in (int[][])[[0, 1, 2, 3], [3, 1, 0, 2]])
        {
            var sum = new PopulationCounts();
            foreach (var part in order)
                sum.Merge(StoredJson.Read<PopulationCounts>(StoredJson.Text(parts[part])));
            StoredJson.Text(sum).ShouldBe(StoredJson.Text(all));
        }
    }

    private static Histogram Counts(Func<int, long> count)
    {
        var counts = new Histogram();
        for (var value = 0; value < 10; value++)
            counts.Add(value, count(value));
        return counts;
    }

    /// <summary>Per cents; a power of more than one makes small ones many.</summary>
    private static Histogram Drawn(Random draw, int customers, double power)
    {
        var counts = new Histogram();
        for (var i = 0; i < customers; i++)
            counts.Add((int)(100 * Math.Pow(draw.NextDouble(), power)));
        return counts;
    }
}
