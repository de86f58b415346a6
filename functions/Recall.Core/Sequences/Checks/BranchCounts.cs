using Recall.Core.Sequences.Versions;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Checks;

/// <summary>
/// How many of today's customers each case of each branch would take. Conditions on what only happens while somebody is inside (a visit, a reply, a tag of
/// the sequence's own) are left out: today's facts say nothing about them. Not safe for several threads at once.
/// </summary>
public sealed class BranchCounts
{
    private static readonly string[] Moving =
    [
        "profile.days-since-", "profile.visits-since-", "profile.carts-since-", "profile.replies", "profile.unanswered-messages", "profile.tags", "profile.complaints",
        "profile.open-complaints", "profile.rating", "profile.days-to-", "run.",
    ];

    private static readonly Phrase Empty = new(
        "of {0:#customer|customers}, the audience takes none today; loosen it, or look for a value that is written otherwise",
        "今天的 {0} 位客户中没有人符合人群条件；请放宽条件，或检查取值的写法");

    private static readonly Phrase Never = new(
        "this case holds for none of the {0:#customer|customers} whom the audience takes today; change its condition, or delete the case",
        "今天符合人群条件的 {0} 位客户中，没有人符合此情形；请修改条件，或删除此情形");

    private static readonly Phrase Shadowed = new(
        "a case before it takes everybody: all {1} of the {0:#customer|customers} in today's audience for whom this one holds; put it first, or delete it",
        "前面的情形已取走所有人：今天人群的 {0} 位客户中符合此情形的 {1} 位全部如此；请把它移到前面，或将其删除");

    private readonly SequenceDefinition _definition;
    private readonly List<Case> _cases;
    private int _customers;
    private int _scored;
    private int _audience;

    /// <summary>Nobody is counted yet.</summary>
    public BranchCounts(SequenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        _definition = definition;
        _cases =
        [
            .. StepWays.All(definition).Select(s => s.Step).OfType<BranchStep>()
                .SelectMany(b => b.Cases.Select((c, i) => new Case(FormattableString.Invariant($"steps.{b.Id}.cases[{i + 1}].when"), c.When, [.. b.Cases.Take(i).Select(e => e.When)]))),
        ];
    }

    /// <summary>Counts a customer.</summary>
    public void Add(CustomerFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        _customers++;
        _scored += facts.Score is null ? 0 : 1;
        facts = facts with { Sequence = _definition.Name };
        if (!ConditionEvaluator.Holds(_definition.Audience, facts))
            return;
        _audience++;
        foreach (var one in _cases.Where(c => ConditionEvaluator.Holds(c.When, facts)))
        {
            one.Holds++;
            one.Taken += one.Earlier.Any(e => ConditionEvaluator.Holds(e, facts)) ? 0 : 1;
        }
    }

    /// <summary>What was found; nothing where there are no customers, or scores are asked for that nobody has yet.</summary>
    public IEnumerable<Doubt> Doubts()
    {
        if (_customers == 0 || (_scored == 0 && Fields(_definition.Audience).Any(IsScore)))
            yield break;
        if (_audience == 0)
        {
            yield return new("audience", new(Empty, _customers));
            yield break;
        }

        foreach (var one in _cases.Where(c => c.Taken == 0 && !Fields(c.When).Any(f => IsMoving(f) || (_scored == 0 && IsScore(f)))))
            yield return new(one.Field, one.Holds == 0 ? new(Never, _audience) : new(Shadowed, _audience, one.Holds));
    }

    private static bool IsScore(string field) => field.StartsWith("score.", StringComparison.Ordinal);

    private static bool IsMoving(string field) => Array.Exists(Moving, m => field.StartsWith(m, StringComparison.Ordinal));

    private static IEnumerable<string> Fields(Condition condition) => condition switch
    {
        Condition.All all => all.Of.SelectMany(Fields),
        Condition.Any any => any.Of.SelectMany(Fields),
        Condition.Not not => Fields(not.Of),
        Condition.Compare compare => [compare.Field],
        _ => [],
    };

    private sealed record Case(string Field, Condition When, IReadOnlyList<Condition> Earlier)
    {
        public int Holds { get; set; }

        public int Taken { get; set; }
    }
}
