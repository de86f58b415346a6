using Recall.Core.Sequences;

namespace Recall.Azure.Orchestration;

/// <summary>Where a run stands, as its orchestration has to know it and as its custom status shows it: which step, and until when.</summary>
/// <param name="Phase">Performing, waiting, observing or done.</param>
/// <param name="Step">The step that comes next or is waited in; null behind the steps.</param>
/// <param name="Until">UTC; null where the next step is to be performed at once.</param>
/// <param name="Outcome">How it ended; null while it runs.</param>
public sealed record RunPlace(RunPhase Phase, string? Step, DateTimeOffset? Until, string? Outcome)
{
    /// <summary>Of a state.</summary>
    public static RunPlace Of(EnrolmentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Phase, state.Step, state.Until, state.Phase == RunPhase.Done ? state.Outcome : null);
    }
}
