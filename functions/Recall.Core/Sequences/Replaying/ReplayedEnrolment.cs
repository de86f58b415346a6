using Recall.Core.Wording;

namespace Recall.Core.Sequences.Replaying;

/// <summary>A pass that would have been.</summary>
/// <param name="Id">Which.</param>
/// <param name="Arm">Treated or holdout.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="ObservedUntil">End of its goal window, UTC.</param>
/// <param name="Outcome">How it ended; null where it still ran at the end of the replay.</param>
/// <param name="EndedAt">UTC, or null.</param>
/// <param name="Decisions">In order.</param>
public sealed record ReplayedEnrolment(
    EnrolmentId Id, Arm Arm, DateTimeOffset StartedAt, DateTimeOffset ObservedUntil, string? Outcome, DateTimeOffset? EndedAt,
    IReadOnlyList<ReplayedDecision> Decisions)
{
    /// <summary>Orders in the goal window that the replay's clock reached: they came without any message.</summary>
    public IReadOnlyList<ReplayedOrder> Orders { get; init; } = [];
}

/// <summary>A decision in a pass.</summary>
/// <param name="At">UTC.</param>
/// <param name="Kind">What.</param>
/// <param name="Step">The step.</param>
/// <param name="Code">Of a message its channel, of one held back the rule, of a task its queue; else null.</param>
/// <param name="Why">The reason, or null.</param>
public sealed record ReplayedDecision(DateTimeOffset At, ReplayedKind Kind, string Step, string? Code = null, Why? Why = null)
{
    /// <summary>Of a message held back: until when, UTC.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of a coupon: what it would have been.</summary>
    public Offers.Coupon? Coupon { get; init; }

    /// <summary>Of a coupon: what it was foreseen to cost, shop's currency.</summary>
    public decimal Cost { get; init; }
}

/// <summary>An order of the history.</summary>
/// <param name="At">UTC.</param>
/// <param name="Total">What was paid.</param>
public readonly record struct ReplayedOrder(DateTimeOffset At, decimal Total);

/// <summary>Kinds of decisions.</summary>
public enum ReplayedKind
{
    /// <summary>A message.</summary>
    Sent,

    /// <summary>A message held back.</summary>
    Deferred,

    /// <summary>A step that was not done.</summary>
    Skipped,

    /// <summary>A code.</summary>
    Coupon,

    /// <summary>A task for a person.</summary>
    Handoff,
}

/// <summary>What a replay came to.</summary>
/// <param name="Enrolments">Of every sequence, in the order of their start.</param>
/// <param name="StayedOut">Customers of an audience who did not enter, by sequence and reason.</param>
/// <param name="Clashes">How often a sequence did not get a customer because another had them.</param>
/// <param name="Fits">Versions of the models, in the order in which they came into force.</param>
public sealed record ReplayOutcome(
    IReadOnlyList<ReplayedEnrolment> Enrolments, IReadOnlyDictionary<(string Sequence, string Code), int> StayedOut,
    IReadOnlyDictionary<(string KeptOut, string By), int> Clashes, IReadOnlyList<string> Fits)
{
    /// <summary>Of the sequence that was tried: its audience on the last day.</summary>
    public required ReplayAudience Audience { get; init; }
}
