using Recall.Core.Messaging;
using Recall.Core.Wording;

namespace Recall.Core.Sequences;

/// <summary>What a signal does to a run: an order or a cancellation ends it, an exit of the file ends it, a wait may end early.</summary>
internal static class SignalRules
{
    /// <summary>True for a cancellation and a merge, for an order that reaches the goal, and for one that the decision to enrol should have known.</summary>
    public static bool AlwaysEnds(StepTree tree, EnrolmentState state, Signal signal) => signal.Kind is SignalKind.Cancel or SignalKind.Merged
        || (signal.Kind == SignalKind.Order && (signal.At <= state.StartedAt || tree.Definition.Goal.IsMetBy(signal.Order)));

    /// <summary>False where the signal can never move the run, so that nothing of it need be kept.</summary>
    public static bool MayMove(StepTree tree, EnrolmentState state, Signal signal)
    {
        if (signal.At <= state.StartedAt && !MattersThoughEarlier(state, signal))
            return false;

        // The control group is observed to the end of its window, whatever else happens, so that both arms compare.
        return AlwaysEnds(tree, state, signal)
            || (state.Arm == Arm.Treated && state.Phase != RunPhase.Observing && (tree.Heeds(signal.Kind) || RefusesAll(signal)));
    }

    /// <summary>
    /// A fact from before the run is history, not a response to it, unless the decision to enrol should have known it. What is said about
    /// the run itself cannot be from before it.
    /// </summary>
    private static bool MattersThoughEarlier(EnrolmentState state, Signal signal) => signal.Kind switch
    {
        SignalKind.Order => state.Known.IsOvertakenBy(signal.At, state.StartedAt),
        SignalKind.Complaint => state.Known.IsNewComplaint(signal.At, state.StartedAt),
        _ => signal.Kind is SignalKind.Cancel or SignalKind.Merged or SignalKind.AgentOutcome || RefusesAll(signal),
    };

    /// <summary>True for somebody who now refuses everything: no step may do anything more, message or task, whichever exits the file names.</summary>
    private static bool RefusesAll(Signal signal) => signal is { Kind: SignalKind.Unsubscribe, Detail: Channels.All };

    private static bool IsExit(StepTree tree, Signal signal) => tree.Definition.Exits.Contains(signal.Kind) || RefusesAll(signal);

    /// <summary>True where the signal ends the run, its steps, or a wait that began before it.</summary>
    public static bool MovesAtOnce(StepTree tree, EnrolmentState state, Signal signal) =>
        AlwaysEnds(tree, state, signal) || IsExit(tree, signal)
        || (state.Phase == RunPhase.Waiting && signal.At >= state.EnteredAt && Continues(tree, state, signal, out _));

    public static (EnrolmentState State, Next Next) Apply(StepTree tree, EnrolmentState state, Signal signal, DateTimeOffset now)
    {
        if (signal.Kind == SignalKind.Cancel)
            return SequenceMachine.End(state, Outcomes.Cancelled, signal.Detail is null ? Whys.Cancelled.With() : Whys.CancelledFor.With(("said", signal.Detail)), now);
        if (signal.Kind == SignalKind.Merged)
            return SequenceMachine.End(state, Outcomes.Merged, Whys.OtherRun.With(("enrolment", signal.Detail)), now);
        if (AlwaysEnds(tree, state, signal))
            return Ordered(tree, state, signal, now);

        if (state.Phase == RunPhase.Waiting && tree.Find(state.Step) is HandoffStep task && signal.Kind == SignalKind.AgentOutcome && signal.Step == task.Id)
            return SequenceMachine.Told(tree, state, task, signal.Detail, now);
        if (state.Phase == RunPhase.Waiting && Continues(tree, state, signal, out var step))
            return SequenceMachine.Enter(tree, state, step, now);

        return IsExit(tree, signal)
            ? Exit(tree, state, signal, now)
            : SequenceMachine.Repeat(tree, state);
    }

    private static (EnrolmentState State, Next Next) Ordered(StepTree tree, EnrolmentState state, Signal signal, DateTimeOffset now)
    {
        if (signal.At <= state.StartedAt)
            return SequenceMachine.End(state, Outcomes.OrderedBefore, Whys.OrderBefore.With(("order", signal.Id)), now);
        if (signal.At <= state.StartedAt + tree.Definition.GoalWithin)
            return SequenceMachine.End(state, Outcomes.Recovered, Whys.Order.With(("order", signal.Id)), now);

        // The steps are over and the window has closed: only the timer has not come yet, and its outcome stands.
        return state.Phase == RunPhase.Observing
            ? SequenceMachine.TimeOut(tree, state, now)
            : SequenceMachine.End(state, Outcomes.OrderedLate, Whys.OrderLate.With(("order", signal.Id)), now);
    }

    /// <summary>
    /// No more steps, but the enrolment is observed like any other until its goal window closes: dropping those who leave would
    /// flatter the treated arm (intention to treat; Fisher, Dixon, Herson et al. 1990).
    /// </summary>
    private static (EnrolmentState State, Next Next) Exit(StepTree tree, EnrolmentState state, Signal signal, DateTimeOffset now)
    {
        if (state.Phase == RunPhase.Observing)
            return SequenceMachine.Repeat(tree, state);
        var outcome = signal.Kind switch
        {
            SignalKind.Unsubscribe => Outcomes.Unsubscribed,
            SignalKind.Complaint => Outcomes.Complained,
            SignalKind.Reply => Outcomes.Replied,
            SignalKind.Order => Outcomes.OrderedOther,
            SignalKind.LeftAudience => Outcomes.LeftAudience,
            _ => Outcomes.Visited,
        };
        return SequenceMachine.Enter(tree, state with { Outcome = outcome }, null, now);
    }

    private static bool Continues(StepTree tree, EnrolmentState state, Signal signal, out Step? next)
    {
        next = null;
        switch (tree.Find(state.Step))
        {
            case WaitStep wait when wait.Until.Contains(signal.Kind) && !tree.Definition.Exits.Contains(signal.Kind):
                next = tree.After(wait);
                return true;
            case HandoffStep handoff when signal.Kind == SignalKind.AgentOutcome && signal.Step == handoff.Id:
                next = tree.Into(handoff, signal.Detail);
                return true;
            default:
                return false;
        }
    }
}
