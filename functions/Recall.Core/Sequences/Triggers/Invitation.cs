using Recall.Core.Customers;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Triggers;

/// <summary>Whether a sequence means a customer now: its trigger was met, where it has one, and the audience holds.</summary>
/// <param name="Holds">It does.</param>
/// <param name="Because">For the ledger.</param>
/// <param name="Occurrence">What triggered it; null where it has no trigger, or was not met.</param>
public readonly record struct Invitation(bool Holds, Why Because, Occurrence? Occurrence)
{
    /// <summary>The trigger is what is missing.</summary>
    public bool Untriggered { get; private init; }

    /// <summary>The answer for a customer.</summary>
    /// <param name="definition">The sequence.</param>
    /// <param name="facts">The customer now.</param>
    /// <param name="entries">Their passes through it.</param>
    /// <param name="events">Theirs; see <see cref="Occurrences.Latest"/>.</param>
    public static Invitation Of(SequenceDefinition definition, CustomerFacts facts, Entries entries, IReadOnlyList<CustomerEvent> events)
    {
        ArgumentNullException.ThrowIfNull(definition);
        (Occurrence Occurrence, Why Because)? met = null;
        if (definition.Trigger is { } trigger)
        {
            met = Occurrences.Latest(trigger, facts, events);
            if (met is null)
                return new(false, Whys.NotTriggered.With(), null) { Untriggered = true };
            if (!met.Value.Occurrence.IsAfter(entries.By))
                return new(false, Whys.TriggeredBefore.With(("occurrence", entries.By!.Id)), null) { Untriggered = true };
        }

        var verdict = ConditionEvaluator.Evaluate(definition.Audience, facts);
        if (met is not { } now)
            return new(verdict.Holds, verdict.Because, null);
        return verdict.Holds
            ? new(true, Whys.Several.With(("of", new List<Why> { now.Because, verdict.Because })), now.Occurrence)
            : new(false, verdict.Because, now.Occurrence);
    }
}
