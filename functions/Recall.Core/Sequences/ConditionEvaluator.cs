using System.Globalization;

namespace Recall.Core.Sequences;

/// <summary>Whether a condition holds, and the comparison that decided it.</summary>
/// <param name="Holds">It holds.</param>
/// <param name="Because">A short English sentence for the ledger: <c>score.stage is 'mature', not in [dormant]</c>.</param>
public readonly record struct Verdict(bool Holds, string Because);

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

    private static Verdict Every(IReadOnlyList<Condition> of, CustomerFacts facts)
    {
        if (of.Count == 0)
            return new(true, "everybody is meant");
        var held = new List<string>(of.Count);
        foreach (var condition in of)
        {
            var verdict = Evaluate(condition, facts);
            if (!verdict.Holds)
                return verdict;
            held.Add(verdict.Because);
        }

        return new(true, string.Join("; ", held));
    }

    private static Verdict Some(IReadOnlyList<Condition> of, CustomerFacts facts)
    {
        if (of.Count == 0)
            return new(false, "nobody is meant");
        var failed = new List<string>(of.Count);
        foreach (var condition in of)
        {
            var verdict = Evaluate(condition, facts);
            if (verdict.Holds)
                return verdict;
            failed.Add(verdict.Because);
        }

        return new(false, string.Join("; ", failed));
    }

    private static Verdict Compare(Condition.Compare compare, CustomerFacts facts)
    {
        var field = FieldCatalogue.Find(compare.Field);
        var value = field?.Get(facts);
        if (compare.Operator == CompareOperator.IsKnown)
            return new(value is not null == (bool)compare.Values[0], $"{compare.Field} is {(value is null ? "unknown" : "known")}");

        // A run pinned to an older version may name a field that was since dropped: it is unknown, as it is for a new customer.
        if (field is null || value is null)
            return new(false, $"{compare.Field} is unknown");

        var holds = Holds(compare, value);
        return new(holds, $"{field.Name} is {Show(field.Type, value)}{Sentence(field.Type, compare, holds)}");
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

    private static string Sentence(FieldType type, Condition.Compare compare, bool holds)
    {
        var first = Show(type, compare.Values[0]);
        var list = $"[{string.Join(", ", compare.Values.Select(v => Plain(type, v)))}]";
        return (compare.Operator, holds) switch
        {
            (CompareOperator.Is, true) => "",
            (CompareOperator.Is, false) => $", not {first}",
            (CompareOperator.IsNot, true) => $", not {first}",
            (CompareOperator.IsNot, false) => ", which is ruled out",
            (CompareOperator.In, true) => $", in {list}",
            (CompareOperator.In, false) => $", not in {list}",
            (CompareOperator.NotIn, true) => $", not in {list}",
            (CompareOperator.NotIn, false) => $", in {list}, which is ruled out",
            (CompareOperator.Between, true) => $", between {first} and {Show(type, compare.Values[1])}",
            (CompareOperator.Between, false) => $", not between {first} and {Show(type, compare.Values[1])}",
            (CompareOperator.Contains, true) => $", with '{compare.Values[0]}'",
            (CompareOperator.Contains, false) => $", without '{compare.Values[0]}'",
            (_, true) => $", {Kebab.Of(compare.Operator).Replace('-', ' ')} {first}",
            (_, false) => $", not {Kebab.Of(compare.Operator).Replace('-', ' ')} {first}",
        };
    }

    private static string Show(FieldType type, object value) => value switch
    {
        string text => $"'{text}'",
        IReadOnlyList<string> words => $"[{string.Join(", ", words)}]",
        _ => Plain(type, value),
    };

    private static string Plain(FieldType type, object value) => value switch
    {
        double number when type == FieldType.Share => (number * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%",
        double number => number.ToString("0.##", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => value.ToString() ?? "",
    };
}
