using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Wording;

namespace Recall.Core.Sequences;

/// <summary>What is looked at when a customer might enter a sequence.</summary>
public sealed record EntryFacts
{
    /// <summary>The sequence.</summary>
    public required SequenceDefinition Definition { get; init; }

    /// <summary>The customer as of now.</summary>
    public required Profile Profile { get; init; }

    /// <summary>The enrolment that has the customer now, or null.</summary>
    public required string? Active { get; init; }

    /// <summary>How often the customer entered this sequence.</summary>
    public required int Entries { get; init; }

    /// <summary>When they entered it last, UTC; meaningless without entries.</summary>
    public required DateTimeOffset LastEntry { get; init; }

    /// <summary>What triggered the last entry; null where nothing did.</summary>
    public Triggers.Occurrence? LastOccurrence { get; init; }

    /// <summary>Customers who entered it today, in the shop's zone.</summary>
    public required int EnteredToday { get; init; }

    /// <summary>Channels that the shop has set up.</summary>
    public required IReadOnlySet<string> Channels { get; init; }
}

/// <summary>Whether a customer of the audience enters.</summary>
public abstract record EnrolmentDecision
{
    /// <summary>Channels that a definition may send on; everybody of an audience is asked for them each day.</summary>
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<SequenceDefinition, string[]> Sending = [];

    /// <summary>Enter on this arm.</summary>
    public sealed record Enter(EnrolmentId Id, Arm Arm) : EnrolmentDecision;

    /// <summary>Not now.</summary>
    /// <param name="Code">One of <see cref="HoldReason"/>.</param>
    /// <param name="Reason">For the ledger.</param>
    public sealed record Stay(string Code, Why Reason) : EnrolmentDecision;

    /// <summary>
    /// The decision, the same for both arms until the last line: the control group is drawn from those who would have entered, by a
    /// hash of sequence and customer, so that a customer stays on one side however often they enter.
    /// </summary>
    public static EnrolmentDecision Decide(EntryFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var definition = facts.Definition;
        if (facts.Active is not null)
            return new Stay(HoldReason.OtherSequence, Whys.HasCustomer.With(("enrolment", facts.Active)));
        if (facts.Entries > 0 && definition.Reentry.After is null)
            return new Stay(HoldReason.Reentry, Whys.EnteredBefore.With());
        if (facts.Entries >= definition.Reentry.MaxEntries)
            return new Stay(HoldReason.Reentry, Whys.EnteredMost.With(("times", facts.Entries)));
        if (facts.Entries > 0 && definition.Reentry.After is { } pause && now < facts.LastEntry + pause)
            return new Stay(HoldReason.Reentry, Again(facts.LastEntry, pause));

        if (Unreachable(facts) is { } unreachable)
            return new Stay(HoldReason.Unreachable, unreachable);
        if (facts.EnteredToday >= definition.DailyLimit)
            return new Stay(HoldReason.DailyLimit, Whys.DailyLimit.With(("limit", definition.DailyLimit)));

        return new Enter(new(definition.Name, facts.Profile.Customer, facts.Entries + 1), Draw(definition, facts.Profile.Customer));
    }

    /// <summary>The arm that a customer is on whenever they enter.</summary>
    public static Arm Draw(SequenceDefinition definition, CustomerKey customer)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Bucket.Unit($"holdout|{definition.Name}|{customer}") < definition.Holdout ? Arm.Holdout : Arm.Treated;
    }

    /// <summary>In one calendar, whatever the machine's culture: ledgers compare reasons.</summary>
    private static Why Again(DateTimeOffset last, TimeSpan pause) =>
        Whys.EnteredLately.With(("on", FormattableString.Invariant($"{last:yyyy-MM-dd}")), ("days", pause.TotalDays));

    private static Why? Unreachable(EntryFacts facts)
    {
        var channels = Sending.GetValue(
            facts.Definition, static d => [.. new StepTree(d).Steps.OfType<SendStep>().SelectMany(s => s.Channels).Distinct(StringComparer.Ordinal)]);
        var obstacles = channels.Select(c => (Channel: c, Obstacle: Channels.Obstacle(facts.Profile, c, facts.Channels))).ToList();
        if (obstacles.Count == 0) // Tasks alone: a call reaches who refused everything, too.
            return Channels.RefusedAll(facts.Profile) ? Whys.RefusedAll.With() : null;
        return obstacles.All(o => o.Obstacle is not null)
            ? Whys.NotReachable.With(
                ("channels", obstacles.ConvertAll(o => Whys.ChannelClosed.With(("channel", o.Channel), ("obstacle", o.Obstacle)))))
            : null;
    }
}
