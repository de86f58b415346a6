using System.Text.Json.Serialization;
using Recall.Core.Wording;

namespace Recall.Core.Sequences;

/// <summary>
/// Where a run stands: all that <see cref="SequenceMachine"/> remembers between two inputs. Written as JSON by hosts.
/// </summary>
public sealed record EnrolmentState
{
    /// <summary>The enrolment's id as text.</summary>
    public required string Enrolment { get; init; }

    /// <summary>The version of the sequence that it follows since it was moved there; null is the one that it entered by.</summary>
    public string? Version { get; init; }

    /// <summary>Treated or holdout.</summary>
    public required Arm Arm { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What the decision to enrol knew.</summary>
    public KnownFacts Known { get; init; }

    /// <summary>What the run is doing.</summary>
    public required RunPhase Phase { get; init; }

    /// <summary>The step that is performed or waited in; null while observing and when done.</summary>
    public string? Step { get; init; }

    /// <summary>When the step was entered, UTC; a message's expiry counts from here.</summary>
    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>While waiting: the step was put off and is performed again; else it was performed and waits for its time or a signal.</summary>
    public bool PutOff { get; init; }

    /// <summary>While performing a handoff: its time is over, and what is performed is taking the task back.</summary>
    public bool Overdue { get; init; }

    /// <summary>While waiting or observing: until when, UTC.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Steps entered so far.</summary>
    public int Entered { get; init; }

    /// <summary>Signals that came while a step was being performed, in order of arrival.</summary>
    public IReadOnlyList<Signal> Pending { get; init; } = [];

    /// <summary>
    /// Ids of the signals taken, so that a second delivery does nothing. Signals that can never move the run are not among them: a
    /// customer who only looks around would fill the state.
    /// </summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>How the run ended, or will end if no order comes.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why.</summary>
    public Why? Reason { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>What a run is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunPhase>))]
public enum RunPhase
{
    /// <summary>A step's effect is being performed.</summary>
    [JsonStringEnumMemberName("performing")] Performing,

    /// <summary>In a wait, a handoff, or a message held back.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>Steps are over; an order before the goal window closes still counts.</summary>
    [JsonStringEnumMemberName("observing")] Observing,

    /// <summary>Over.</summary>
    [JsonStringEnumMemberName("done")] Done,
}

/// <summary>How runs end, besides the outcomes that files name.</summary>
public static class Outcomes
{
    /// <summary>An order came within the goal window.</summary>
    public const string Recovered = "recovered";

    /// <summary>An order came after the goal window, while steps were still running.</summary>
    public const string OrderedLate = "ordered-late";

    /// <summary>An order from before the run came in after it began: it should not have begun, and counts in neither arm.</summary>
    public const string OrderedBefore = "ordered-before";

    /// <summary>The goal window closed without an order.</summary>
    public const string NotRecovered = "not-recovered";

    /// <summary>An order came that is not the one the sequence is for.</summary>
    public const string OrderedOther = "ordered-other";

    /// <summary>A person reported what the sequence is for.</summary>
    public const string Agreed = "agreed";

    /// <summary>The audience's condition held no more.</summary>
    public const string LeftAudience = "left-audience";

    /// <summary>Somebody stopped it.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The customer turned out to be somebody whom another run has: that one goes on, see <see cref="SignalKind.Merged"/>.</summary>
    public const string Merged = "merged";

    /// <summary>The customer withdrew consent.</summary>
    public const string Unsubscribed = "unsubscribed";

    /// <summary>The customer complained.</summary>
    public const string Complained = "complained";

    /// <summary>The customer wrote back.</summary>
    public const string Replied = "replied";

    /// <summary>The customer came to the shop.</summary>
    public const string Visited = "visited";
}
