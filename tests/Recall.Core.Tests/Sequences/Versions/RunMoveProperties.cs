using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Versions;

namespace Recall.Core.Tests.Sequences.Versions;

/// <summary>Promises to runs that are moved from any version to any other, wherever they stand.</summary>
public class RunMoveProperties
{
    private static readonly Gen<(SequenceDefinition From, SequenceDefinition To, int[] Choices)> Cases =
        from old in Definitions.Any
        from to in Gen.OneOf(Definitions.Any, Edited(old))
        from choices in Gen.Choose(0, 1000).ArrayOf(60)
        select (old, to with { Version = "fedcba9876543210", GoalWithin = old.GoalWithin }, choices);

    [Fact]
    public void Nothing_is_done_twice_and_a_run_goes_on_where_and_until_when_it_waits()
    {
        var (moves, stays) = (0, 0);
        Properties.ForAll(
            Cases,
            given =>
            {
                var run = new Run(given.From, given.Choices);
                while (!run.IsOver)
                {
                    if (run.State.Phase == RunPhase.Waiting && run.State.Version is null)
                    {
                        var before = run.State;
                        if (RunMove.Hindrance(run.Tree, new(given.To), before, run.Marks) is null)
                        {
                            run.MoveTo(given.To);
                            (run.State with { Version = null }).ShouldBe(before);
                            run.Tree.Find(before.Step)!.GetType().ShouldBe(new StepTree(given.From).Find(before.Step)!.GetType());
                            SequenceMachine.Current(run.Tree, run.State).ShouldBe(new Next.Wait(before.Until!.Value));
                            moves++;
                        }
                        else
                            stays++;
                    }

                    run.Step();
                }
            },
            1500);
        moves.ShouldBeGreaterThan(200);
        stays.ShouldBeGreaterThan(200);
    }

    /// <summary>What a marketer does to a file: steps leave, come, or trade places.</summary>
    private static Gen<SequenceDefinition> Edited(SequenceDefinition old) =>
        from order in Gen.Shuffle<Step>([.. old.Steps])
        from drop in Gen.Choose(0, 4)
        from shuffle in Gen.Choose(0, 2)
        let steps = shuffle == 0 ? (IReadOnlyList<Step>)order : [.. old.Steps]
        select old with { Steps = [.. steps.Where((_, i) => i != drop), Definitions.Send("added")] };

    /// <summary>Drives a run and watches that nothing is done a second time.</summary>
    private sealed class Run(SequenceDefinition definition, int[] choices)
    {
        private DateTimeOffset _now = Driver.Start;
        private int _at;
        private EnrolmentState? _state;

        public StepTree Tree { get; private set; } = new(definition);

        /// <summary>What a host can find out: messages, codes and calls are rows of their own.</summary>
        public HashSet<string> Marks { get; } = new(StringComparer.Ordinal);

        private HashSet<string> Done { get; } = new(StringComparer.Ordinal);

        public EnrolmentState State => _state ??= SequenceMachine.Start(Tree, Driver.Id, Arm.Treated, _now, new(Driver.Known, Driver.Known)).State;

        public bool IsOver => State.Phase is RunPhase.Observing or RunPhase.Done;

        public void MoveTo(SequenceDefinition to) => (_state, Tree) = (RunMove.Moved(State, new(to)), new(to));

        public void Step()
        {
            if (State.Until is { } until)
                _now = until > _now ? until : _now;
            MachineInput input = State.Phase == RunPhase.Performing ? new MachineInput.StepPerformed(State.Step!, Perform()) : new MachineInput.TimerFired();
            _state = SequenceMachine.Advance(Tree, State, input, _now).State;
        }

        private StepResult Perform()
        {
            var (step, choice) = (Tree.Find(State.Step)!, choices[_at++ % choices.Length]);
            if (step is BranchStep or AbStep)
                return new StepResult.Took((choice % 3) - 1, Some.Why);
            if (step is WaitStep)
                return new StepResult.Scheduled(_now.AddHours(5));
            if (step is not HandoffStep && choice % 4 == 0 && _at < choices.Length)
                return new StepResult.Deferred(_now.AddHours(3), Some.Why);
            if (!State.Overdue)
                Done.Add(step.Id).ShouldBeTrue($"{step.Id} is done twice");
            if (step is SendStep or CouponStep or WebhookStep)
                Marks.Add(step.Id);
            return new StepResult.Done();
        }
    }
}
