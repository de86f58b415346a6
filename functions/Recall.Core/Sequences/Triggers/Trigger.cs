namespace Recall.Core.Sequences.Triggers;

/// <summary>What lets a customer of the audience in: something that happens, and not that they are as they are.</summary>
public abstract record Trigger
{
    /// <summary>An event, or several alike. Looked for when events come in.</summary>
    /// <param name="Event">Type of the event, a name of <see cref="EventFields.Types"/>.</param>
    /// <param name="Where">Over the fields of <see cref="EventFields"/>; null is any of that type.</param>
    /// <param name="Same">What the events have in common, <c>product</c> or <c>category</c>; null is nothing.</param>
    /// <param name="Times">So many of them, 1 or more.</param>
    /// <param name="Within">All of them within this time.</param>
    public sealed record OnEvent(string Event, Condition? Where, string? Same, int Times, TimeSpan Within) : Trigger
    {
        /// <summary>What happened longer ago says nothing any more: history that is imported late starts nothing.</summary>
        public static TimeSpan Fresh { get; } = TimeSpan.FromDays(1);

        /// <summary>How far back events have to be known.</summary>
        public TimeSpan LooksBack => Fresh + Within;
    }

    /// <summary>A day of the customer's calendar. Looked for once a day.</summary>
    /// <param name="Anchor">The day that is counted from.</param>
    /// <param name="Category">Of <see cref="DateAnchor.LastOrder"/>: the last order in this category; null is any order.</param>
    /// <param name="OffsetDays">Days after it; negative is before it.</param>
    public sealed record OnDate(DateAnchor Anchor, string? Category, int OffsetDays) : Trigger;

    /// <summary>A word of the score that became another. Looked for once a day, after the night's scoring.</summary>
    /// <param name="Field">One of <see cref="Scoring.ScoreChanges.Fields"/>, for example <c>stage</c>.</param>
    /// <param name="Words">What it became.</param>
    public sealed record OnScore(string Field, IReadOnlyList<string> Words) : Trigger;
}

/// <summary>Days that a trigger counts from.</summary>
public enum DateAnchor
{
    /// <summary><c>birthday</c>, every year</summary>
    Birthday,

    /// <summary><c>membership-expiry</c></summary>
    MembershipExpiry,

    /// <summary><c>first-order</c></summary>
    FirstOrder,

    /// <summary><c>last-order</c></summary>
    LastOrder,

    /// <summary><c>next-order</c>: the day on which the next purchase is as likely past as ahead; once after each order.</summary>
    NextOrder,

    /// <summary><c>last-visit</c></summary>
    LastVisit,

    /// <summary><c>last-login</c></summary>
    LastLogin,
}

/// <summary>One time that a trigger was met. It starts one run at most.</summary>
/// <param name="Id">Names it among the customer's: an event's id, a day, a year.</param>
/// <param name="At">Its place among them, UTC: the event's time, or midnight UTC of the day.</param>
public sealed record Occurrence(string Id, DateTimeOffset At)
{
    /// <summary>
    /// False for the one that started a run, and for those before it: what comes in late or twice starts nothing, and a day that was put right
    /// is the same occasion.
    /// </summary>
    public bool IsAfter(Occurrence? used) =>
        used is null || (Id != used.Id && (At, Id).CompareTo((used.At, used.Id)) > 0);
}
