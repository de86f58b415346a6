using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences.Triggers;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Previewing;

/// <summary>What a sequence would do with one customer if they entered now and nothing came back from them.</summary>
/// <param name="Audience">Whether they are meant, condition by condition.</param>
/// <param name="Invitation">Whether the sequence means them now, its trigger included.</param>
/// <param name="Decision">Whether they would enter.</param>
/// <param name="Arm">The arm that they are on, whenever they enter.</param>
/// <param name="Steps">What would happen, in order; the steps of ways that today's facts do not take are in it too.</param>
/// <param name="Outcome">How it would end without an order; null where today's facts come to no end of the steps.</param>
/// <param name="ObservedUntil">End of the goal window, UTC.</param>
public sealed record SequencePreview(
    ConditionPreview Audience, Invitation Invitation, EnrolmentDecision Decision, Arm Arm, IReadOnlyList<StepPreview> Steps, string? Outcome, DateTimeOffset ObservedUntil)
{
    /// <summary>Stands in previews for a code that would be issued; as long as one, and none: codes have no L and no 1.</summary>
    public const string ExampleCode = "EXAMPLE123";

    /// <summary>Looks ahead.</summary>
    public static SequencePreview Of(PreviewFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (definition, customer) = (facts.Entry.Definition, facts.Entry.Profile.Customer);
        var steps = new List<StepPreview>();
        var outcome = new PreviewWalk(facts).All(steps);
        return new(
            ConditionPreview.Of(definition.Audience, facts.At(facts.Now)),
            Invitation.Of(definition, facts.At(facts.Now), new(facts.Entry.Entries, facts.Entry.LastEntry) { By = facts.Entry.LastOccurrence }, facts.Events), EnrolmentDecision.Decide(facts.Entry, facts.Now),
            EnrolmentDecision.Draw(definition, customer), steps, outcome, facts.Now + definition.GoalWithin);
    }
}

/// <summary>A step.</summary>
/// <param name="Step">Which.</param>
/// <param name="At">When it would begin, UTC.</param>
/// <param name="Taken">Today's facts lead here.</param>
public sealed record StepPreview(Step Step, DateTimeOffset At, bool Taken)
{
    /// <summary>Why it would be held back, in order.</summary>
    public IReadOnlyList<GateDecision.Defer> Deferred { get; init; } = [];

    /// <summary>Why it would not be done, or would end the run; else null.</summary>
    public Why? Skipped { get; init; }

    /// <summary>The code it would issue; its text is <see cref="SequencePreview.ExampleCode"/>.</summary>
    public Coupon? Coupon { get; init; }

    /// <summary>The message it would send.</summary>
    public MessagePreview? Message { get; init; }

    /// <summary>Of a wait or a handoff: until when it would last, UTC.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of a branch or a handoff: how it may go on.</summary>
    public IReadOnlyList<WayPreview> Ways { get; init; } = [];
}

/// <summary>A message.</summary>
/// <param name="At">When it would go out, UTC.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Address">Where to.</param>
/// <param name="Text">As it would be read.</param>
public sealed record MessagePreview(DateTimeOffset At, string Channel, string Address, RenderedMessage Text);

/// <summary>One way on from a branch or a handoff.</summary>
/// <param name="Kind">Which of them it is.</param>
/// <param name="Name">Of a case its number from 1, of a person's word the word; else null.</param>
/// <param name="Taken">Today's facts lead here.</param>
/// <param name="Because">The comparison that decides it; null where a person does, or nobody.</param>
/// <param name="Steps">In it, as if it were taken.</param>
/// <param name="Outcome">Where the steps end in it, how; null where it goes on behind the branch.</param>
public sealed record WayPreview(WayKind Kind, string? Name, bool Taken, Why? Because, IReadOnlyList<StepPreview> Steps, string? Outcome);

/// <summary>Ways on.</summary>
public enum WayKind
{
    /// <summary>A case of a branch.</summary>
    Case,

    /// <summary>Where no case holds.</summary>
    Default,

    /// <summary>A variant.</summary>
    Variant,

    /// <summary>A person's word.</summary>
    Word,

    /// <summary>Nobody finished the task in time.</summary>
    Overdue,
}
