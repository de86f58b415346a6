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
}

/// <summary>Local hours from <paramref name="Start"/> (quiet) to <paramref name="End"/> (allowed again); may span midnight.</summary>
public readonly record struct QuietHours(TimeOnly Start, TimeOnly End)
{
    /// <summary>True where the local time is quiet.</summary>
    public bool Covers(TimeOnly local) => Start <= End ? local >= Start && local < End : local >= Start || local < End;
}

/// <summary>At most <paramref name="Max"/> messages in any span of <paramref name="Per"/>.</summary>
/// <param name="Channel">Messages on this channel, or null for all together.</param>
/// <param name="Max">1 or more.</param>
/// <param name="Per">A sliding span.</param>
public readonly record struct FrequencyCap(string? Channel, int Max, TimeSpan Per);

/// <summary>A message that was sent, or may have been.</summary>
/// <param name="At">When it was reserved, UTC.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Effect">Its key, <c>{enrolment}/{step}</c>.</param>
public readonly record struct Touch(DateTimeOffset At, string Channel, string Effect);
