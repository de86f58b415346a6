namespace Recall.Core.Sequences.Replaying;

/// <summary>A condition of the audience and whom it kept out on the last day of a replay.</summary>
/// <param name="Condition">In words.</param>
/// <param name="Customers">For whom it does not hold.</param>
/// <param name="Alone">For whom it is the only one that does not.</param>
public sealed record ReplayExclusion(LocalText Condition, int Customers, int Alone);

/// <summary>Who was in the audience on the last day of a replay, and what kept the others out.</summary>
/// <param name="Customers">Who had come by then.</param>
/// <param name="InAudience">Who was in it, whatever the trigger and the rules for entering say.</param>
/// <param name="Excluded">The conditions that must all hold, whoever keeps most out first.</param>
public sealed record ReplayAudience(int Customers, int InAudience, IReadOnlyList<ReplayExclusion> Excluded)
{
    /// <summary>Counts customers.</summary>
    internal static ReplayAudience Of(SequenceDefinition definition, IEnumerable<CustomerFacts> customers)
    {
        IReadOnlyList<Condition> parts = definition.Audience is Condition.All all ? all.Of : [definition.Audience];
        var (people, inside, failed, alone) = (0, 0, new int[parts.Count], new int[parts.Count]);
        foreach (var facts in customers)
        {
            people++;
            var missing = Enumerable.Range(0, parts.Count).Where(i => !ConditionEvaluator.Holds(parts[i], facts)).ToList();
            missing.ForEach(i => failed[i]++);
            inside += missing.Count == 0 ? 1 : 0;
            if (missing is [var only])
                alone[only]++;
        }

        return new(people, inside, [.. parts.Select((p, i) => new ReplayExclusion(LocalText.Of(l => ConditionText.Of(p, l)), failed[i], alone[i])).Where(e => e.Customers > 0).OrderByDescending(e => e.Customers)]);
    }
}
