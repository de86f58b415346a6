using Recall.Core.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Churn;

public class TrainingPlanTests
{
    private static readonly DateOnly First = new(2024, 3, 1);

    [Fact]
    public void No_window_ends_after_the_last_known_day_and_every_cut_off_has_a_window_of_history()
    {
        for (var days = 0; days < 1500; days += 7)
        {
            var plan = TrainingPlan.Of(First, First.AddDays(days), 90);
            plan.CutOffs.ShouldAllBe(c => c.AddDays(plan.WindowDays) <= plan.AsOf && c >= First.AddDays(plan.WindowDays));
            plan.CutOffs.ShouldBe(plan.CutOffs.Distinct().Order());
            plan.CutOffs.Count.ShouldBeLessThanOrEqualTo(TrainingPlan.MostCutOffs);
            (plan.CutOffs.Count > 0).ShouldBe(days >= 3 * TrainingPlan.LeastWindowDays);
        }
    }

    [Fact]
    public void A_young_shop_watches_a_third_of_what_it_has()
    {
        TrainingPlan.Of(First, First.AddDays(120), 90).WindowDays.ShouldBe(40);
        TrainingPlan.Of(First, First.AddDays(270), 90).WindowDays.ShouldBe(90);
        TrainingPlan.Of(First, First.AddDays(270), 270).WindowDays.ShouldBe(90);
    }

    [Fact]
    public void Every_cut_off_of_the_last_year_has_its_counterpart_a_year_earlier()
    {
        var plan = TrainingPlan.Of(First, First.AddDays(1500), 90);
        plan.CutOffs.Count.ShouldBe(24);
        plan.FirstLearnt.ShouldBe(12);
        for (var i = 12; i < 24; i++)
            (plan.CutOffs[i].DayNumber - plan.CutOffs[i - 12].DayNumber).ShouldBe(365);
    }
}
