using Recall.Core.Measurement;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Measurement;

public sealed class IntervalTests
{
    /// <summary>Table II of Newcombe (1998), Statistics in Medicine 17:873-890, method 10, contrasts (a) to (h).</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void A_difference_of_shares_is_Newcombes(int hits1, int n1, int hits2, int n2, double low, double high)
    {
        var interval = Interval.OfShares(hits1, n1, hits2, n2);
        interval.Estimate.ShouldBe(((double)hits1 / n1) - ((double)hits2 / n2), 1e-12);
        interval.Low.ShouldBe(low, 0.00006);
        interval.High.ShouldBe(high, 0.00006);
        interval.ExcludesZero.ShouldBe(low > 0);

        var mirrored = Interval.OfShares(hits2, n2, hits1, n1);
        (mirrored.Low, mirrored.High).ShouldBe((-interval.High, -interval.Low));
        mirrored.ExcludesZero.ShouldBe(low > 0);
    }

    /// <summary>Student's sleep data (1908), as <c>t.test(extra ~ group, data = sleep)</c> of R shows it: Welch, 17.776 degrees of freedom.</summary>
    [Fact]
    public void A_difference_of_means_is_Welchs()
    {
        var a = Moments.Of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
        var b = Moments.Of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
        b.Mean.ShouldBe(2.33, 1e-12);
        var interval = Interval.OfMeans(a, b);
        interval.Estimate.ShouldBe(-1.58, 1e-12);
        interval.Low.ShouldBe(-3.3654832, 1e-7);
        interval.High.ShouldBe(0.2054832, 1e-7);
    }

    [Fact]
    public void Groups_that_say_nothing_give_no_interval()
    {
        Interval.OfShares(0, 0, 1, 2).Estimate.ShouldBe(double.NaN);
        Interval.OfShares(1, 2, 0, 0).ExcludesZero.ShouldBeFalse();
        var one = Interval.OfMeans(Moments.Of([3]), Moments.Of([1, 2]));
        (one.Estimate, one.Low, one.High).ShouldBe((1.5, double.NaN, double.NaN));
        Interval.OfMeans(Moments.Of([2, 2, 2]), Moments.Of([1, 1])).ShouldBe(new(1, 1, 1));
        Moments.Of([]).Mean.ShouldBe(double.NaN);
    }

    [Fact]
    public void Nineteen_of_twenty_intervals_hold_the_truth()
    {
        const int Repeats = 2000;
        var random = new Random(20240501);
        int shares = 0, means = 0;
        for (var i = 0; i < Repeats; i++)
        {
            var (a, b) = (Draw(400, 0.08), Draw(100, 0.05));
            var share = Interval.OfShares(a.Count(x => x > 0), 400, b.Count(x => x > 0), 100);
            shares += share.Low <= 0.03 && 0.03 <= share.High ? 1 : 0;

            // Margin of an order is exponential with mean 30.
            var mean = Interval.OfMeans(Moments.Of(Draw(400, 0.5)), Moments.Of(Draw(200, 0.4)));
            means += mean.Low <= 3 && 3 <= mean.High ? 1 : 0;
        }

        // Three deviations of a count of 2000 at 0.95 are 1.5 %; skew and small groups cost a little more.
        ((double)shares / Repeats).ShouldBeInRange(0.93, 0.975);
        ((double)means / Repeats).ShouldBeInRange(0.93, 0.97);

        double[] Draw(int n, double buys) =>
            [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() < buys ? -30 * Math.Log(1 - random.NextDouble()) : 0)];
    }

    [Fact]
    public void Lift_compares_the_arms_by_intention_to_treat()
    {
        var lift = Lift.Of(
        [
            .. Results(Arm.Treated, 56, 10m), .. Results(Arm.Treated, 14, null),
            .. Results(Arm.Holdout, 48, 8m), .. Results(Arm.Holdout, 32, null),
        ]);
        (lift.Treated, lift.Holdout, lift.TreatedOrdered, lift.HoldoutOrdered).ShouldBe((70, 80, 56, 48));
        lift.Recovery.Low.ShouldBe(0.0524, 0.00006);
        lift.MarginPerCustomer.Estimate.ShouldBe(8 - 4.8, 1e-12);
        lift.NetMargin.Estimate.ShouldBe(70 * (8 - 4.8), 1e-9);
        (lift.NetMargin.Low, lift.NetMargin.High).ShouldBe((70 * lift.MarginPerCustomer.Low, 70 * lift.MarginPerCustomer.High));

        static IEnumerable<EnrolmentResult> Results(Arm arm, int count, decimal? margin) =>
            Enumerable.Repeat(new EnrolmentResult(arm, margin is not null, 2 * (margin ?? 0), margin ?? 0), count);
    }

    /// <summary>
    /// Customers who buy at shares of their own, and come again eight times: nothing that is done to them changes anything.
    /// </summary>
    [Fact]
    public void Lift_of_customers_who_come_again_holds_no_effect_as_often_as_it_says()
    {
        var random = new Random(11);
        var (first, every, repeats) = (0, 0, 1500);
        for (var i = 0; i < repeats; i++)
        {
            var passes = Enumerable.Range(0, 200).SelectMany(_ => Passes(random)).ToList();
            first += Lift.Of(passes).Recovery.ExcludesZero ? 0 : 1;
            every += Lift.Of([.. passes.Select(p => p with { Episode = 1 })]).Recovery.ExcludesZero ? 0 : 1;
        }

        // Three deviations of a count of 1500 at 0.95 are 1.7 %. Counting every pass, which is what the test must tell, falls short of it by far.
        ((double)first / repeats).ShouldBeInRange(0.93, 0.97);
        ((double)every / repeats).ShouldBeLessThan(0.92);
    }

    private static IEnumerable<EnrolmentResult> Passes(Random random)
    {
        var (arm, share) = (random.NextDouble() < 0.3 ? Arm.Holdout : Arm.Treated, random.NextDouble() < 0.7 ? 0.02 : 0.6);
        for (var episode = 1; episode <= 8; episode++)
        {
            var ordered = random.NextDouble() < share;
            yield return new(arm, ordered, ordered ? 50 : 0, ordered ? 20 : 0, Episode: episode);
        }
    }

    [Fact]
    public void Lift_without_a_control_group_claims_nothing()
    {
        var lift = Lift.Of([new(Arm.Treated, true, 20, 10), new(Arm.Treated, false, 0, 0)]);
        lift.Recovery.ExcludesZero.ShouldBeFalse();
        lift.NetMargin.Low.ShouldBe(double.NaN);
        Lift.Of([]).Recovery.Estimate.ShouldBe(double.NaN);
    }
}
