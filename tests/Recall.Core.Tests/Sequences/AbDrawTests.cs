using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Sequences;

public sealed class AbDrawTests
{
    private static readonly AbStep Step = new("tone", [new("warm", 5, []), new("short", 3, []), new("none", 2, [])]);

    [Fact]
    public void Customers_are_drawn_by_weight_and_always_to_the_same()
    {
        var drawn = Enumerable.Range(0, 10_000).Select(i => AbDraw.Of(Step, Id(i)).Case).ToList();

        drawn.ShouldBe(Enumerable.Range(0, 10_000).Select(i => AbDraw.Of(Step, Id(i, episode: 7)).Case));
        for (var v = 0; v < 3; v++)
        {
            // Four standard deviations of a binomial draw.
            var share = Step.Variants[v].Weight / 10.0;
            ((double)drawn.Count(d => d == v)).ShouldBe(10_000 * share, 4 * Math.Sqrt(10_000 * share * (1 - share)));
        }
    }

    [Fact]
    public void Draws_of_two_steps_and_of_the_arms_have_nothing_to_do_with_each_other()
    {
        var both = Enumerable.Range(0, 10_000).Count(i => AbDraw.Of(Step, Id(i)).Case == 0 && AbDraw.Of(Step with { Id = "other" }, Id(i)).Case == 0);
        var held = Enumerable.Range(0, 10_000).Count(i => AbDraw.Of(Step, Id(i)).Case == 0 && Bucket.Unit($"holdout|hello|{Id(i).Customer}") < 0.5);

        ((double)both).ShouldBe(2500, 175);
        ((double)held).ShouldBe(2500, 175);
    }

    private static EnrolmentId Id(int number, int episode = 1) => new("hello", CustomerKey.Parse($"shop:{number}"), episode);
}
