using Recall.Core.Sequences;
using static Recall.Core.Tests.Sequences.Definitions;

namespace Recall.Core.Tests.Sequences;

public sealed class SequenceMachineTests
{
    [Fact]
    public void Steps_follow_each_other_and_the_window_closes_the_run()
    {
        var run = new Driver(Of(Coupon("c"), Send("a"), Wait("w", 5), Send("b")));
        foreach (var step in new[] { "c", "a" })
        {
            run.Performing.ShouldBe(step);
            run.Done();
        }

        run.Next.ShouldBe(new Next.Wait(Driver.Start.AddDays(5)));
        run.TimeOut().Performing.ShouldBe("b");
        run.Done().Next.ShouldBe(new Next.Wait(Driver.Start.AddDays(30)));
        run.TimeOut().State.Outcome.ShouldBe(Outcomes.NotRecovered);
        run.State.EndedAt.ShouldBe(Driver.Start.AddDays(30));
    }

    [Theory]
    [InlineData(0, "a,after")]
    [InlineData(-1, "b,after")]
    [InlineData(7, "b,after")]
    public void A_branch_goes_into_its_case_and_on_behind_itself(int taken, string steps)
    {
        var run = new Driver(Of(Branch("br", [Send("a")], [Send("b")]), Send("after"))).Give(new StepResult.Took(taken, Some.Why));
        var performed = new List<string>();
        for (; run.Performing is { } step; run.Done())
            performed.Add(step);
        string.Join(',', performed).ShouldBe(steps);
    }

    [Theory]
    [InlineData(0, "a,after")]
    [InlineData(1, "b,after")]
    [InlineData(2, "after")]
    public void The_steps_of_the_variant_that_was_drawn_follow(int drawn, string steps)
    {
        var ab = new AbStep("ab", [new("one", 1, [Send("a")]), new("two", 3, [Send("b")]), new("none", 1, [])]);
        var run = new Driver(Of(ab, Send("after"))).Give(new StepResult.Took(drawn, Some.Why));
        var performed = new List<string>();
        for (; run.Performing is { } step; run.Done())
            performed.Add(step);
        string.Join(',', performed).ShouldBe(steps);
    }

    [Fact]
    public void A_wait_by_the_clock_asks_when_it_ends_and_a_signal_may_end_it_meanwhile()
    {
        var definition = Of(Wait("w", 0, SignalKind.Reply) with { UntilTime = new(10, 0), On = [DayOfWeek.Saturday] }, Send("a"));
        var (run, end) = (new Driver(definition), Driver.Start.AddDays(3));

        run.Performing.ShouldBe("w");
        run.Give(new StepResult.Scheduled(end)).Next.ShouldBe(new Next.Wait(end));
        run.TimeOut().Performing.ShouldBe("a");

        new Driver(definition).Signal(SignalKind.Reply).Give(new StepResult.Scheduled(end)).Performing.ShouldBe("a");
        new Driver(definition).Give(new StepResult.Scheduled(end)).Signal(SignalKind.Reply).Performing.ShouldBe("a");
        new Driver(definition).Give(new StepResult.Scheduled(Driver.Start)).Performing.ShouldBe("a");
        new Driver(definition).Give(new StepResult.Scheduled(end.AddYears(9))).Next.ShouldBe(new Next.Wait(Driver.Start.AddDays(8)));
    }

    [Fact]
    public void A_timer_that_comes_early_repeats_the_wait()
    {
        var run = new Driver(Of(Wait("w", 5), Send("a"))).After(TimeSpan.FromDays(5) - TimeSpan.FromTicks(1)).Give(new MachineInput.TimerFired());
        run.Next.ShouldBe(new Next.Wait(Driver.Start.AddDays(5)));
        run.After(TimeSpan.FromTicks(1)).Give(new MachineInput.TimerFired()).Performing.ShouldBe("a");
    }

    [Fact]
    public void A_wait_ends_with_a_signal_it_names_and_no_other()
    {
        var definition = Of(Wait("w", 5, SignalKind.Reply), Send("a"));
        new Driver(definition).Signal(SignalKind.Visit).State.Step.ShouldBe("w");
        new Driver(definition).Signal(SignalKind.Reply).Performing.ShouldBe("a");
    }

    [Fact]
    public void A_signal_during_a_step_is_taken_when_the_step_is_done()
    {
        var run = new Driver(Of(Send("a"), Wait("w", 5, SignalKind.Reply), Send("b"))).Signal(SignalKind.Reply);
        run.Performing.ShouldBe("a");
        run.Done().Performing.ShouldBe("b");
        new Driver(Of(Send("a"), Send("b"))).Signal(SignalKind.Unsubscribe).Done().State.Outcome.ShouldBe(Outcomes.Unsubscribed);
    }

    [Fact]
    public void An_order_during_the_last_step_is_not_hidden_by_the_closing_of_the_window()
    {
        var run = new Driver(Of(Send("a")) with { GoalWithin = TimeSpan.FromHours(1) }).Signal(SignalKind.Order);
        run.After(TimeSpan.FromHours(2)).Done().State.Outcome.ShouldBe(Outcomes.Recovered);
    }

    [Fact]
    public void An_order_after_the_window_does_not_change_the_outcome_of_steps_that_are_over()
    {
        var late = Driver.Start.AddDays(31);
        new Driver(Of(Wait("w", 60))).Signal(SignalKind.Order, at: late).State.Outcome.ShouldBe(Outcomes.OrderedLate);
        new Driver(Of(new EndStep("e", "left"))).After(TimeSpan.FromDays(31)).Signal(SignalKind.Order, at: late).State.Outcome.ShouldBe("left");
        new Driver(Of(Send("a")), Arm.Holdout).After(TimeSpan.FromDays(31)).Signal(SignalKind.Order, at: late)
            .State.Outcome.ShouldBe(Outcomes.NotRecovered, "it would be not-recovered had the timer come first");
    }

    [Fact]
    public void Facts_that_were_known_move_nothing_but_a_cancellation_does()
    {
        var before = Driver.Known;
        var run = new Driver(Of(Send("a"))).Signal(SignalKind.Order, at: before).Signal(SignalKind.Complaint, at: before)
            .Signal(SignalKind.Unsubscribe, at: Driver.Start);
        run.Done().State.Phase.ShouldBe(RunPhase.Observing);
        run.Signal(SignalKind.Cancel, at: before, detail: "asked to").State.Reason!.Say("en").ShouldBe("cancelled: asked to");
    }

    [Theory]
    [InlineData(Arm.Treated)]
    [InlineData(Arm.Holdout)]
    public void An_order_from_before_the_run_that_was_not_known_ends_it_in_both_arms_and_wins_nothing(Arm arm)
    {
        foreach (var at in (DateTimeOffset[])[Driver.Known.AddTicks(1), Driver.Start])
        {
            new Driver(Of(Wait("w", 5)), arm).Signal(SignalKind.Order, at: at).State.Outcome.ShouldBe(Outcomes.OrderedBefore);
            new Driver(Of(new EndStep("e", "left")), arm).Signal(SignalKind.Order, at: at).State.Outcome.ShouldBe(Outcomes.OrderedBefore);
        }
    }

    [Fact]
    public void A_complaint_from_before_the_run_that_was_not_known_ends_its_steps() =>
        new Driver(Of(Wait("w", 5))).Signal(SignalKind.Complaint, at: Driver.Start.AddDays(-1)).TimeOut().State.Outcome.ShouldBe(Outcomes.Complained);

    [Fact]
    public void Who_leaves_is_observed_to_the_end_of_the_window()
    {
        var run = new Driver(Of(Wait("w", 5))).Signal(SignalKind.Complaint);
        run.Next.ShouldBe(new Next.Wait(Driver.Start.AddDays(30)));
        run.Signal(SignalKind.Order).State.Outcome.ShouldBe(Outcomes.Recovered);
        new Driver(Of(Wait("w", 5))).Signal(SignalKind.Complaint).TimeOut().State.Outcome.ShouldBe(Outcomes.Complained);
    }

    [Theory]
    [InlineData("called", "yes")]
    [InlineData("no-answer", "after")]
    [InlineData(null, "after")]
    public void A_handoff_goes_on_with_what_the_agent_says(string? word, string next)
    {
        var run = new Driver(Of(Handoff("h", 1, [Send("yes")], [Send("late")]), Send("after"))).Done();
        run.Signal(SignalKind.AgentOutcome, "other", step: "another", detail: "called").State.Step.ShouldBe("h");
        run.Signal(SignalKind.AgentOutcome, step: "h", detail: word).Performing.ShouldBe(next);
    }

    [Fact]
    public void An_agent_who_is_quicker_than_the_host_is_heard() =>
        new Driver(Of(Handoff("h", 1, [Send("yes")], [Send("late")])))
            .Signal(SignalKind.AgentOutcome, step: "h", detail: "called").Done().Performing.ShouldBe("yes");

    [Fact]
    public void The_time_to_resolve_a_task_begins_when_the_task_is_there()
    {
        var run = new Driver(Of(Handoff("h", 1, [], [Send("late")]))).After(TimeSpan.FromDays(3)).Done();
        run.Next.ShouldBe(new Next.Wait(Driver.Start.AddDays(4)));
        run.TimeOut().Done().Performing.ShouldBe("late");
    }

    [Fact]
    public void A_task_that_was_put_off_beyond_its_time_is_still_given_to_somebody()
    {
        var run = new Driver(Of(Handoff("h", 1, [], [Send("late")]))).Give(new StepResult.Deferred(Driver.Start.AddDays(2), Some.Why));
        run.TimeOut().Performing.ShouldBe("h");
        run.Done().TimeOut().Done().Performing.ShouldBe("late");
        run.Now.ShouldBe(Driver.Start.AddDays(3));
    }

    [Fact]
    public void A_task_is_taken_back_before_the_run_goes_its_overdue_way()
    {
        var run = new Driver(Of(Handoff("h", 1, [Send("yes")], [Send("late")]))).Done().TimeOut();
        run.Next.ShouldBe(new Next.Perform(run.Tree.Find("h")!, Driver.Start, Overdue: true));
        run.Give(new MachineInput.TimerFired()).Performing.ShouldBe("h", "the host says what became of the task");
        run.Done().Next.ShouldBe(new Next.Perform(run.Tree.Find("late")!, Driver.Start.AddDays(1)));
    }

    [Theory]
    [InlineData("called", "yes")]
    [InlineData("no-answer", "after")]
    public void A_persons_word_that_came_before_the_task_was_taken_back_counts_once(string word, string next)
    {
        var run = new Driver(Of(Handoff("h", 1, [Send("yes")], [Send("late")]), Send("after"))).Done().TimeOut();
        run.Signal(SignalKind.AgentOutcome, step: "h", detail: word).Performing.ShouldBe("h");
        run.Give(new StepResult.Answered(word)).Performing.ShouldBe(next);
    }

    [Fact]
    public void An_order_while_a_task_is_taken_back_ends_the_run() =>
        new Driver(Of(Handoff("h", 1, [], [Send("late")]))).Done().TimeOut().Signal(SignalKind.Order).Done().State.Outcome.ShouldBe(Outcomes.Recovered);

    [Fact]
    public void A_message_held_back_is_tried_again_and_given_up_at_its_expiry()
    {
        var run = new Driver(Of(Send("a", TimeSpan.FromDays(1)), Send("b")));
        run.Give(new StepResult.Deferred(Driver.Start.AddHours(8), Some.Why)).Next.ShouldBe(new Next.Wait(Driver.Start.AddHours(8)));
        run.TimeOut().Next.ShouldBe(new Next.Perform(run.Tree.Find("a")!, Driver.Start));
        run.Give(new StepResult.Deferred(Driver.Start.AddDays(9), Some.Why)).Next.ShouldBe(new Next.Wait(Driver.Start.AddDays(1)));
        run.TimeOut().Performing.ShouldBe("a");
        run.Give(new StepResult.Deferred(Driver.Start.AddDays(9), Some.Why)).Performing.ShouldBe("b");
    }

    [Fact]
    public void A_deferral_into_the_past_does_not_spin() =>
        new Driver(Of(Send("a"))).Give(new StepResult.Deferred(Driver.Start.AddDays(-1), Some.Why)).Next
            .ShouldBe(new Next.Wait(Driver.Start.AddSeconds(1)));

    [Theory]
    [InlineData(SignalKind.Order, true, true)]
    [InlineData(SignalKind.Complaint, true, false)]
    [InlineData(SignalKind.Reply, true, false)]
    [InlineData(SignalKind.Visit, false, false)]
    public void What_a_run_has_missed_is_told_from_where_it_stands(SignalKind kind, bool inTheWait, bool afterTheSteps)
    {
        var run = new Driver(Of(Wait("w", 5, SignalKind.Reply)));
        var fact = new Signal("f", kind, Driver.Start.AddDays(1));
        SequenceMachine.HasMissed(run.Tree, run.State, fact).ShouldBe(inTheWait);
        run.TimeOut();
        SequenceMachine.HasMissed(run.Tree, run.State, fact).ShouldBe(afterTheSteps);
        SequenceMachine.HasMissed(run.Tree, run.State, fact with { At = Driver.Known }).ShouldBeFalse();
    }

    [Fact]
    public void What_is_older_than_a_wait_does_not_end_it_though_nobody_remembers_that_it_came()
    {
        var run = new Driver(Of(Wait("one", 5, SignalKind.Reply), Wait("two", 5, SignalKind.Visit)));
        for (var i = 0; i <= SignalMemory.MaxSeen; i++)
            run.Signal(SignalKind.Visit, $"visit-{i}");
        run.State.Seen.Count.ShouldBe(SignalMemory.MaxSeen);
        run.State.Seen.ShouldNotContain("visit-0", StringComparer.Ordinal);
        run.TimeOut().State.Step.ShouldBe("two");

        SequenceMachine.HasMissed(run.Tree, run.State, new("visit-0", SignalKind.Visit, Driver.Start)).ShouldBeFalse();
        SequenceMachine.HasMissed(run.Tree, run.State, new("visit", SignalKind.Visit, run.Now)).ShouldBeTrue();
    }

    [Fact]
    public void A_run_remembers_the_last_signals_only_and_keeps_one_visit_while_it_performs()
    {
        var run = new Driver(Of(Send("a"), Wait("w", 5, SignalKind.Visit)));
        for (var i = 0; i < 1000; i++)
            run.Signal(SignalKind.Visit, $"visit-{i}");
        run.State.Seen.ShouldBe(Enumerable.Range(900, 100).Select(i => $"visit-{i}"));
        run.State.Pending.ShouldHaveSingleItem().Id.ShouldBe("visit-0");
        for (var i = 0; i < 1000; i++)
            run.Signal(SignalKind.AgentOutcome, $"outcome-{i}", step: "a");
        run.State.Pending.Count.ShouldBeLessThanOrEqualTo(SignalMemory.MaxSeen);
    }

    [Fact]
    public void Signals_that_nothing_reacts_to_are_not_remembered()
    {
        var run = new Driver(Of(Wait("w", 5, SignalKind.Reply)));
        for (var i = 0; i < 1000; i++)
            run.Signal(SignalKind.Visit, $"view-{i}");
        run.State.Seen.ShouldBeEmpty();
    }
}
