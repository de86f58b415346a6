using Recall.Core.Measurement;
using Recall.Core.Scoring.Uplift;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Scoring.Uplift;

public sealed class ShopUpliftTests
{
    private static readonly TouchTerms Terms = new(0.5, 0.1);

    [Fact]
    public void Without_data_the_assumption_moves_those_in_doubt_most_and_says_that_it_is_one()
    {
        var shop = ShopUplift.Of(new(), Terms);
        TouchValue Of(double expected) => shop.ValueOf(Customer.Of(Customer.Order(0, 100)), Customer.Day(50), days => 1 - Math.Exp(-expected * days / 90))!.Usual!;

        var (hopeless, doubtful, sure) = (Of(0.002), Of(1), Of(12));
        doubtful.Evidence.ShouldBe(UpliftEvidence.Prior);
        doubtful.Uplift.ShouldBeGreaterThan(10 * hopeless.Uplift);
        doubtful.Uplift.ShouldBeGreaterThan(10 * sure.Uplift);

        // By 0.8 to 2 with a probability of 95 %.
        (double Low, double High) Ends(double expected) => (Of(expected).Low, Of(expected).High);
        var by = Math.Exp(1.96 * ShopUplift.PriorDeviation);
        (ShopUplift.PriorOddsRatio / by, ShopUplift.PriorOddsRatio * by).ShouldSatisfyAllConditions(o => o.Item1.ShouldBe(0.8, 0.01), o => o.Item2.ShouldBe(2, 0.05));
        Ends(1).Low.ShouldBe(Earned(ShopUplift.PriorOddsRatio / by), 0.01);
        Ends(1).High.ShouldBe(Earned(ShopUplift.PriorOddsRatio * by), 0.01);

        // Who comes anyway takes the discount along: touching them costs.
        sure.Margin.ShouldBeLessThan(-5);
        hopeless.Margin.ShouldBeLessThan(0);
        doubtful.Low.ShouldBeLessThan(doubtful.Margin);
        doubtful.High.ShouldBeGreaterThan(doubtful.Margin);

        // One order in 45 days with 1 - e^-1/2: odds times 1.25, half of 100 earned on the difference, 10 of 100 given to all who order.
        doubtful.Margin.ShouldBe(Earned(1.25), 1e-9);

        static double Earned(double odds)
        {
            var alone = 1 - Math.Exp(-0.5);
            var touched = odds * alone / (1 + ((odds - 1) * alone));
            return (100 * (((touched - alone) * 0.5) - (touched * 0.1))) - 0.1;
        }
    }

    [Fact]
    public void Few_enrolments_leave_the_assumption_more_give_the_average_and_its_interval_narrows()
    {
        var few = Of(29, (_, _, treated) => treated ? 0.4 : 0.2);
        few.Evidence.ShouldBe(UpliftEvidence.Prior);
        var some = Of(400, (_, _, treated) => treated ? 0.4 : 0.2);
        some.Evidence.ShouldBe(UpliftEvidence.Average);
        some.LogOddsRatio.ShouldBeInRange(Math.Log(ShopUplift.PriorOddsRatio) + 0.1, Math.Log(0.4 * 0.8 / (0.6 * 0.2)));
        some.LogOddsRatioDeviation.ShouldBeLessThan(ShopUplift.PriorDeviation);
        (some.Treated, some.Holdout).ShouldBe((400, 400));
    }

    [Fact]
    public void Where_a_touch_moves_some_and_not_others_a_model_finds_whom()
    {
        var uplift = Of(3000, (x, z, treated) => (z > 0 ? 0.3 : 0.1) + (treated && x > 0 ? 0.3 : 0));
        uplift.Evidence.ShouldBe(UpliftEvidence.Model);
        uplift.Qini.ShouldBeGreaterThan(uplift.AverageQini + uplift.QiniByLuck);
        uplift.Value([3, 0], 100, _ => double.NaN)!.Uplift.ShouldBeGreaterThan(0.2);
        uplift.Value([-3, 0], 100, _ => double.NaN)!.Uplift.ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Where_it_moves_all_alike_a_model_seldom_pretends_to_know_whom()
    {
        // One case in twenty by luck; 150 other seeds gave 11.
        var pretended = Enumerable.Range(1000, 30)
            .Count(seed => Of(800, (_, z, treated) => (z > 0 ? 0.25 : 0.2) + (treated ? 0.1 : 0), seed: seed).Evidence == UpliftEvidence.Model);
        pretended.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public void The_discount_that_the_control_group_takes_too_is_not_the_touchs()
    {
        // Everybody who orders spends their usual 100 with 10 off, margin 50 before that.
        var uplift = Of(400, (_, _, _) => 0.5, discount: 10);
        uplift.DiscountTreated.ShouldBe(0.1, 1e-12);
        uplift.DiscountHoldout.ShouldBe(0.1, 1e-12);
        uplift.MarginRate.ShouldBe(0.5, 1e-12);

        // An order more brings 50 less its own discount, the others would have had theirs anyway; two messages cost 0.2.
        var value = uplift.Value([0, 0], 100, _ => 0.5)!;
        value.Margin.ShouldBe(((100 * value.Uplift * 0.4) - 0.2) / 2, 1e-12);
    }

    [Fact]
    public void What_was_measured_and_what_was_assumed_are_weighed_by_how_sure_they_are()
    {
        // A hundred treated who all ordered and a hundred held out who did not, half a case more in each cell.
        var uplift = Of(100, (_, _, treated) => treated ? 1 : 0);
        var (measured, assumed) = (1 / ((2 / 100.5) + (2 / 0.5)), 1 / (0.23 * 0.23));
        uplift.LogOddsRatio.ShouldBe(((measured * Math.Log(100.5 * 100.5 / 0.25)) + (assumed * Math.Log(1.25))) / (measured + assumed), 1e-9);
        uplift.LogOddsRatioDeviation.ShouldBe(1 / Math.Sqrt(measured + assumed), 1e-9);
    }

    [Fact]
    public void Past_enrolments_are_the_same_bits_whatever_the_order()
    {
        var random = new Random(5);
        var ids = Enumerable.Range(0, PastExperiments.Capacity + 5000).Select(i => (ulong)random.NextInt64()).ToArray();
        string Gathered(int parts)
        {
            random.Shuffle(ids);
            var sums = Enumerable.Range(0, parts).Select(_ => new PastExperiments()).ToArray();
            foreach (var id in ids)
                sums[random.Next(parts)].Add("s", new(id, [1], true, false, 10, 0, 0, 1, 0, 45));
            foreach (var part in sums[1..])
                sums[0].Merge(StoredJson.Read<PastExperiments>(StoredJson.Text(part)));
            sums[0].Sequences["s"].Rows.Count.ShouldBeLessThanOrEqualTo(PastExperiments.Capacity);
            return StoredJson.Text(sums[0]);
        }

        Gathered(4).ShouldBe(Gathered(1));
    }

    [Fact]
    public void An_enrolment_keeps_the_customer_as_they_were_and_what_came_before_costs()
    {
        var row = PastEnrolment.Of(
            new("s", Customer.Key, 1), Customer.Of(Customer.Order(0, 100), Customer.Order(20, 50)), Customer.Day(60), TimeSpan.FromDays(45),
            new EnrolmentResult(Arm.Treated, true, 90, 39.9m, 10, 2, 0.1m));
        (row.UsualOrder, row.Gross, row.Discount, row.Touches, row.TouchCost, row.WindowDays).ShouldBe((75, 50, 10, 2, 0.1, 45));
        row.Features.ShouldBe(TouchFeatures.Of(Customer.Of(Customer.Order(0, 100), Customer.Order(20, 50)), Customer.Day(60)));
    }

    private static SequenceUplift Of(int each, Func<double, double, bool, double> chance, double discount = 0, int seed = 7)
    {
        var random = new Random(seed);
        var past = new PastExperiments();
        for (var i = 0; i < 2 * each; i++)
        {
            var (x, z, treated) = ((random.NextDouble() * 6) - 3, (random.NextDouble() * 2) - 1, i % 2 == 0);
            var ordered = random.NextDouble() < chance(x, z, treated);
            past.Add("s", new(
                (ulong)random.NextInt64(), [x, z], treated, ordered, 100, ordered ? 50 : 0, ordered ? discount : 0, treated ? 2 : 0, treated ? 0.2 : 0, 45));
        }

        return ShopUplift.Of(past, Terms).Sequences["s"];
    }
}
