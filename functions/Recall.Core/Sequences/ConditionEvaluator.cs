using Recall.Core.Wording;

namespace Recall.Core.Sequences;

/// <summary>Whether a condition holds, and the comparison that decided it.</summary>
/// <param name="Holds">It holds.</param>
/// <param name="Because">For the ledger; in English: <c>score.stage is 'mature', not in [dormant]</c>.</param>
public readonly record struct Verdict(bool Holds, Why Because);

/// <summary>Evaluates conditions.</summary>
public static class ConditionEvaluator
{
    /// <summary>The verdict for a customer; a comparison with an unknown field does not hold, but <c>is-known: false</c> does.</summary>
    public static Verdict Evaluate(Condition condition, CustomerFacts facts) => condition switch
    {
        Condition.All all => Every(all.Of, facts),
        Condition.Any any => Some(any.Of, facts),
        Condition.Not not => Evaluate(not.Of, facts) is var inner ? new(!inner.Holds, inner.Because) : default,
        Condition.Compare compare => Compare(compare, facts),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "No such condition."),
    };

    /// <summary>
    /// Whether it holds whatever the score says; null where the score decides (three-valued logic, Kleene 1952, "Introduction to
    /// Metamathematics", section 64). So nobody needs a score whom the profile alone rules out.
    /// </summary>
    public static bool? WithoutScore(Condition condition, CustomerFacts facts) => Truth(condition, facts, scored: false);

    /// <summary>The verdict without its reason, in a fraction of the time.</summary>
    public static bool Holds(Condition condition, CustomerFacts facts) => Truth(condition, facts, scored: true)!.Value;

    private static bool? Truth(Condition condition, CustomerFacts facts, bool scored) => condition switch
    {
        Condition.All all => AllAre(true, all.Of, facts, scored),
        Condition.Any any => !AllAre(false, any.Of, facts, scored),
        Condition.Not not => !Truth(not.Of, facts, scored),
        Condition.Compare { Field: var field } when !scored && field.StartsWith("score.", StringComparison.Ordinal) => null,
        Condition.Compare compare => IsTrue(compare, FieldCatalogue.Find(compare.Field)?.Get(facts)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "No such condition."),
    };

    /// <summary>False where one is not as wanted, else null where one is unknown.</summary>
    private static bool? AllAre(bool wanted, IReadOnlyList<Condition> of, CustomerFacts facts, bool scored)
    {
        bool? all = true;
        foreach (var condition in of)
        {
            var truth = Truth(condition, facts, scored);
            if (truth == !wanted)
                return false;
            all = truth is null ? null : all;
        }

        return all;
    }

    private static bool IsTrue(Condition.Compare compare, object? value) => compare.Operator == CompareOperator.IsKnown
        ? value is not null == (bool)compare.Values[0]
        : value is not null && Holds(compare, value);

    private static Verdict Every(IReadOnlyList<Condition> of, CustomerFacts facts)
    {
        if (of.Count == 0)
            return new(true, Whys.Everybody.With());
        var held = new List<Why>(of.Count);
        foreach (var condition in of)
        {
            var verdict = Evaluate(condition, facts);
            if (!verdict.Holds)
                return verdict;
            held.Add(verdict.Because);
        }

        return new(true, Together(held));
    }

    private static Verdict Some(IReadOnlyList<Condition> of, CustomerFacts facts)
    {
        if (of.Count == 0)
            return new(false, Whys.Nobody.With());
        var failed = new List<Why>(of.Count);
        foreach (var condition in of)
        {
            var verdict = Evaluate(condition, facts);
            if (verdict.Holds)
                return verdict;
            failed.Add(verdict.Because);
        }

        return new(false, Together(failed));
    }

    private static Why Together(List<Why> of) => of.Count == 1 ? of[0] : Whys.Several.With(("of", of));

    private static Verdict Compare(Condition.Compare compare, CustomerFacts facts)
    {
        var field = FieldCatalogue.Find(compare.Field);
        var value = field?.Get(facts);
        if (compare.Operator == CompareOperator.IsKnown)
            return new(value is not null == (bool)compare.Values[0], (value is null ? Whys.Unknown : Whys.Known).With(("field", compare.Field)));

        // A run pinned to an older version may name a field that was since dropped: it is unknown, as it is for a new customer.
        if (field is null || value is null)
            return new(false, Whys.Unknown.With(("field", compare.Field)));

        var holds = Holds(compare, value);
        return new(holds, Because(compare, value, holds));
    }

    private static bool Holds(Condition.Compare compare, object value)
    {
        var first = compare.Values[0];
        return compare.Operator switch
        {
            CompareOperator.Is => Same(value, first),
            CompareOperator.IsNot => !Same(value, first),
            CompareOperator.In => compare.Values.Any(v => Same(value, v)),
            CompareOperator.NotIn => !compare.Values.Any(v => Same(value, v)),
            CompareOperator.AtLeast => (double)value >= (double)first,
            CompareOperator.AtMost => (double)value <= (double)first,
            CompareOperator.MoreThan => (double)value > (double)first,
            CompareOperator.LessThan => (double)value < (double)first,
            CompareOperator.Between => (double)value >= (double)first && (double)value <= (double)compare.Values[1],
            CompareOperator.Contains => ((IReadOnlyList<string>)value).Any(v => Same(v, first)),
            _ => throw new ArgumentOutOfRangeException(nameof(compare), compare.Operator, "No such comparison."),
        };
    }

    private static bool Same(object a, object b) => a is string text && b is string other
        ? string.Equals(text, other, StringComparison.OrdinalIgnoreCase)
        : Equals(a, b);

    private static Why Because(Condition.Compare compare, object value, bool holds) => compare.Operator switch
    {
        CompareOperator.Is when holds => Whys.Is.With(("field", compare.Field), ("value", value)),
        CompareOperator.IsNot when !holds => Whys.RuledOut.With(("field", compare.Field), ("value", value)),
        CompareOperator.In or CompareOperator.NotIn => Listed(compare.Operator, holds)
            .With(("field", compare.Field), ("value", value), ("list", compare.Values)),
        CompareOperator.Between => (holds ? Whys.Between : Whys.NotBetween)
            .With(("field", compare.Field), ("value", value), ("first", compare.Values[0]), ("last", compare.Values[1])),
        _ => Kind(compare.Operator, holds).With(("field", compare.Field), ("value", value), ("first", compare.Values[0])),
    };

    private static WhyKind Listed(CompareOperator op, bool holds) => (op, holds) switch
    {
        (CompareOperator.In, true) => Whys.In,
        (CompareOperator.NotIn, false) => Whys.InRuledOut,
        _ => Whys.NotIn,
    };

    private static WhyKind Kind(CompareOperator op, bool holds) => op switch
    {
        CompareOperator.AtLeast => holds ? Whys.AtLeast : Whys.AtLeastNot,
        CompareOperator.AtMost => holds ? Whys.AtMost : Whys.AtMostNot,
        CompareOperator.MoreThan => holds ? Whys.MoreThan : Whys.MoreThanNot,
        CompareOperator.LessThan => holds ? Whys.LessThan : Whys.LessThanNot,
        CompareOperator.Contains => holds ? Whys.Contains : Whys.ContainsNot,
        _ => Whys.IsNot,
    };
}
