using Recall.App.Enrolment;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Previewing;
using Recall.Core.Sequences.Triggers;
using Recall.Core.Wording;

namespace Recall.App.Sequences.Previewing;

/// <summary>What a sequence would do with a customer who entered it now, and to whose messages nothing came back.</summary>
/// <param name="Sequence">Its name.</param>
/// <param name="Title">In the reader's language.</param>
/// <param name="Version">Of its text.</param>
/// <param name="Customer">Who.</param>
/// <param name="At">Now, UTC.</param>
/// <param name="TimeZone">The zone of every <c>local</c> time: the customer's, else the shop's.</param>
/// <param name="Scored">False before the first scoring: every <c>score.</c> field is unknown.</param>
/// <param name="Trigger">What the sequence waits for; null where it has no trigger.</param>
/// <param name="InAudience">The audience's condition holds.</param>
/// <param name="Audience">Its conditions, one by one.</param>
/// <param name="Standing"><c>would-enter</c> or <c>stays-out</c>.</param>
/// <param name="Code">Why they stay out, as a word; else null.</param>
/// <param name="Because">Why they stay out, in the reader's language; else null.</param>
/// <param name="Arm">The arm that they are on whenever they enter. Of <c>holdout</c> nothing of <paramref name="Steps"/> happens.</param>
/// <param name="Steps">As the treated would see them.</param>
/// <param name="Outcome">How it ends without an order, where today's facts come to an end.</param>
/// <param name="ObservedUntil">End of the goal window, UTC.</param>
public sealed record PreviewAnswer(
    string Sequence, string Title, string Version, string Customer, DateTimeOffset At, string TimeZone, bool Scored, ConditionAnswer? Trigger, bool InAudience,
    IReadOnlyList<ConditionAnswer> Audience, string Standing, string? Code, string? Because, Arm Arm, IReadOnlyList<PreviewedStep> Steps,
    string? Outcome, DateTimeOffset ObservedUntil)
{
    /// <summary>The answer for a preview.</summary>
    public static PreviewAnswer Of(SequencePreview preview, PreviewFacts facts, SequenceSource source, string locale)
    {
        ArgumentNullException.ThrowIfNull(preview);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(source);
        var definition = source.Definition;
        var invited = preview.Invitation;
        var (code, because) = (preview.Audience.Verdict.Holds, preview.Decision) switch
        {
            _ when invited.Untriggered => (EnrolOutcome.NotTriggered, invited.Because),
            (false, _) => (EnrolOutcome.NotInAudience, preview.Audience.Verdict.Because),
            (_, EnrolmentDecision.Stay stay) => (stay.Code, stay.Reason),
            _ => ((string?)null, (Why?)null),
        };
        IReadOnlyList<ConditionPreview> conditions = preview.Audience.Condition is Condition.All ? preview.Audience.Parts : [preview.Audience];
        return new(
            definition.Name, definition.Title.For(locale), definition.Version, facts.Entry.Profile.Customer.Value, facts.Now, facts.Zone.Id,
            facts.Score is not null,
            definition.Trigger is { } trigger ? new(TriggerText.Of(trigger, locale), !invited.Untriggered, invited.Because.Say(locale), []) : null,
            preview.Audience.Verdict.Holds, [.. conditions.Select(c => ConditionAnswer.Of(c, locale))],
            code is null ? "would-enter" : "stays-out", code, because?.Say(locale), preview.Arm,
            [.. preview.Steps.Select(s => PreviewedStep.Of(s, facts.Zone, locale))], preview.Outcome, preview.ObservedUntil);
    }
}

/// <summary>A condition of the audience.</summary>
/// <param name="Condition">What is asked, in the reader's language.</param>
/// <param name="Holds">The answer.</param>
/// <param name="Because">What decides it.</param>
/// <param name="Parts">The conditions it is made of; empty for a comparison.</param>
public sealed record ConditionAnswer(string Condition, bool Holds, string Because, IReadOnlyList<ConditionAnswer> Parts)
{
    /// <summary>The answer for a condition.</summary>
    public static ConditionAnswer Of(ConditionPreview preview, string locale)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return new(
            ConditionText.Of(preview.Condition, locale), preview.Verdict.Holds, preview.Verdict.Because.Say(locale),
            [.. preview.Parts.Select(p => Of(p, locale))]);
    }
}
