using Recall.Core.Wording;

namespace Recall.Core.Sequences;

/// <summary>What moves a run.</summary>
public abstract record MachineInput
{
    /// <summary>The time that was waited for may have come.</summary>
    public sealed record TimerFired : MachineInput;

    /// <summary>Something happened to the customer.</summary>
    public sealed record SignalReceived(Signal Signal) : MachineInput;

    /// <summary>The effect of a step was performed.</summary>
    public sealed record StepPerformed(string Step, StepResult Result) : MachineInput;
}

/// <summary>What performing a step gave.</summary>
public abstract record StepResult
{
    /// <summary>Done; go on. A handoff begins its waiting.</summary>
    /// <param name="What">For the trace, for example the channel of a message.</param>
    public sealed record Done(string? What = null) : StepResult;

    /// <summary>Held back; perform it again then.</summary>
    public sealed record Deferred(DateTimeOffset Until, Why Reason) : StepResult;

    /// <summary>Not done, for good; go on with the next step.</summary>
    public sealed record Skipped(Why Reason) : StepResult;

    /// <summary>The run ends here.</summary>
    public sealed record Exit(string Outcome, Why Reason) : StepResult;

    /// <summary>A branch took this case, -1 is the default; or the draw gave this variant.</summary>
    public sealed record Took(int Case, Why Because) : StepResult;

    /// <summary>A wait by the customer's clock ends then.</summary>
    /// <param name="Until">UTC.</param>
    public sealed record Scheduled(DateTimeOffset Until) : StepResult;

    /// <summary>A person has finished the task of a handoff with this word.</summary>
    public sealed record Answered(string Outcome) : StepResult;
}

/// <summary>What the host does next.</summary>
public abstract record Next
{
    /// <summary>Perform this step's effect under the key <c>{enrolment}/{step}</c> and come back with the result.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Since">When it was entered, UTC.</param>
    /// <param name="Overdue">
    /// The time of a handoff is over: take its task back, so that nobody works on it any more. Either that or a person's last word
    /// succeeds; where theirs did, the result is <see cref="StepResult.Answered"/>.
    /// </param>
    public sealed record Perform(Step Step, DateTimeOffset Since, bool Overdue = false) : Next;

    /// <summary>Come back at that time, or with any signal before it.</summary>
    public sealed record Wait(DateTimeOffset Until) : Next;

    /// <summary>Over.</summary>
    public sealed record Done(string Outcome, Why Reason) : Next;
}
