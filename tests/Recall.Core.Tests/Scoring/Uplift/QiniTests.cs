using Recall.Core.Scoring.Uplift;

namespace Recall.Core.Tests.Scoring.Uplift;

public sealed class QiniTests
{
    [Fact]
    public void A_perfect_order_over_persuadables_and_sleepers_is_known_by_hand()
    {
        // Half of 400 respond exactly when touched, the others never: the curve climbs to 1/2 at the middle and stays.
        var rows = People(100, 1, hitsTreated: 100, hitsHeld: 0).Concat(People(100, 0, 0, 0));
        Qini.Coefficient(rows).ShouldBe((0.25 * 0.5) + (0.5 * 0.5) - 0.25, 1e-12);
    }

    [Fact]
    public void The_wrong_order_is_as_bad_as_the_right_one_is_good()
    {
        var rows = People(100, 1, 60, 20).Concat(People(100, 0, 30, 20)).ToList();
        Qini.Coefficient(rows.Select(r => (-r.Score, r.Treated, r.Responded))).ShouldBe(-Qini.Coefficient(rows), 1e-12);
        Qini.Coefficient(rows).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Equal_scores_are_no_better_than_random() =>
        Qini.Coefficient(People(50, 7, 30, 10)).ShouldBe(0, 1e-12);

    [Fact]
    public void Arms_of_unequal_size_are_set_to_rights()
    {
        // 900 treated and 100 held out, respond alike in both: no order can find an effect.
        var rows = People(900, 1, 450, 0, held: 0).Concat(People(0, 1, 0, 50, held: 100)).Concat(People(900, 0, 450, 0, held: 0))
            .Concat(People(0, 0, 0, 50, held: 100));
        Qini.Coefficient(rows).ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Without_a_control_group_there_is_no_coefficient() =>
        double.IsNaN(Qini.Coefficient(People(10, 1, 5, 0, held: 0))).ShouldBeTrue();

    private static IEnumerable<(double Score, bool Treated, bool Responded)> People(
        int treated, double score, int hitsTreated, int hitsHeld, int? held = null) =>
    [
        .. Enumerable.Range(0, treated).Select(i => (score, true, i < hitsTreated)),
        .. Enumerable.Range(0, held ?? treated).Select(i => (score, false, i < hitsHeld)),
    ];
}
