using Recall.Core.Sequences;

namespace Recall.Azure.Orchestration;

/// <summary>Where a run stands, as its orchestration has to know it and as its custom status shows it: which step, and until when.</summary>
/// <param name="Phase">Performing, waiting, observing or done.</param>
/// <param name="Step">The step that comes next or is waited in; null behind the steps.</param>
/// <param name="Until">UTC; null where the next look comes at once, for a step or for more stored signals.</param>
/// <param name="Outcome">How it ended; null while it runs.</param>
public sealed record RunPlace(RunPhase Phase, string? Step, DateTimeOffset? Until, string? Outcome)
{
    /// <summary>Of a run that went with its customer: its instance ends, and nothing is recorded anywhere.</summary>
    public static RunPlace Forgotten { get; } = new(RunPhase.Done, null, null, Outcomes.Cancelled);

    /// <summary>Of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="more">There are stored signals that it does not have yet: the next look is not to wait.</param>
    public static RunPlace Of(EnrolmentState state, bool more = false)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Phase, state.Step, more ? null : state.Until, state.Phase == RunPhase.Done ? state.Outcome : null);
    }
}
