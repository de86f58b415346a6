using Recall.Core.Messaging;

namespace Recall.Core.Sequences;

/// <summary>What a sequence asks of its own messages beyond the shop's rules, which hold for them too: see <see cref="Policy.For"/>.</summary>
public sealed record SequencePolicy
{
    /// <summary>No message of the sequence in these local hours of the customer; null is none beyond the shop's.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>All hold for a message of the sequence; like the shop's they count what any sequence has sent to the customer.</summary>
    public IReadOnlyList<FrequencyCap> Caps { get; init; } = [];

    /// <summary>Messages of the sequence in a day of the shop; null is no limit of its own.</summary>
    public int? DailyMessages { get; init; }

    /// <summary>Messages of the sequence in a calendar month of the shop; null is no limit of its own.</summary>
    public int? MonthlyMessages { get; init; }

    /// <summary>What messages and coupons of the sequence together may cost; null is no limit of its own.</summary>
    public MoneyBudget? Budget { get; init; }

    /// <summary>Whether its messages wait for the customer's usual hour, whatever the shop's others do; null is as the shop says.</summary>
    public bool? UsualHour { get; init; }
}
