namespace Recall.Core.Sequences.Previewing;

/// <summary>A condition and whether it holds.</summary>
/// <param name="Condition">What is asked.</param>
/// <param name="Verdict">The answer.</param>
/// <param name="Parts">The conditions it is made of; empty for a comparison.</param>
public sealed record ConditionPreview(Condition Condition, Verdict Verdict, IReadOnlyList<ConditionPreview> Parts)
{
    /// <summary>Every part is asked, also where an earlier one has decided: a marketer wants to see all that stands against a customer.</summary>
    public static ConditionPreview Of(Condition condition, CustomerFacts facts) => new(
        condition,
        ConditionEvaluator.Evaluate(condition, facts),
        condition switch
        {
            Condition.All all => [.. all.Of.Select(c => Of(c, facts))],
            Condition.Any any => [.. any.Of.Select(c => Of(c, facts))],
            Condition.Not not => [Of(not.Of, facts)],
            _ => [],
        });
}
