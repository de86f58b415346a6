using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Sequences;

/// <summary>
/// A marketer's file, read and checked: who enters, what ends the run, and a finite tree of steps without loops. It is pinned
/// into an enrolment by <see cref="Version"/>, so an edited file never changes a run in flight.
/// </summary>
public sealed record SequenceDefinition
{
    /// <summary>Lower-case letters, digits and single hyphens; the file's name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the file's text, 16 hex digits.</summary>
    public required string Version { get; init; }

    /// <summary>For people, by locale.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What has to happen for a customer of the audience to enter; null where the audience alone decides, once a day.</summary>
    public Trigger? Trigger { get; init; }

    /// <summary>Who may enter.</summary>
    public required Condition Audience { get; init; }

    /// <summary>Share of the audience that is enrolled and never touched, 0 to 0.9.</summary>
    public required double Holdout { get; init; }

    /// <summary>Where several sequences want a customer, the highest wins.</summary>
    public int Priority { get; init; }

    /// <summary>Enrolments a day at most; null is no limit.</summary>
    public int? DailyLimit { get; init; }

    /// <summary>Whether and when a customer may enter again.</summary>
    public required Reentry Reentry { get; init; }

    /// <summary>Which orders count; one that does not, ends the run only where <see cref="Exits"/> names orders.</summary>
    public OrderGoal Goal { get; init; } = OrderGoal.Any;

    /// <summary>Words of a person that reach the goal too: no step follows them.</summary>
    public IReadOnlyList<string> AgentGoal { get; init; } = [];

    /// <summary>An order within this time of entering is a recovery; the enrolment is observed until then.</summary>
    public required TimeSpan GoalWithin { get; init; }

    /// <summary>Signals that end the run, besides an order that reaches the goal and a cancellation, which always do.</summary>
    public required IReadOnlyList<SignalKind> Exits { get; init; }

    /// <summary>Its own rules for messages, beside the shop's; null where it has none.</summary>
    public SequencePolicy? Policy { get; init; }

    /// <summary>Messages by name, by locale.</summary>
    public required IReadOnlyDictionary<string, MessageTemplate> Templates { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}

/// <summary>Entering again.</summary>
/// <param name="After">Time since entering before; null is never again.</param>
/// <param name="MaxEntries">Entries in all; null is no limit.</param>
public sealed record Reentry(TimeSpan? After, int? MaxEntries);

/// <summary>A message by locale (BCP 47, <c>en</c>, <c>zh-CN</c>).</summary>
/// <param name="ByLocale">At least one.</param>
public sealed record MessageTemplate(IReadOnlyDictionary<string, TemplateText> ByLocale);

/// <summary>Handlebars texts; which are needed depends on the channels that use the template.</summary>
/// <param name="Subject">E-mail subject.</param>
/// <param name="Preheader">The line that mail programs show after the subject.</param>
/// <param name="Html">E-mail body; escaped by default.</param>
/// <param name="Text">E-mail plain part.</param>
/// <param name="Sms">Short message.</param>
/// <param name="Push">For the shop's own gateway.</param>
/// <param name="Wecom">For WeCom.</param>
public sealed record TemplateText(string? Subject, string? Preheader, string? Html, string? Text, string? Sms, string? Push = null, string? Wecom = null);
