namespace Recall.Core.Sequences;

/// <summary>What the result of a step does to a run; <see cref="SignalRules"/> says it of signals.</summary>
internal static class StepRules
{
    /// <summary>Leaves the step that the run is in, or waits in it.</summary>
    public static (EnrolmentState State, Next Next) Apply(StepTree tree, EnrolmentState state, StepResult result, DateTimeOffset now)
    {
        var step = tree.Find(state.Step)!;
        return (step, result) switch
        {
            (_, StepResult.Exit { Outcome: Outcomes.Recovered or Outcomes.OrderedLate or Outcomes.OrderedBefore or Outcomes.Cancelled or Outcomes.Merged } over) =>
                SequenceMachine.End(state, over.Outcome, over.Reason, now),
            (_, StepResult.Exit left) => SequenceMachine.Enter(tree, state with { Outcome = left.Outcome, Reason = left.Reason }, null, now),
            (AbStep ab, StepResult.Took took) => SequenceMachine.Enter(tree, state, tree.Into(ab, Drawn(ab, took.Case)), now),
            (HandoffStep handoff, StepResult.Answered answered) => SequenceMachine.Told(tree, state, handoff, answered.Outcome, now),
            (HandoffStep handoff, _) when state.Overdue => SequenceMachine.Enter(tree, state, tree.Into(handoff, handoff.Overdue), now),
            (_, StepResult.Deferred later) => Defer(tree, state, step, later, now),
            (BranchStep branch, StepResult.Took took) => SequenceMachine.Enter(tree, state, tree.Into(branch, Chosen(branch, took.Case)), now),
            (WaitStep wait, StepResult.Scheduled scheduled) => Wait(tree, state, wait, scheduled.Until, now),
            (HandoffStep handoff, StepResult.Done) =>
                SequenceMachine.Repeat(tree, state with { Phase = RunPhase.Waiting, Until = now + handoff.Sla }),
            _ => SequenceMachine.Enter(tree, state, tree.After(step), now),
        };
    }

    /// <summary>A step put off beyond its expiry is passed over; the host's ledger has the reason from its own decision.</summary>
    private static (EnrolmentState State, Next Next) Defer(
        StepTree tree, EnrolmentState state, Step step, StepResult.Deferred later, DateTimeOffset now)
    {
        var expiry = state.EnteredAt + (step is SendStep send ? send.ExpiresAfter : SequenceMachine.MaxDeferral);
        if (now >= expiry)
            return SequenceMachine.Enter(tree, state, tree.After(step), now);
        var until = later.Until > expiry ? expiry : later.Until;
        return SequenceMachine.Repeat(tree, state with { Phase = RunPhase.Waiting, PutOff = true, Until = until > now ? until : now + TimeSpan.FromSeconds(1) });
    }

    /// <summary>A day is left for clocks that are changed; what a host says beyond that cannot be right, and must not hold a run up.</summary>
    private static (EnrolmentState State, Next Next) Wait(
        StepTree tree, EnrolmentState state, WaitStep wait, DateTimeOffset until, DateTimeOffset now)
    {
        var latest = state.EnteredAt + wait.Longest + TimeSpan.FromDays(1);
        until = until > latest ? latest : until;
        return until > now
            ? SequenceMachine.Repeat(tree, state with { Phase = RunPhase.Waiting, Until = until })
            : SequenceMachine.Enter(tree, state, tree.After(wait), now);
    }

    private static IReadOnlyList<Step> Chosen(BranchStep branch, int index) =>
        index >= 0 && index < branch.Cases.Count ? branch.Cases[index].Steps : branch.Default;

    private static IReadOnlyList<Step> Drawn(AbStep ab, int index) => index >= 0 && index < ab.Variants.Count ? ab.Variants[index].Steps : [];
}
