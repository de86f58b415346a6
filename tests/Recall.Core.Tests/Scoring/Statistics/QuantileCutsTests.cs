using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Tests.Scoring.Statistics;

public class QuantileCutsTests
{
    private static readonly double[] Fifths = [0.2, 0.4, 0.6, 0.8];

    [Fact]
    public void Distinct_values_fall_into_equal_classes()
    {
        var cuts = Cuts(Enumerable.Range(1, 1_000));
        Enumerable.Range(1, 1_000).CountBy(v => cuts.ClassOf(v, 5)).Select(c => c.Value).ShouldBe([200, 200, 200, 200, 200]);
    }

    [Fact]
    public void Equal_values_are_never_parted()
    {
        // Three in five bought once: their middle is at 0.3, the second fifth.
        var cuts = Cuts([1, 1, 1, 1, 1, 1, 2, 2, 3, 9]);
        new[] { 1, 2, 3, 9 }.Select(v => cuts.ClassOf(v, 5)).ShouldBe([1, 3, 4, 4]);
    }

    [Fact]
    public void Where_all_are_equal_all_are_in_the_middle() => Cuts(Enumerable.Repeat(7, 50)).ClassOf(7, 5).ShouldBe(2);

    [Fact]
    public void Where_nobody_is_everybody_is_in_the_middle() => Cuts([]).ClassOf(7, 5).ShouldBe(2);

    [Fact]
    public void Higher_values_are_never_in_a_lower_class() =>
        Check.QuickThrowOnFailure(Prop.ForAll((NonEmptyArray<int> values) =>
        {
            var cuts = Cuts(values.Get);
            var classes = values.Get.Order().Select(v => cuts.ClassOf(v, 5)).ToList();
            return classes.Zip(classes.Skip(1)).All(c => c.First <= c.Second) && classes.TrueForAll(c => c is >= 0 and <= 4);
        }));

    [Fact]
    public void Amounts_are_known_within_half_a_percent() =>
        Check.QuickThrowOnFailure(Prop.ForAll((long cents) =>
        {
            var amount = cents / 100m;
            var bucket = LogScale.Bucket(amount);
            var (middle, size) = (LogScale.Middle(bucket), Math.Abs((double)amount));
            return Math.Abs(middle - (double)amount) <= size * LogScale.RelativeError * (1 + 1e-9)
                && LogScale.LowerEdge(bucket) <= (double)amount + (size * 1e-9);
        }));

    [Fact]
    public void Larger_amounts_are_in_higher_buckets()
    {
        decimal[] amounts = [decimal.MinValue, -1e9m, -100, -1, -0.01m, 0, 0.01m, 0.02m, 1, 99, 101, 1e9m, decimal.MaxValue];
        var buckets = amounts.Select(LogScale.Bucket).ToList();
        buckets.ShouldBeInOrder();
        buckets.Distinct().Count().ShouldBe(amounts.Length);
        (buckets[^1] - LogScale.Bucket(0.01m)).ShouldBeLessThan(10_000);
    }

    private static QuantileCuts Cuts(IEnumerable<int> values)
    {
        var histogram = new Histogram();
        foreach (var value in values)
            histogram.Add(value);
        return QuantileCuts.Of(histogram, v => v, Fifths);
    }
}
