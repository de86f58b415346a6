using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Scoring.Tags;
using Recall.Core.Scoring.Uplift;

namespace Recall.Core.Sequences.Replaying;

/// <summary>What is played again, and by which rules.</summary>
public sealed record ReplayPlan
{
    /// <summary>The sequence that is tried.</summary>
    public required SequenceDefinition Tried { get; init; }

    /// <summary>Those in use, which run beside it; one of its own name gives way to it.</summary>
    public required IReadOnlyList<SequenceDefinition> Others { get; init; }

    /// <summary>First day of the shop.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of the shop.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The shop's zone.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The shop's rules.</summary>
    public required Policy Policy { get; init; }

    /// <summary>What a message costs by channel, in the shop's currency.</summary>
    public required IReadOnlyDictionary<string, decimal> Prices { get; init; }

    /// <summary>Channels that the shop has set up.</summary>
    public required IReadOnlySet<string> Channels { get; init; }

    /// <summary>The shop's tags.</summary>
    public TagRules Tags { get; init; } = TagRules.None;

    /// <summary>The shop's margin and costs.</summary>
    public required TouchTerms Terms { get; init; }

    /// <summary>In the order in which they are tried: highest priority first.</summary>
    public IReadOnlyList<SequenceDefinition> Sequences => SequenceOrder.Of([Tried, .. Others.Where(o => o.Name != Tried.Name)], s => s);

    /// <summary>The first moment of the first day, UTC.</summary>
    public DateTimeOffset Start => LocalTime.First(From.ToDateTime(TimeOnly.MinValue), Zone);

    /// <summary>The first moment after the last day, UTC.</summary>
    public DateTimeOffset End => LocalTime.First(To.AddDays(1).ToDateTime(TimeOnly.MinValue), Zone);
}

/// <summary>A customer's history.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Events">All of it, in the order of <see cref="EventPosition"/>, each once; the replay reads only what its clock has reached.</param>
/// <param name="Before">What Recall had done with them when the replay begins.</param>
/// <param name="BusyUntil">Until when the run that has them then really lasted, UTC; meaningless where none has.</param>
public sealed record ReplayHistory(CustomerKey Customer, IReadOnlyList<CustomerEvent> Events, Engagement Before, DateTimeOffset BusyUntil)
{
    /// <summary>Codes that they were given before, with the sequence that gave them.</summary>
    public IReadOnlyList<(string Sequence, Offers.Coupon Coupon)> Coupons { get; init; } = [];
}
