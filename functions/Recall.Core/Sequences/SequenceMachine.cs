using Recall.Core.Wording;

namespace Recall.Core.Sequences;

/// <summary>
/// The sequence machine: pure and total. The same inputs at the same times give the same states and the same decisions on every
/// host. An input that does not fit the state (a second delivery, a timer that comes early, the result of another step) changes
/// nothing and repeats the decision in force.
/// </summary>
public static class SequenceMachine
{
    /// <summary>A message held back never waits longer than its expiry; other steps that are put off not longer than this.</summary>
    public static readonly TimeSpan MaxDeferral = TimeSpan.FromDays(7);

    /// <summary>
    /// Begins a run that was decided on with these facts known. Holdout runs are observed from the start and reach no step.
    /// </summary>
    public static (EnrolmentState State, Next Next) Start(StepTree tree, EnrolmentId id, Arm arm, DateTimeOffset now, KnownFacts known)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(id);
        var state = new EnrolmentState
        {
            Enrolment = id.ToString(),
            Arm = arm,
            StartedAt = now,
            Known = known,
            EnteredAt = now,
            Phase = RunPhase.Observing,
        };
        return arm == Arm.Holdout ? Observe(tree, state, Outcomes.NotRecovered, now) : Enter(tree, state, First(tree), now);
    }

    /// <summary>Takes one input. <paramref name="now"/> is UTC and never decreases between inputs of a run.</summary>
    public static (EnrolmentState State, Next Next) Advance(StepTree tree, EnrolmentState state, MachineInput input, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(state);
        return (state.Phase, input) switch
        {
            (RunPhase.Done, _) => (state, Current(tree, state)),
            (_, MachineInput.SignalReceived { Signal: var signal }) when SignalMemory.HasSeen(state, signal) =>
                (state, Current(tree, state)),
            (_, MachineInput.SignalReceived { Signal: var signal }) when !SignalRules.MayMove(tree, state, signal) =>
                (state, Current(tree, state)),
            (RunPhase.Performing, MachineInput.SignalReceived { Signal: var signal }) =>
                Repeat(tree, SignalMemory.Keep(SignalMemory.Take(state, signal), signal)),
            (_, MachineInput.SignalReceived { Signal: var signal }) => SignalRules.Apply(tree, SignalMemory.Take(state, signal), signal, now),
            (RunPhase.Performing, MachineInput.StepPerformed done) when done.Step == state.Step =>
                Drain(tree, state, done.Result, now),
            (RunPhase.Waiting or RunPhase.Observing, MachineInput.TimerFired) when now >= state.Until => TimeOut(tree, state, now),
            _ => (state, Current(tree, state)),
        };
    }

    /// <summary>
    /// False where a signal can do nothing, now or later: the run is over, has taken it, or asks about no such thing. A host need not keep one.
    /// </summary>
    public static bool Heeds(StepTree tree, EnrolmentState state, Signal signal)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(signal);
        return state.Phase != RunPhase.Done && !SignalMemory.HasSeen(state, signal)
            && (signal.Kind == SignalKind.NewVersion ? state.Arm == Arm.Treated && state.Phase != RunPhase.Observing : SignalRules.MayMove(tree, state, signal));
    }

    /// <summary>
    /// True where a fact that a run has to hear of has not reached it: had it, the run would have ended, left its steps or left the
    /// wait it is in. It is told from where the run stands and not from the ids it remembers, of which there are only the last; facts
    /// that are older than a wait say nothing about it.
    /// </summary>
    public static bool HasMissed(StepTree tree, EnrolmentState state, Signal fact)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(fact);
        return Heeds(tree, state, fact) && !SignalMemory.IsSaid(state, fact) && SignalRules.MovesAtOnce(tree, state, fact);
    }

    /// <summary>The decision in force: what a host does after it has lost its place.</summary>
    public static Next Current(StepTree tree, EnrolmentState state)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(state);
        return state.Phase switch
        {
            RunPhase.Performing => new Next.Perform(tree.Find(state.Step)!, state.EnteredAt, state.Overdue),
            RunPhase.Done => new Next.Done(state.Outcome!, state.Reason!),
            _ => new Next.Wait(state.Until!.Value),
        };
    }

    internal static (EnrolmentState State, Next Next) Enter(StepTree tree, EnrolmentState state, Step? step, DateTimeOffset now) => step switch
    {
        null => Observe(tree, state, state.Outcome ?? Outcomes.NotRecovered, now),
        EndStep end => Observe(tree, state with { Entered = state.Entered + 1 }, end.Outcome, now),
        WaitStep { ByClock: false } wait => Repeat(tree, In(state, step, now) with { Phase = RunPhase.Waiting, Until = now + wait.For }),
        _ => Repeat(tree, In(state, step, now) with { Phase = RunPhase.Performing, Until = null }),
    };

    /// <summary>A person's word: what the sequence is for ends its steps, any other goes on where the file says.</summary>
    internal static (EnrolmentState State, Next Next) Told(StepTree tree, EnrolmentState state, HandoffStep handoff, string? word, DateTimeOffset now) =>
        word is not null && tree.Definition.AgentGoal.Contains(word, StringComparer.Ordinal)
            ? Enter(tree, state with { Outcome = Outcomes.Agreed }, null, now)
            : Enter(tree, state, tree.Into(handoff, word), now);

    internal static (EnrolmentState State, Next Next) End(EnrolmentState state, string outcome, Why reason, DateTimeOffset now) =>
        (state with { Phase = RunPhase.Done, PutOff = false, Overdue = false, Until = null, Pending = [], Outcome = outcome, Reason = reason, EndedAt = now },
            new Next.Done(outcome, reason));

    internal static (EnrolmentState State, Next Next) Repeat(StepTree tree, EnrolmentState state) => (state, Current(tree, state));

    internal static (EnrolmentState State, Next Next) TimeOut(StepTree tree, EnrolmentState state, DateTimeOffset now) =>
        (state.Phase, tree.Find(state.Step)) switch
        {
            (RunPhase.Observing, _) or (_, null) =>
                End(state, state.Outcome ?? Outcomes.NotRecovered, Whys.WindowClosed.With(), now),
            _ when state.PutOff => Repeat(tree, state with { Phase = RunPhase.Performing, PutOff = false, Until = null }),
            (_, HandoffStep) => Repeat(tree, state with { Phase = RunPhase.Performing, Overdue = true, Until = null }),
            (_, var step) => Enter(tree, state, tree.After(step), now),
        };

    private static (EnrolmentState State, Next Next) Observe(StepTree tree, EnrolmentState state, string outcome, DateTimeOffset now)
    {
        var until = state.StartedAt + tree.Definition.GoalWithin;
        state = state with { Step = null, PutOff = false, Overdue = false, Outcome = outcome };
        return until <= now
            ? End(state, outcome, Whys.StepsOver.With(), now)
            : Repeat(tree, state with { Phase = RunPhase.Observing, Until = until });
    }

    /// <summary>
    /// Signals that came during the step are taken before anything else is performed. An order or a cancellation comes first: a
    /// result that ends the run, or closes its window, must not hide it.
    /// </summary>
    private static (EnrolmentState State, Next Next) Drain(StepTree tree, EnrolmentState state, StepResult result, DateTimeOffset now)
    {
        var pending = state.Pending;
        state = state with { Pending = [] };
        if (pending.FirstOrDefault(s => SignalRules.AlwaysEnds(tree, state, s)) is { } end)
            return SignalRules.Apply(tree, state, end, now);

        var at = StepRules.Apply(tree, state, result, now);
        foreach (var signal in pending)
        {
            if (at.State.Phase == RunPhase.Done)
                break;
            at = SignalRules.Apply(tree, at.State, signal, now);
        }

        return at;
    }

    private static EnrolmentState In(EnrolmentState state, Step step, DateTimeOffset now) =>
        state with { Step = step.Id, PutOff = false, Overdue = false, EnteredAt = now, Entered = state.Entered + 1 };

    private static Step? First(StepTree tree) => tree.Definition.Steps.Count > 0 ? tree.Definition.Steps[0] : null;
}
