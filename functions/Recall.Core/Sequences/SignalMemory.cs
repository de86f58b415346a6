namespace Recall.Core.Sequences;

/// <summary>What a run remembers of its signals: little, since a state is one row and customers make signals without end.</summary>
public static class SignalMemory
{
    /// <summary>Ids of signals that are remembered, and signals that are kept while a step is performed.</summary>
    public const int MaxSeen = 100;

    /// <summary>True where the run has taken the signal lately.</summary>
    public static bool HasSeen(EnrolmentState state, Signal signal)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(signal);
        return state.Seen.Contains(signal.Id, StringComparer.Ordinal);
    }

    /// <summary>Remembers a signal as taken. A second delivery comes soon after the first, so the last ids are enough.</summary>
    public static EnrolmentState Take(EnrolmentState state, Signal signal)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(signal);
        return state with { Seen = [.. state.Seen.TakeLast(MaxSeen - 1), signal.Id] };
    }

    /// <summary>Keeps a signal until the step that is being performed is done.</summary>
    internal static EnrolmentState Keep(EnrolmentState state, Signal signal) =>
        IsSaid(state, signal) || state.Pending.Count >= MaxSeen ? state : state with { Pending = [.. state.Pending, signal] };

    /// <summary>Many visits during one step say no more than the first of them; orders, cancellations and outcomes are all kept.</summary>
    internal static bool IsSaid(EnrolmentState state, Signal signal) =>
        signal.Kind is not (SignalKind.Order or SignalKind.Cancel or SignalKind.Merged or SignalKind.AgentOutcome)
        && state.Pending.Any(p => p.Kind == signal.Kind && p.Detail == signal.Detail);
}
