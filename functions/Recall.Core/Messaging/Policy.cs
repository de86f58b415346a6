using System.Globalization;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Messaging;

/// <summary>The shop's rules for touching people, whatever a sequence wants.</summary>
public sealed record Policy
{
    /// <summary>Rules of a shop that has set none: nights are quiet, one message in two days, six a month.</summary>
    public static Policy Default { get; } = new()
    {
        QuietHours = new(new TimeOnly(21, 0), new TimeOnly(9, 0)),
        Caps = [new(null, 1, TimeSpan.FromDays(2)), new(null, 6, TimeSpan.FromDays(30)), new("sms", 2, TimeSpan.FromDays(30))],
    };

    /// <summary>No message in these local hours of the customer; null is none.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>All hold.</summary>
    public IReadOnlyList<FrequencyCap> Caps { get; init; } = [];

    /// <summary>Messages to all customers together in a day of the shop; null is no limit.</summary>
    public int? DailyTouches { get; init; }

    /// <summary>Messages to all customers together in a calendar month of the shop; null is no limit.</summary>
    public int? MonthlyTouches { get; init; }

    /// <summary>What messages and coupons of all sequences together may cost; null is no limit.</summary>
    public MoneyBudget? Budget { get; init; }

    /// <summary>
    /// Messages wait for the hour at which the customer usually buys (<see cref="Messaging.UsualHour"/>), once and for less than a day.
    /// </summary>
    public bool UsualHour { get; init; }

    /// <summary>What the sequence asks for beyond that, of its own messages; null where no sequence is meant, or it asks for nothing.</summary>
    public SequencePolicy? Own { get; init; }

    /// <summary>
    /// The rules for a sequence's messages: the shop's with its own beside them. All hold, so that a sequence is never looser than the shop, though
    /// the shop may have become stricter since it was published.
    /// </summary>
    public Policy For(SequenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Policy is { } own ? this with { Own = own, Caps = [.. Caps, .. own.Caps], UsualHour = own.UsualHour ?? UsualHour } : this;
    }
}

/// <summary>Local hours from <paramref name="Start"/> (quiet) to <paramref name="End"/> (allowed again); may span midnight.</summary>
public readonly record struct QuietHours(TimeOnly Start, TimeOnly End)
{
    /// <summary>True where the local time is quiet.</summary>
    public bool Covers(TimeOnly local) => Start <= End ? local >= Start && local < End : local >= Start || local < End;

    /// <summary>True where it is quiet in all of the other hours too.</summary>
    public bool Covers(QuietHours other) => (other.Start - Start) + (other.End - other.Start) <= End - Start;

    /// <summary>As files write them: <c>21:00-09:00</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start:HH\\:mm}-{End:HH\\:mm}");
}

/// <summary>At most <paramref name="Max"/> messages in any span of <paramref name="Per"/>.</summary>
/// <param name="Channel">Messages on this channel, or null for all together.</param>
/// <param name="Max">1 or more.</param>
/// <param name="Per">A sliding span.</param>
public readonly record struct FrequencyCap(string? Channel, int Max, TimeSpan Per)
{
    /// <summary>True where whoever keeps the other keeps this one: the other's spans that this one's takes to cover it allow no more messages together.</summary>
    public bool FollowsFrom(FrequencyCap other) =>
        (other.Channel is null || other.Channel == Channel) && other.Max * (decimal)Math.Ceiling(Per / other.Per) <= Max;

    /// <summary>As files write it: <c>2 sms per 30 days</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Max}{(Channel is null ? "" : " ")}{Channel} per {Durations.Show(Per)}");
}

/// <summary>A message that was sent, or may have been.</summary>
/// <param name="At">When it was reserved, UTC.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Effect">Its key, <c>{enrolment}/{step}</c>.</param>
public readonly record struct Touch(DateTimeOffset At, string Channel, string Effect)
{
    /// <summary>The steps of a run that some of the messages are of.</summary>
    public static IReadOnlyList<string> StepsOf(EnrolmentId run, IEnumerable<Touch> touches)
    {
        ArgumentNullException.ThrowIfNull(run);
        var before = run.EffectKey("");
        return [.. touches.Where(t => t.Effect.StartsWith(before, StringComparison.Ordinal)).Select(t => t.Effect[before.Length..])];
    }
}
