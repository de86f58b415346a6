using Recall.Core.Sequences;
using Recall.Core.Sequences.Versions;
using static Recall.Core.Tests.Sequences.Definitions;

namespace Recall.Core.Tests.Sequences.Versions;

public class RunMoveTests
{
    private static readonly Step[] Before = [Coupon("c"), Send("a", coupon: "c"), Wait("w", 5), Send("b", coupon: "c")];

    [Fact]
    public void A_run_that_waits_goes_on_at_its_step_until_the_time_it_waits_for()
    {
        var run = Waiting(Before);
        var to = new StepTree(Of(Coupon("c"), Send("a", coupon: "c"), Wait("w", 9, SignalKind.Reply), Send("new"), Send("b", coupon: "c")) with { Version = "fedcba9876543210" });
        RunMove.Hindrance(run.Tree, to, run.State, Done("c", "a")).ShouldBeNull();

        var moved = RunMove.Moved(run.State, to);
        moved.Version.ShouldBe("fedcba9876543210");
        (moved with { Version = null }).ShouldBe(run.State);
        var (next, what) = SequenceMachine.Advance(to, moved, new MachineInput.TimerFired(), Driver.Start.AddDays(5));
        what.ShouldBe(new Next.Perform(to.Find("new")!, Driver.Start.AddDays(5)));
        next.Version.ShouldBe("fedcba9876543210");
    }

    [Fact]
    public void The_step_they_are_in_must_be_there_and_of_its_kind()
    {
        Said(Before, [Coupon("c"), Send("a", coupon: "c"), Send("b", coupon: "c")]).ShouldBe("they are in step 'w', which the new version does not have");
        Said(Before, [Send("w")]).ShouldBe("they are in step 'w', a wait that is a send in the new version");
    }

    [Fact]
    public void Nothing_that_may_be_behind_them_comes_again()
    {
        Said(Before, [Coupon("c"), Wait("w", 5), Send("a", coupon: "c")]).ShouldBe("step 'a' may be behind them and comes after 'w' in the new version");
        Said([Branch("who", [Send("x")], []), Wait("w", 5)], [Wait("w", 5), Send("x")]).ShouldBe("step 'x' may be behind them and comes after 'w' in the new version");
        Said([Wait("v", 0), Wait("w", 5)], [Wait("w", 5), Wait("v", 1)]).ShouldBeNull("a wait that comes again does no harm");
    }

    [Fact]
    public void What_they_did_by_a_version_before_the_last_counts_too() => RunMove.Hindrance(
        Waiting([Wait("w", 5)]).Tree, new(Of(Wait("w", 5), Send("old"))), Waiting([Wait("w", 5)]).State, Done("old"))!.Code.ShouldBe("stays-done");

    [Fact]
    public void A_message_with_a_code_needs_the_code()
    {
        Said(Before, [Coupon("other"), Wait("w", 5), Send("d", coupon: "other")]).ShouldBe("step 'd' needs the code of 'other', which they have not got");
        Said(Before, [Wait("w", 5), Coupon("other"), Send("d", coupon: "other")]).ShouldBeNull();
        Said(Before, [Coupon("c"), Wait("w", 5), Send("d", coupon: "c")]).ShouldBeNull();
    }

    [Fact]
    public void Their_goal_window_stays_what_it_was_when_they_entered()
    {
        var run = Waiting(Before);
        var to = new StepTree(run.Tree.Definition with { GoalWithin = TimeSpan.FromDays(45) });
        var why = RunMove.Hindrance(run.Tree, to, run.State, Done("c", "a"))!;
        why.Say("en").ShouldBe("an order counts for 30 days since they entered, and for 45 days in the new version");
        why.Say("zh-CN").ShouldBe("进入时目标窗口为 30 天，新版本为 45 天");
    }

    [Fact]
    public void The_control_group_and_those_whose_steps_are_over_have_nothing_to_move_to()
    {
        var held = new Driver(Of(Before), Arm.Holdout);
        RunMove.Hindrance(held.Tree, held.Tree, held.State, Done())!.Code.ShouldBe("stays-over");
        var over = new Driver(Of(new EndStep("e", "over")));
        RunMove.Hindrance(over.Tree, over.Tree, over.State, Done())!.Code.ShouldBe("stays-over");
        var busy = new Driver(Of(Send("a")));
        RunMove.Hindrance(busy.Tree, busy.Tree, busy.State, Done())!.Code.ShouldBe("stays-busy");
    }

    [Fact]
    public void A_message_held_back_and_a_task_that_is_open_move_too()
    {
        var held = new Driver(Of(Send("a"))).Give(new StepResult.Deferred(Driver.Start.AddHours(8), Some.Why));
        var longer = new StepTree(Of(Send("a"), Wait("w", 1), Send("b")));
        RunMove.Hindrance(held.Tree, longer, held.State, Done("a")).ShouldBeNull("its own mark is not another's");

        var open = new Driver(Of(Handoff("h", 1, [Send("yes")], []))).Done();
        RunMove.Hindrance(open.Tree, new(Of(Send("before"), Handoff("h", 2, [Send("thanks")], [Send("late")]))), open.State, Done()).ShouldBeNull();
        RunMove.Hindrance(open.Tree, new(Of(Handoff("h", 2, [Send("gone")], []))), open.State, Done("gone"))!.Code.ShouldBe("stays-done");
    }

    private static string? Said(IReadOnlyList<Step> before, IReadOnlyList<Step> now)
    {
        var run = Waiting(before);
        return RunMove.Hindrance(run.Tree, new(Of(now)), run.State, Done([.. before.TakeWhile(s => s.Id != "w").Where(s => s is CouponStep or SendStep).Select(s => s.Id)]))?.Say("en");
    }

    /// <summary>A run that waits in the step <c>w</c>.</summary>
    private static Driver Waiting(IReadOnlyList<Step> steps)
    {
        var run = new Driver(Of(steps));
        for (var left = 20; run.State.Step != "w" || run.State.Phase != RunPhase.Waiting; left--)
        {
            left.ShouldBeGreaterThan(0);
            if (run.Performing is null)
                run.TimeOut();
            else
                run.Give(run.Tree.Find(run.Performing) is BranchStep ? new StepResult.Took(0, Some.Why) : new StepResult.Done());
        }

        return run;
    }

    private static HashSet<string> Done(params string[] steps) => [.. steps];
}
