using Recall.Core.Sequences;
using Recall.Core.Sequences.Replaying;

namespace Recall.App.Sequences.Replaying;

/// <summary>What a sequence would have done.</summary>
/// <param name="Report">The figures.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Enrolments">Every pass of the sequence that was tried, in the order of their start.</param>
public sealed record ReplayAnswer(ReplayReport Report, string Currency, IReadOnlyList<ReplayedPass> Enrolments)
{
    /// <summary>The answer for a replay.</summary>
    public static ReplayAnswer Of(ReplayPlan plan, ReplayOutcome outcome, ReplayReport report, string currency)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(outcome);
        return new(report, currency, [.. outcome.Enrolments.Where(e => e.Id.Sequence == plan.Tried.Name).Select(ReplayedPass.Of)]);
    }
}

/// <summary>A pass that would have been.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Episode">1 for the first pass.</param>
/// <param name="Arm">Treated or holdout.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="ObservedUntil">End of its goal window, UTC.</param>
/// <param name="Outcome">How it ended; null where it still ran at the end.</param>
/// <param name="EndedAt">UTC, or null.</param>
/// <param name="OrdersAnyway">Orders in its window, which came without any message.</param>
/// <param name="Decisions">Messages, codes, tasks and what was held back, in order.</param>
public sealed record ReplayedPass(
    string Customer, int Episode, Arm Arm, DateTimeOffset StartedAt, DateTimeOffset ObservedUntil, string? Outcome, DateTimeOffset? EndedAt,
    int OrdersAnyway, IReadOnlyList<PassDecision> Decisions)
{
    /// <summary>The answer for a pass.</summary>
    public static ReplayedPass Of(ReplayedEnrolment pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        return new(
            pass.Id.Customer.Value, pass.Id.Episode, pass.Arm, pass.StartedAt, pass.ObservedUntil, pass.Outcome, pass.EndedAt, pass.Orders.Count,
            [.. pass.Decisions.Select(d => new PassDecision(d.At, Kebab.Of(d.Kind), d.Step, d.Code, d.Until))]);
    }
}

/// <summary>A decision in a pass.</summary>
/// <param name="At">UTC.</param>
/// <param name="Kind"><c>sent</c>, <c>deferred</c>, <c>skipped</c>, <c>coupon</c> or <c>handoff</c>.</param>
/// <param name="Step">The step.</param>
/// <param name="Code">The channel of a message, the rule that held one back, the queue of a task; else null.</param>
/// <param name="Until">Of a message held back: until when, UTC.</param>
public sealed record PassDecision(DateTimeOffset At, string Kind, string Step, string? Code, DateTimeOffset? Until);
