using Recall.Core.Sequences;

namespace Recall.Core.Scoring.Tags;

/// <summary>The tags of a shop.</summary>
/// <param name="All">In the order of the file.</param>
public sealed record TagRules(IReadOnlyList<TagRule> All)
{
    /// <summary>No tags.</summary>
    public static TagRules None { get; } = new([]);

    /// <summary>The tags of a customer, in the order of the rules.</summary>
    public IReadOnlyList<string> Of(CustomerFacts facts) =>
        [.. All.Where(r => ConditionEvaluator.Holds(r.When, facts)).Select(r => r.Tag)];
}

/// <summary>A tag and whom it is put on; a rule in the file <c>tags.yaml</c>.</summary>
/// <param name="Tag">Lower-case letters, digits and hyphens.</param>
/// <param name="Title">For people.</param>
/// <param name="When">The condition language of sequences.</param>
public sealed record TagRule(string Tag, LocalText Title, Condition When);
